#!/usr/bin/env python3
"""Writes made-up collections, as packaging/collector/Export-HybridCheck.ps1 would.

make-collection.py STORY OUTDIR    STORY is healthy (onprem, online) or edge (with an Edge server)

The same story gives the same octets always.  tests/data/README.md says what is in the folders.
"""
import argparse
import datetime
import hashlib
import json
import pathlib
import sys

sys.dont_write_bytecode = True

from collection import clixml, edge, facts, manifest  # noqa: E402
from wizard import certs, org  # noqa: E402
from wizard.onprem import ROOT_DN  # noqa: E402
from wizard.tenant import UNIT_DN  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "packaging/collector/collected.json"
CERTS = ROOT / "tests/data/certs"
# A week after the wizard's run, UTC.
BEGUN = datetime.datetime(2026, 9, 22, 6, 30, 0)
CUSTOM = ("System.Management.Automation.PSCustomObject", "System.Object")


def convert(value, kind):
    """A value of the wizard's print as the script projects it."""
    if kind == "count":
        return len(value.split(", ")) if value else 0
    if kind == "set":
        return bool(value)
    if kind in ("list", "usages"):
        return value.split(", ") if value else []
    if value is None or (kind != "string" and value == ""):
        return None
    if kind == "bool":
        return value == "True"
    if kind == "int":
        return int(value)
    if kind == "date":
        return facts.utc(value)
    return clixml.Octets(value) if kind == "bytes" else value


def project(item, row, server):
    """What Select-HcProperty makes of @item: type names, and the properties it has."""
    known = {name.casefold(): value for name, _, value in item.properties}
    selected = {}
    for entry in row["properties"]:
        source = entry.get("from", entry["name"]).casefold()
        if source in known and not entry.get("comment"):
            selected[entry["name"]] = convert(known[source], entry["kind"])
    if server:
        selected["ServerName"] = server
    remote = f"Selected.{CUSTOM[0]}"
    if row["side"] == "online":  # comes over the wire, and Select-Object says so
        return (f"Selected.{item.type_name}", remote, *CUSTOM), selected
    return (f"Selected.{item.type_name.removeprefix('Deserialized.')}", *CUSTOM), selected


def rfc3339(when):
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


class Collection:
    """One run of the script on one side."""

    def __init__(self, source, side, computer, began):
        self.source, self.side, self.computer, self.began = source, side, computer, began
        self.files = {}
        self.entries = []

    def run(self, rows):
        for row in rows:
            if row["side"] != self.side:
                continue
            for server in self._servers(row):
                self._ask(row, server)
        return self

    def _servers(self, row):
        if row["per"] == "server":
            return self.source.servers()
        return [self.computer if row["per"] == "local" else ""]

    def _ask(self, row, server):
        found = self.source.ask(self.side, row["noun"], server)
        name = f"{self.side}-{server or 'org'}-{row['noun']}.clixml"
        octets = clixml.export([project(item, row, server) for item in found])
        self.files[name] = octets
        self.entries.append(
            {
                "cmdlet": row["cmdlet"],
                "noun": row["noun"],
                "server": server or None,
                "file": name,
                "asked": rfc3339(self.began + datetime.timedelta(seconds=1 + len(self.entries))),
                "count": len(found),
                "status": "ok" if found else "empty",
                "error": None,
                "errorId": None,
                "sha256": hashlib.sha256(octets).hexdigest(),
            }
        )

    def _organisation(self):
        known = {"onprem": (org.ONPREM_GUID, ROOT_DN), "online": (org.TENANT_GUID, UNIT_DN)}
        if self.side not in known:
            return None
        guid, name = known[self.side]
        return {"guid": guid, "distinguishedName": name}

    def manifest(self):
        ended = self.began + datetime.timedelta(seconds=2 + len(self.entries))
        online = self.side == "online"
        return {
            "schema": "hybridcheck-collection/1",
            "tool": {"name": "Export-HybridCheck.ps1", "version": "1.0"},
            "side": self.side,
            "started": rfc3339(self.began),
            "finished": rfc3339(ended),
            "computer": self.computer,
            "exchange": "ExchangeOnlineManagement 3.9.0" if online else org.DISPLAY_VERSION,
            "powershell": {"version": "5.1.20348.2849", "edition": "Desktop", "culture": "en-US"},
            "organisation": self._organisation(),
            "redaction": {"redacted": False, "comments": False},
            "entries": self.entries,
        }

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, octets in self.files.items():
            (folder / name).write_bytes(octets)
        (folder / "manifest.json").write_bytes(manifest.text(self.manifest()))


def sides(story):
    """(side, computer) in the order they were collected."""
    middle = [("edge", edge.EDGE)] if story == "edge" else []
    return [("onprem", org.SERVERS[0]), *middle, ("online", "ADMIN-PC")]


def make(story, outdir):
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["cmdlets"]
    maker = edge.EdgeFacts if story == "edge" else facts.Facts
    source = maker(org.STORIES["healthy"], certs.Store(CERTS))
    for number, (side, computer) in enumerate(sides(story)):
        began = BEGUN + datetime.timedelta(minutes=10 * number)
        Collection(source, side, computer, began).run(rows).write(outdir / side)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("story", choices=("healthy", "edge"))
    parser.add_argument("outdir", type=pathlib.Path)
    options = parser.parse_args()
    make(options.story, options.outdir)


if __name__ == "__main__":
    main()
