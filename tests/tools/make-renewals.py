#!/usr/bin/env python3
"""Writes tests/data/renewal: certificates that could follow the healthy organisation's.

In: nothing.  Out: one PEM file per story, the certificate and its intermediate, as a CA delivers
them; roots.pem, a bundle in which both authorities are public.  The same octets on every run.

Usage: make-renewals.py [--check] FOLDER
With --check nothing is written; a sample that is not what would be written is named.
"""
import importlib
import pathlib
import sys

sys.dont_write_bytecode = True

import der
import signer

chains = importlib.import_module("make-chains")

FROM, TO = "260920000000Z", "270405235959Z"
MAIL = ("mail.contoso.example", "autodiscover.contoso.example")


class Authority:
    """A root and the intermediate that issues for it."""

    def __init__(self, organisation, issuing):
        self.root_name = f"C=US, O={organisation}, CN={organisation} Root R1"
        self.root_key = signer.rsa(organisation + " root")
        self.name = f"C=US, O={organisation}, CN={issuing}"
        self.key = signer.rsa(issuing)
        self.root = chains.ca(self.root_name, self.root_key, self.root_name, self.root_key)
        self.intermediate = chains.ca(
            self.name, self.key, self.root_name, self.root_key, path_length=0)


# The names of the authorities are those of tests/data/certs.
EXAMPLE = Authority("Example Trust Inc", "Example Trust TLS RSA CA G1")
NORTHWIND = Authority("Northwind Trust LLC", "Northwind Trust TLS CA R3")
PRIVATE = Authority("Contoso", "Contoso Issuing CA 1")
KEY = signer.rsa("renewed mail")


def leaf(cn=MAIL[0], names=MAIL, by=EXAMPLE, key=KEY, purposes=chains.BOTH, **rest):
    extensions = [
        chains.no_authority(), chains.key_usage(chains.SIGNATURE, chains.ENCIPHER),
        der.san(*[der.dns(name) for name in names]), chains.authority_key(by.key),
        der.eku(*purposes)]
    rest.setdefault("validity", (FROM, TO))
    return chains.signed("CN=" + cn if cn else "", key, by.name, by.key, extensions, serial=0x51,
                         **rest)


def file(octets, *others):
    return b"".join(chains.pem(one) for one in (octets, *others))


def chain(by=EXAMPLE, **change):
    return file(leaf(by=by, **change), by.intermediate)


STORIES = {
    "roots": file(EXAMPLE.root, NORTHWIND.root),
    "same": chain(),
    "other-issuer": chain(by=NORTHWIND),
    "other-cn": chain(cn="mx.contoso.example", names=("mx.contoso.example", *MAIL)),
    "other-cn-alone": chain(cn="mx.contoso.example", names=("mx.contoso.example",)),
    "other-accepted-domain": chain(cn="mail.fabrikam.example", names=("mail.fabrikam.example",)),
    "not-accepted": chain(cn="mail.tailspin.example", names=("mail.tailspin.example",)),
    "not-accepted-saved": chain(
        cn="mail.tailspin.example", names=("mail.tailspin.example", *MAIL)),
    "no-cn": chain(cn=""),
    "wildcard": chain(cn="*.contoso.example", names=("*.contoso.example",)),
    "ecdsa": chain(key=signer.ec("renewed mail")),
    "rsa1024": chain(key=signer.rsa("weak", 1024)),
    "sha1": chain(digest="sha1"),
    "no-clientauth": chain(purposes=(der.SERVER_AUTH,)),
    "no-serverauth": chain(purposes=(der.CLIENT_AUTH,)),
    "expired": chain(validity=("260110000000Z", "260727235959Z")),
    "not-yet-valid": chain(validity=("261101000000Z", "270515235959Z")),
    "expiring": chain(validity=("260420000000Z", "261020235959Z")),
    "too-long": chain(validity=(FROM, "270919235959Z")),
    "missing-intermediate": file(leaf()),
    "private": file(leaf(by=PRIVATE), PRIVATE.intermediate, PRIVATE.root),
    "private-without-root": file(leaf(by=PRIVATE), PRIVATE.intermediate),
}


def check(folder):
    """The names of samples that are missing, too many, or not what this script writes."""
    found = {path.stem: path.read_bytes() for path in folder.glob("*.pem")}
    return sorted(story for story in found.keys() | STORIES.keys()
                  if found.get(story) != STORIES.get(story))


def main():
    folder = pathlib.Path(sys.argv[-1])
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        differing = check(folder)
        sys.exit(f"{folder}: not as written: {', '.join(differing)}" if differing else 0)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder.mkdir(exist_ok=True)
    for story, text in STORIES.items():
        (folder / (story + ".pem")).write_bytes(text)


if __name__ == "__main__":
    main()
