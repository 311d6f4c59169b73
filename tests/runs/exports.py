#!/usr/bin/env python3
"""One organisation in every form that cmdlets are exported in: what is found must be the same."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import harness

# After the run, before the time it is judged at: exports show what the run left.
EXPORTED = 1789900000  # 2026-09-20T10:26:40Z

# Rules about files that only the wizard itself writes.
OF_THE_RUN = {"hc-corrupt"}

FORMS = [
    "windows-powershell-json",
    "powershell-7-json",
    "deserialized-clixml",
    "selected-clixml",
]


def export(form, folder):
    """The healthy organisation in @form, made now, as of EXPORTED."""
    xhcw = next(harness.HEALTHY.glob("*.xhcw"))
    tool = harness.ROOT / "tests/tools/make-exports.py"
    subprocess.run([sys.executable, tool, form, xhcw, folder], check=True)
    for path in Path(folder).iterdir():
        os.utime(path, (EXPORTED, EXPORTED))


def findings(report):
    """What was found, without where it was seen."""
    return sorted(
        (f["id"], f["subject"] or "", f["status"], f["severity"], f["summary"])
        for f in report["findings"]
        if f["id"] not in OF_THE_RUN and f["summary"] != harness.OFFLINE
    )


def judge(folder):
    return harness.check(folder, as_of=harness.HEALTHY_AS_OF)


@functools.cache
def exported(form):
    with harness.temporary() as folder:
        export(form, folder)
        return judge(folder)


def test_healthy():
    """nothing fails in any form, and nothing is unknown that is not of the run itself"""
    for form in FORMS:
        bad = [one for one in findings(exported(form)) if one[2] in ("fail", "unknown")]
        assert not bad, f"{form}: {bad[:5]}"


def test_same():
    """all forms give the same findings, word by word"""
    first = findings(exported(FORMS[0]))
    assert len(first) > 100, len(first)
    for form in FORMS[1:]:
        other = findings(exported(form))
        assert other == first, f"{form}: {sorted(set(other) ^ set(first))[:6]}"


def test_same_tables():
    """the wizard's five tables come out the same, and all rows are equal"""
    first = harness.rows(exported(FORMS[0]))
    assert len(first) == 46 + 9, len(first)
    assert all(equals is True for equals in first.values()), first
    for form in FORMS[1:]:
        assert harness.rows(exported(form)) == first, form


def test_as_of():
    """every file is as of its own time, and every object is counted"""
    report = exported(FORMS[0])
    for one in report["inputs"]:
        if one["kind"] == "json-export" and one["objects"]:
            assert one["as_of"] == "2026-09-20T10:26:40Z", one


def test_numbers_alone():
    """a form that lost its words leaves unknowns, never a failure"""
    with harness.temporary() as folder:
        export("windows-powershell-json", folder)
        path = Path(folder) / "onprem-org-SendConnector.json"
        text = path.read_text(encoding="utf-16")
        assert '"TlsAuthLevel": "DomainValidation"' in text
        text = text.replace('"TlsAuthLevel": "DomainValidation"', '"TlsAuthLevel": 3')
        path.write_text(text, encoding="utf-16")
        os.utime(path, (EXPORTED, EXPORTED))
        found = judge(folder)
    states = {status for _, _, status, _, _ in findings(found)}
    assert "fail" not in states, [one for one in findings(found) if one[2] == "fail"]
    assert "unknown" in states
    warned = [w for one in found["inputs"] for w in one["warnings"] if "TlsAuthLevel" in w]
    assert len(warned) == 1, warned


def test_tenant_alone():
    """a real tenant of which nothing shows that it is hybrid: nothing fails, and the missing side is named"""
    folder = harness.REAL.parent / "exo"
    if not folder.is_dir():
        raise harness.Skip("the real export of a tenant is not on this machine")
    report = harness.check(folder, as_of="2026-05-05T00:00:00Z")
    connectors = report["evidence"]["exchange"]
    names = [o["properties"].get("Name") for s in connectors for o in s["objects"] if s["kind"] == "InboundConnector"]
    assert len(names) == 1, names
    assert [f["id"] for f in report["findings"] if f["status"] == "fail" and f["class"] == "mailflow"] == []
    assert report["verdict"]["decision"] == "undecided"
    assert "on premises was not exported" in report["verdict"]["headline"], report["verdict"]["headline"]


def test_cut_off():
    """a selection and a damaged file prove nothing by what is missing from them"""
    with harness.temporary() as folder:
        export("powershell-7-json", folder)
        path = Path(folder) / "online-org-OutboundConnector.json"
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: len(text) // 2], encoding="utf-8")
        found = judge(folder)
    states = {f["id"]: f["status"] for f in found["findings"]}
    assert states["exo-out-missing"] == "unknown", states["exo-out-missing"]
    assert "fail" not in states.values(), [k for k, v in states.items() if v == "fail"]


harness.main([test_healthy, test_same, test_same_tables, test_as_of, test_numbers_alone, test_cut_off])
