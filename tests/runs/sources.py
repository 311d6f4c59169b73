"""Several sources about one object: a run of the wizard, newer and older exports, other organisations."""

import datetime
import json
import os
import pathlib
import shutil
import tempfile

import harness
from harness import HEALTHY, HEALTHY_AS_OF, REAL, ROOT

NEWER = "2026-09-28T12:00:00Z"
OLDER = "2026-09-01T12:00:00Z"
SIDES = {"on-premises": "onprem", "tenant": "online"}
# A change of these is told as an edit; what the wizard writes at its end moves by itself.
PLACELESS = {"ExchangeCertificate"}


def _seconds(rfc3339):
    return datetime.datetime.fromisoformat(rfc3339.replace("Z", "+00:00")).timestamp()


def _as_json(value):
    return {"True": True, "False": False}.get(value, value) if isinstance(value, str) else value


def _export(folder, report, when, change=lambda side, noun, objects: objects):
    """Writes every kind of a report's evidence as ConvertTo-Json would, with that file time."""
    folder.mkdir()
    for kind in report["evidence"]["exchange"]:
        side, noun = kind["side"], kind["kind"]
        objects = [
            {name: _as_json(value) for name, value in o["properties"].items() if not name.startswith("When")}
            for o in kind["objects"]
        ]
        objects = change(side, noun, objects)
        if side not in SIDES or noun in PLACELESS or not objects or kind["status"] != "collected":
            continue
        path = folder / f"{SIDES[side]}-org-{noun}.json"
        path.write_text(json.dumps(objects))
        os.utime(path, (_seconds(when),) * 2)
    return folder


def _with(folder_of, *args):
    """The report of the wizard's folder and what folder_of(directory, report) makes beside it."""
    healthy = harness.check(HEALTHY, as_of=HEALTHY_AS_OF)
    with tempfile.TemporaryDirectory() as name:
        beside = folder_of(pathlib.Path(name), healthy)
        return harness.check(HEALTHY, *beside, *args, as_of=HEALTHY_AS_OF)


def _edited(report):
    return report["verdict"]["hcw"]["edited_since"]


def _failed(report):
    return {f["id"] for f in report["findings"] if f["status"] == "fail"}


def test_same_in_json():
    """the same organisation as JSON beside the wizard's folder: nothing was edited"""
    report = _with(lambda top, healthy: [_export(top / "json", healthy, NEWER)])
    assert _edited(report) == [], _edited(report)
    assert _failed(report) == set(), _failed(report)
    assert report["verdict"]["decision"] == "not-needed", report["verdict"]["headline"]


def test_same_in_clixml():
    """the same organisation as a collection of our script: nothing was edited"""
    report = harness.check(HEALTHY, ROOT / "tests/data/collection", as_of=HEALTHY_AS_OF)
    assert _edited(report) == [], _edited(report)
    assert _failed(report) == set(), _failed(report)
    assert report["evidence"]["foreign"] == []
    assert sum(len(kind["was"]) for kind in report["evidence"]["exchange"]) > 20


def test_edge_moved_in():
    """a collection with an Edge server beside the run before it: what changed, and the Edge server's own times"""
    report = harness.check(HEALTHY, ROOT / "tests/data/collection-edge", as_of=HEALTHY_AS_OF)
    changed = {e["object"]: {c["property"] for c in e["changes"]} for e in _edited(report)}
    servers = {"EdgeTransportServers", "ReceivingTransportServers", "SendingTransportServers"}
    assert changed["Hybrid Configuration Hybrid Configuration"] == servers, changed
    assert changed["Send Connector Internet mail"] == {"SourceTransportServers"}, changed
    assert [s["server"] for s in report["sides"] if s["side"] == "edge"] == ["EDGE1"], report["sides"]


def _requiretls_off(side, noun, objects):
    for o in objects if (side, noun) == ("on-premises", "SendConnector") else []:
        if "RequireTLS" in o:
            o["RequireTLS"] = False
    return objects


def test_newer_wins():
    """a newer export's value is judged, and told with what was"""
    report = _with(lambda top, healthy: [_export(top / "json", healthy, NEWER, _requiretls_off)])
    entries = [e for e in _edited(report) if e["changes"]]
    assert len(entries) == 1 and entries[0]["what"] == "changed", entries
    assert entries[0]["when"] == NEWER, entries
    assert entries[0]["changes"] == [{"property": "RequireTLS", "was": "True", "is": "False"}], entries
    assert "send-requiretls-false" in _failed(report), _failed(report)


def test_cloud_not_exported():
    """a side that was not exported: named, with the commands that supply it"""
    report = harness.check(ROOT / "tests/data/collection/onprem", as_of=HEALTHY_AS_OF)
    assert report["verdict"]["decision"] == "undecided", report["verdict"]["headline"]
    assert _failed(report) == set(), _failed(report)
    first = report["verdict"]["unseen"][0]
    assert first["what"] == "Exchange Online was not exported at all", first
    assert "Export-HybridCheck.ps1 -Side Online" in first["supply"], first
    assert 'Export-Clixml "online-org-$_.clixml"' in first["supply"], first
    assert [s["side"] for s in report["sides"]] == ["on-premises"], report["sides"]


