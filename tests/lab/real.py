"""A real run of the wizard, where this machine has one, joined with the lab's wire.

Nothing of it is known here: its smart host, servers and certificate are read from its own files and from what
the program makes of them offline; a certificate of the same issuer and subject is made for the lab.  What a
broken wire adds to the rules that fail offline is told, and nothing else may change.
"""

import datetime
import functools
import os
import pathlib
import re

import checks
import lab as labs
import organisation
import pki
import program
import tap

FOLDER = pathlib.Path(os.environ["HC_REAL_DATA"], "hcw-run")
NOW = datetime.datetime(2022, 2, 19, 4)
IDENTIFIER = re.compile("&lt;I&gt;([^\"&]+)&lt;S&gt;([^\"&]+)")
SCENARIOS = (
    # what is broken, listeners of the smart host and of the server, fault, rules that fail besides
    ("nothing", ["hybrid/4"], ["exch/4"], {}, set()),
    ("the certificate on the wire", ["renewed/4"], ["exch/4"], {}, {"cert-wire-differs-from-connector"}),
    ("no server offers STARTTLS", ["plain/4"], ["exchplain/4"], {}, {"net-starttls-missing"}),
    ("a middlebox takes STARTTLS away", ["hybrid/4"], ["exch/4"],
     {"middlebox": {"does": "strip", "to": ["hybrid/4"]}}, {"net-starttls-stripped"}),
    ("the perimeter refuses port 25", ["hybrid/4"], ["exch/4"],
     {"firewall": {"does": "reset", "to": ["hybrid/4"]}}, {"net-25-in"}),
)  # fmt: skip


def identifier():
    """Issuer and subject of the certificate that the connectors name."""
    for path in FOLDER.glob("*.xhcw"):
        found = IDENTIFIER.search(path.read_text(encoding="utf-8-sig"))
        if found:
            return found.groups()
    raise AssertionError("no certificate is named")


def leaves():
    issuer, subject = identifier()
    name = subject.split("CN=")[1].split(",")[0]
    same = pki.Leaf(issuer=issuer, subject=subject, names=(name,), key="rsa2048")
    return {"hybrid": same, "renewed": pki.Leaf(issuer=pki.NORTHWIND, subject=subject, names=(name,), key="rsa2048")}


def check(host, *arguments):
    command = ["check", "--format", "json", "--as-of", NOW.strftime("%FT%TZ"), *arguments, FOLDER]
    done = program.run(host, *command)
    return done, done.json()


def row(report, table, name):
    return next(
        one["actual"] for rows in report["comparison"] if rows["object"] == table for one in rows["rows"]
        if one["property"] == name
    )  # fmt: skip


def ids(report):
    return {finding["id"] for finding in checks.failing(report)}


def play(lab, offline, scenario):
    _, smart_host, server, fault, wanted = scenario
    names = {
        row(offline, "Standard Outbound Connector", "SmartHosts"): smart_host,
        row(offline, "Receive Connector", "Fqdn"): server,
    } | {name: ["eop/4"] for name in organisation.MICROSOFT_365}
    with lab.broken(fault, names):
        done, report = check("other", "--config", labs.FOLDER / "lab.conf")
    yield from done.complaints()
    more = ids(report) - ids(offline)
    if more != wanted:
        yield f"{sorted(more)} fails besides, instead of {sorted(wanted)}"
        for finding in checks.failing(report):
            if finding["id"] in more ^ wanted:
                yield f"  {finding['id']}: {finding['subject']}: {finding['summary']}"
    if ids(offline) - ids(report):
        yield f"{sorted(ids(offline) - ids(report))} does not fail any more"


def main():
    if not FOLDER.is_dir():
        print("1..0 # SKIP the real run of the wizard is not on this machine")
        return
    lab = labs.Lab(NOW, leaves())
    lab.start()
    os.environ["HYBRIDCHECK_DATADIR"] = str(organisation.data(lab, labs.FOLDER))
    text = checks.CONFIGURATION.format(roots=lab.pki / "roots.pem")
    (labs.FOLDER / "lab.conf").write_text(text, encoding="utf-8")
    _, offline = check("other", "--offline")
    tap.run((scenario[0], functools.partial(play, lab, offline, scenario)) for scenario in SCENARIOS)


if __name__ == "__main__":
    main()
