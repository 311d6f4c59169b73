"""The scenarios of check-scenarios.json: `check` of the healthy organisation on a network with one thing broken.

Each scenario: "broken", in words; "at", the listeners that mail.contoso.example, the smart host, means;
"servers", those that E1 and E2 mean; "online", those of Exchange Online, which the
Send connector then names as its smart host; "services", those of Microsoft 365 and its authorities; "fault", what happens to the network; "from", the host that asks (other);
"options" of the program.  "rules" are all that fail, exactly, and "decision" is the verdict's.
"""

import functools
import json
import os

import lab as labs
import organisation
import program
import tap

SMART_HOST = "mail.contoso.example"
SERVERS = ("e1.corp.contoso.example", "e2.corp.contoso.example")
CONFIGURATION = """\
[options]
ca-file={roots}
ehlo=probe.lab.example
"""


def names(scenario):
    servers = scenario.get("servers", [["exch/4", "exch/6"], ["exch2/4", "exch2/6"]])
    table = {SMART_HOST: scenario.get("at", ["hybrid/4", "hybrid/6"])} | dict(zip(SERVERS, servers))
    table |= {name: scenario.get("services", ["eop/4", "eop/6"]) for name in organisation.MICROSOFT_365}
    return table | {organisation.EXCHANGE_ONLINE: scenario.get("online", ["eop/4", "eop/6"])}


def failing(report):
    return [finding for finding in report["findings"] if finding["status"] == "fail"]


def judge(scenario, report):
    failed = failing(report)
    rules = sorted({finding["id"] for finding in failed})
    if rules != scenario["rules"]:
        yield f"fails {rules} instead of {scenario['rules']}"
        for finding in failed:
            yield f"  {finding['id']}: {finding['subject']}: {finding['summary']}"
    if report["verdict"]["decision"] != scenario["decision"]:
        yield f"{report['verdict']['decision']} instead of {scenario['decision']}: {report['verdict']['headline']}"
    if report["run"]["offline"]:
        yield "the run was an offline one"


def play(lab, folders, scenario):
    command = ["check", "--format", "json", "--as-of", organisation.AS_OF, "--config", labs.FOLDER / "lab.conf"]
    with lab.broken(scenario.get("fault", {}), names(scenario)):
        done = program.run(scenario.get("from", "other"), *command, *scenario.get("options", []), folders["online" in scenario])
    yield from done.complaints()
    yield from judge(scenario, done.json())


def main():
    scenarios = json.loads((labs.HERE / "check-scenarios.json").read_text(encoding="utf-8"))
    lab = labs.Lab(organisation.NOW)
    lab.start()
    os.environ["HYBRIDCHECK_DATADIR"] = str(organisation.data(lab, labs.FOLDER))
    made = organisation.exports(lab, labs.FOLDER)
    folders = (made, organisation.relayed(made, labs.FOLDER))
    text = CONFIGURATION.format(roots=lab.pki / "roots.pem")
    (labs.FOLDER / "lab.conf").write_text(text, encoding="utf-8")
    tap.run((f"{one['name']}: {one['broken']}", functools.partial(play, lab, folders, one)) for one in scenarios)


if __name__ == "__main__":
    main()
