"""The healthy organisation of tests/data, with a certificate whose key the lab has.

Its connectors name `hybrid` by issuer and subject; the wizard's folder is written again with the lab's own
certificate in its place, so that the listener `hybrid` presents exactly what the exports say.
"""

import datetime
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/runs"))

import edit  # noqa: E402

EXCHANGE_ONLINE = "contoso-example.mail.protection.outlook.com"
MICROSOFT_365 = (
    "outlook.office365.com", "outlook.office.com", "autodiscover-s.outlook.com", "login.microsoftonline.com",
    "crl3.digicert.com", "crl4.digicert.com", "ocsp.digicert.com", "cacerts.digicert.com", "www.microsoft.com",
    "caissuers.microsoft.com",
)  # fmt: skip
AS_OF = "2026-10-01T00:00:00Z"
NOW = datetime.datetime(2026, 10, 1)  # for the lab's certificates


def exports(lab, folder):
    """Writes the wizard's folder; returns it."""
    certificates = folder / "certificates"
    shutil.copytree(ROOT / "tests/data/certs", certificates)
    shutil.copy(lab.pki / "hybrid.der", certificates / "hybrid.der")
    made = folder / "exports"
    program = ROOT / "tests/tools/make-wizard-folder.py"
    subprocess.run(["/usr/bin/python3", "-B", program, "healthy", made, "--certs", certificates], check=True)
    return made


def relayed(made, folder):
    """The same with Exchange Online as smart host of the Send connector, instead of DNS; returns the folder."""
    copy = folder / "relayed"
    shutil.copytree(made, copy)
    path = next(copy.glob("*.xhcw"))
    text = path.read_text(encoding="utf-8-sig")
    cmdlet = "Get-SendConnector"
    name = next(one for one in edit.identities(text, "OnPremises", cmdlet) if one.startswith("Outbound to Office 365"))
    for key, value in (("DNSRoutingEnabled", "False"), ("SmartHosts", EXCHANGE_ONLINE),
                       ("SmartHostsString", EXCHANGE_ONLINE)):  # fmt: skip
        text = edit.set_property(text, "OnPremises", cmdlet, name, key, value)
    path.write_text(text, encoding="utf-8-sig")
    return copy


def data(lab, folder):
    """The shipped data, with the lab's public authorities among Exchange Online's; returns the folder."""
    made = folder / "packaging"
    shutil.copytree(ROOT / "packaging", made, ignore=shutil.ignore_patterns("screenshots", "example"))
    conf = made / "data/anchors/anchors.conf"
    lines = conf.read_text(encoding="utf-8").splitlines(keepends=True)
    names = [path.name for path in sorted(lab.pki.glob("root-*.pem"))]
    for name in names:
        shutil.copy(lab.pki / name, conf.parent / name)
    lines = [line.rstrip("\n") + "".join(f";{name}" for name in names) + "\n" if line.startswith("files") else line
             for line in lines]  # fmt: skip
    conf.write_text("".join(lines), encoding="utf-8")
    return made