def test_real_servers_without_cloud():
    """real exports of several laboratories in one folder: the hybrid one is judged, no finding is invented"""
    folder = REAL.parent / "clixml" / "E19"
    if not folder.is_dir():
        raise harness.Skip("the real exports are not on this machine")
    report = harness.check(folder, as_of=HEALTHY_AS_OF)
    assert report["verdict"]["decision"] == "undecided", report["verdict"]["headline"]
    assert _failed(report) == set(), _failed(report)
    assert report["verdict"]["unseen"][0]["what"] == "Exchange Online was not exported at all"
    foreign = report["evidence"]["foreign"]
    assert len(foreign) == 4 and {f["side"] for f in foreign} == {"on-premises"}, foreign
    judged = [k for k in report["evidence"]["exchange"] if k["kind"] == "HybridConfiguration"]
    assert len(judged) == 1 and len(judged[0]["objects"]) == 1, judged


def test_older_does_not_win():
    """an older export named after the wizard's folder changes nothing"""
    report = _with(lambda top, healthy: [_export(top / "json", healthy, OLDER, _requiretls_off)])
    assert _edited(report) == [], _edited(report)
    assert "send-requiretls-false" not in _failed(report)


def _without_remote_domains(side, noun, objects):
    if (side, noun) == ("on-premises", "RemoteDomain"):
        return [o for o in objects if "mail.onmicrosoft" not in json.dumps(o)]
    return objects


def test_removed():
    """what a newer export does not show any more was removed"""
    report = _with(lambda top, healthy: [_export(top / "json", healthy, NEWER, _without_remote_domains)])
    assert [(e["what"], e["when"], e["changes"]) for e in _edited(report)] == [("removed", NEWER, [])], _edited(report)


def test_sides():
    """each side says as of when it is known and from where"""
    def only_tenant(side, noun, objects):
        return objects if side == "tenant" else []

    report = _with(lambda top, healthy: [_export(top / "json", healthy, NEWER, only_tenant)])
    sides = {s["side"]: s for s in report["sides"]}
    assert set(sides) == {"on-premises", "tenant"}, sides
    assert sides["tenant"]["newest"] == NEWER, sides["tenant"]
    assert sides["on-premises"]["newest"].startswith("2026-09-15"), sides["on-premises"]
    assert any(i.endswith(".xhcw") for i in sides["on-premises"]["inputs"])
    assert any("different times" in u["what"] and "13 days" in u["what"] for u in report["verdict"]["unseen"])
    assert "2026-09-15 on premises and 2026-09-28 in Exchange Online" in report["verdict"]["headline"]


def test_sides_of_one_day():
    """one run alone: no caveat about times"""
    report = harness.check(HEALTHY, as_of=HEALTHY_AS_OF)
    assert not any("different times" in u["what"] for u in report["verdict"]["unseen"])


def _elsewhere(top):
    """The same run in another organisation: other names in every distinguished name, and a year later."""
    folder = top / "elsewhere"
    shutil.copytree(HEALTHY, folder)
    for path in folder.iterdir():
        text = path.read_text("utf-8", errors="surrogateescape")
        text = text.replace("contoso", "tailspin").replace("Contoso", "Tailspin")
        path.write_text(text, "utf-8", errors="surrogateescape")
        path.rename(folder / path.name.replace("20260915", "20260914"))
    return folder


def test_other_organisation():
    """a run of the wizard in another organisation is named and not mixed in"""
    alone = harness.check(HEALTHY, as_of=HEALTHY_AS_OF)
    report = _with(lambda top, healthy: [_elsewhere(top)])
    foreign = {f["side"]: f for f in report["evidence"]["foreign"]}
    assert set(foreign) == {"on-premises", "tenant"}, foreign
    assert foreign["on-premises"]["name"].startswith("Tailspin ("), foreign["on-premises"]["name"]
    assert foreign["on-premises"]["certificates"], foreign["on-premises"]
    # Its certificates are the same ones: that is told by a rule, and nothing else changes.
    assert _failed(report) - _failed(alone) == {"cert-shared-between-forests"}, _failed(report)
    assert "tailspin" not in json.dumps(report["comparison"]).lower()
    warned = [i for i in report["inputs"] if any("belongs to another organisation" in w for w in i["warnings"])]
    assert [i["path"].endswith(".xhcw") for i in warned] == [True], warned
    assert any("another organisation" in u["what"] for u in report["verdict"]["unseen"])
    assert report["verdict"]["hcw"]["last_run"] == alone["verdict"]["hcw"]["last_run"]


def test_other_collection():
    """a folder that belongs to another organisation is told in one line, and per input in the report"""
    with harness.temporary() as name:
        folder = pathlib.Path(name) / "elsewhere"
        shutil.copytree(ROOT / "tests/data/collection", folder)
        for path in folder.rglob("*.*"):
            text = path.read_text("utf-8-sig").replace("contoso", "tailspin").replace("Contoso", "Tailspin")
            path.write_text(text, "utf-8")
        args = ("check", "--offline", "--as-of", HEALTHY_AS_OF, "--format", "json", HEALTHY, folder)
        done = harness.run(*args)
    told = [line for line in done.stderr.decode().splitlines() if "another organisation" in line]
    assert all(" files): belongs to another organisation (" in line for line in told), told
    folders = [line.split(" (")[0] for line in told]
    assert len(folders) == len(set(folders)) == 2, told
    inputs = [i for i in json.loads(done.stdout)["inputs"] if any("another organisation" in w for w in i["warnings"])]
    assert len(inputs) > 20, inputs


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
