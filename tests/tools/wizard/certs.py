"""The made-up certificates: what each one is, and the committed DER files.

The files are minted once (mint.py) and committed; reading them back needs the standard library
alone, so that a folder can be written again byte for byte on any machine.
"""
import dataclasses
import datetime
import hashlib
import json
import pathlib

EXAMPLE_TRUST = "CN=Example Trust TLS RSA CA G1, O=Example Trust Inc, C=US"
NORTHWIND_TRUST = "CN=Northwind Trust TLS CA R3, O=Northwind Trust LLC, C=US"
MAIL = "CN=mail.contoso.example"
AUTH = "CN=Microsoft Exchange Server Auth Certificate"
SERVER_NAMES = ("mail.contoso.example", "autodiscover.contoso.example")


def _time(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S")


@dataclasses.dataclass(frozen=True)
class Spec:
    """One certificate; no issuer means self-signed."""

    subject: str
    not_before: str
    not_after: str
    issuer: str = ""
    names: tuple = ()
    purposes: tuple = ("serverAuth", "clientAuth")
    key: str = "rsa2048"
    digest: str = "sha256"

    @property
    def issuer_text(self):
        return self.issuer or self.subject

    @property
    def identifier(self):
        """As TlsCertificateName names it."""
        return f"<I>{self.issuer_text}<S>{self.subject}"

    @property
    def starts(self):
        return _time(self.not_before)

    @property
    def ends(self):
        return _time(self.not_after)

    @property
    def common_name(self):
        return self.subject[3:].split(",")[0] if self.subject.startswith("CN=") else ""


def _mail(**change):
    """The healthy organisation's certificate with one thing changed."""
    values = dict(
        subject=MAIL,
        issuer=EXAMPLE_TRUST,
        not_before="2026-08-20 00:00:00",
        not_after="2027-03-05 23:59:59",
        names=SERVER_NAMES,
    )
    values.update(change)
    return Spec(**values)


def _variant(**change):
    """Same issuer and subject, a little newer: the one Exchange picks when both are there."""
    return _mail(not_before="2026-08-25 00:00:00", not_after="2027-03-10 23:59:59", **change)


def _self_signed(subject, names=()):
    return Spec(
        subject=subject,
        not_before="2025-09-02 09:14:07",
        not_after="2030-09-02 09:14:07",
        names=names,
        purposes=("serverAuth",),
    )


SPECS = {
    # on both servers of the healthy organisation
    "hybrid": _mail(),
    "e1-server": _self_signed("CN=E1", ("E1", "E1.corp.contoso.example")),
    "e2-server": _self_signed("CN=E2", ("E2", "E2.corp.contoso.example")),
    "e1-wmsvc": _self_signed("CN=WMSvc-SHA2-E1", ("WMSvc-SHA2-E1",)),
    "e2-wmsvc": _self_signed("CN=WMSvc-SHA2-E2", ("WMSvc-SHA2-E2",)),
    "auth": _self_signed(AUTH),
    # the shipped example: renewed by another authority
    "example-old": _mail(not_before="2026-05-03 00:00:00", not_after="2026-11-18 23:59:59"),
    "example-renewed": _mail(
        issuer=NORTHWIND_TRUST, not_before="2026-10-12 00:00:00", not_after="2027-04-28 23:59:59"
    ),
    # for single cases
    "renewed-other-issuer": _mail(
        issuer=NORTHWIND_TRUST, not_before="2026-09-20 00:00:00", not_after="2027-04-05 23:59:59"
    ),
    "renewed-same-issuer": _mail(not_before="2026-09-20 00:00:00", not_after="2027-04-05 23:59:59"),
    "other-domain": _mail(subject="CN=mail.tailspin.example", names=("mail.tailspin.example",)),
    "other-domain-accepted": _mail(
        subject="CN=mail.fabrikam.example", names=("mail.fabrikam.example",)
    ),
    "wildcard": _mail(subject="CN=*.contoso.example", names=("*.contoso.example",)),
    "expired": _mail(not_before="2026-01-10 00:00:00", not_after="2026-07-27 23:59:59"),
    "self-signed": _mail(issuer=""),
    "ecdsa": _variant(key="p256"),
    "rsa1024": _variant(key="rsa1024"),
    "sha1": _variant(digest="sha1"),
    "no-clientauth": _variant(purposes=("serverAuth",)),
    "no-serverauth": _variant(purposes=("clientAuth",)),
    "no-cn": _mail(subject="", not_before="2026-08-25 00:00:00", not_after="2027-03-10 23:59:59"),
    # the Edge server of collection-edge/
    "edge1-server": _self_signed("CN=EDGE1", ("EDGE1", "EDGE1.perimeter.contoso.example")),
}


class Store:
    """The committed certificates of one folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def der(self, name):
        return (self.folder / f"{name}.der").read_bytes()

    def thumbprint(self, name):
        """SHA-1 over the DER, as Exchange prints it: a name, not a protection."""
        return hashlib.sha1(self.der(name), usedforsecurity=False).hexdigest().upper()

    def write_index(self):
        index = {name: self.thumbprint(name) for name in sorted(SPECS)}
        path = self.folder.parent / "certs.json"
        path.write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")
