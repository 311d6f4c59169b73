"""The scenarios of one group of scenarios.json: what `probe` says of a network with one thing broken, exactly.

usage: probes.py GROUP

Each scenario: "broken", in words; "at", the listeners that mail.contoso.example means (or "host", another name
to ask for); "fault", what happens to the network; "from", the host that asks (eop); "options" of the program.
"expect" has one row per address: "STAGE OUTCOME", or "ok".  "ndr" begins what a sender in Exchange Online gets, of
all addresses or by address; those that it leaves out get nothing.  For all of them: "says", a text of the stage
that decided; "chain" and "named", how the certificates stand; "version" of TLS.  "status" is the exit status where it
is not plain (0 if nothing speaks against delivery, else 1).
"""

import functools
import json
import sys

import lab as labs
import program
import tap

NAME = "mail.contoso.example"


def seen(target):
    """"ok", or where it ended and how."""
    if target["outcome"] == "ok":
        return "ok"
    ended = [stage["stage"] for stage in target["stages"] if stage["outcome"] == target["outcome"]]
    if ended != [target["stage"]]:
        raise AssertionError(f"ended at {target['stage']}, says the target, its stages say {ended}")
    return f"{target['stage']} {target['outcome']}"


def bounce(scenario, word):
    """What a sender gets for an address, as far as the scenario tells; None: nothing."""
    ndr = scenario.get("ndr")
    return ndr.get(word) if isinstance(ndr, dict) else ndr


def compare(scenario, word, target):
    """What else a scenario says about each address."""
    now, wanted = (target["ndr"] or {}).get("now"), bounce(scenario, word)
    if (now is None) != (wanted is None) or now and not now.startswith(wanted):
        yield f"a sender gets {now} instead of {wanted}"
    text = json.dumps(target)
    tls = target.get("tls") or {}
    if "says" in scenario and scenario["says"] not in text:
        yield f"does not say \"{scenario['says']}\""
    if "version" in scenario and tls.get("version") != scenario["version"]:
        yield f"TLS is {tls.get('version')} instead of {scenario['version']}"
    if "chain" in scenario and tls["host_roots"]["status"] != scenario["chain"]:
        yield f"the chain is {tls['trust']['host']} instead of {scenario['chain']}"
    if "named" in scenario and tls["name_matches"] is not scenario["named"]:
        yield f"the name matches: {tls['name_matches']}"


def judge(lab, scenario, report):
    found = {lab.word(target["address"]) if target.get("address") else "": target for target in report["targets"]}
    if len(found) != len(report["targets"]):
        yield "an address was told twice"
    rows = {word: seen(target) for word, target in found.items()}
    for word in sorted(scenario["expect"].keys() | rows.keys()):
        wanted, what = scenario["expect"].get(word, "nothing"), rows.get(word, "nothing")
        if wanted != what:
            yield f"{word}: {what} instead of {wanted}: {json.dumps(found.get(word))[:1500]}"
        else:
            yield from (f"{word}: {fault}" for fault in compare(scenario, word, found[word]))


def status(scenario, done):
    is_plain = set(scenario["expect"].values()) == {"ok"} and "ndr" not in scenario
    wanted = scenario.get("status", 0 if is_plain else 1)
    if done.status != wanted:
        yield f"exit status {done.status} instead of {wanted}"


def play_and_tell(lab, scenario):
    """The finished run, and what is wrong with it."""
    options = [option.format(pki=lab.pki) for option in scenario.get("options", [])]
    host = scenario.get("host", NAME)
    command = ["probe", "--format", "json", "--ca-file", lab.pki / "roots.pem", *options, host]
    with lab.broken(scenario.get("fault", {}), {NAME: scenario.get("at", [])}):
        done = program.run(scenario.get("from", "eop"), *command)
    return done, [*done.complaints(), *judge(lab, scenario, done.json()), *status(scenario, done)]


def play(lab, scenario):
    return play_and_tell(lab, scenario)[1]


def main():
    scenarios = json.loads((labs.HERE / "scenarios.json").read_text(encoding="utf-8"))
    lab = labs.Lab()
    lab.start()
    tap.run(
        (f"{one['name']}: {one['broken']}", functools.partial(play, lab, one))
        for one in scenarios
        if one["group"] == sys.argv[1]
    )


if __name__ == "__main__":
    main()
