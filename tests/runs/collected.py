"""Collections of the script: alone, beside the wizard's folder, packed, copied, partial, edited, failed."""

import hashlib
import json
import os
import pathlib
import shutil
import tempfile
import zipfile

import harness
from harness import HEALTHY, HEALTHY_AS_OF, ROOT

COLLECTION = ROOT / "tests/data/collection"
WITH_EDGE = ROOT / "tests/data/collection-edge"
EMPTY = b'\xef\xbb\xbf<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04" />'
SEND = "onprem-org-SendConnector.clixml"
# What no collection can show: the wizard's own record file, and the keys of a service principal,
# which lies in Entra ID, where no Exchange cmdlet reads it.
BEYOND = ["auth-service-principal-keys", "hc-corrupt"]


def _check(*paths):
    return harness.check("--instance", "worldwide", *paths, as_of=HEALTHY_AS_OF)


def _mail_flow(report):
    return report["verdict"]["classes"]["mailflow"]["decision"]


def _ids(report, status):
    found = (f for f in report["findings"] if f["summary"] != harness.OFFLINE)
    return sorted({f["id"] for f in found if f["status"] == status})


def _finding(report, rule):
    return next(f for f in report["findings"] if f["id"] == rule)


def _warnings(report):
    return [f"{i['path']}: {text}" for i in report["inputs"] for text in i["warnings"]]


def _copy(folder, source=COLLECTION):
    target = pathlib.Path(folder) / "collection"
    shutil.copytree(source, target)
    return target


def _change_entry(folder, named, **values):
    """Changes what the manifest beside the file @named says of it."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8-sig"))
    entry = next(entry for entry in manifest["entries"] if entry["file"] == named)
    entry.update(values)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_alone():
    """an export of today gives the decision of the wizard's folder, and decides all it can see"""
    wizard, export = _check(HEALTHY), _check(COLLECTION)
    assert _mail_flow(wizard) == _mail_flow(export) == "not-needed"
    assert _ids(export, "fail") == []
    assert _ids(export, "unknown") == BEYOND, _ids(export, "unknown")
    assert _warnings(export) == []


def test_beside_the_wizard():
    """with the wizard's folder nothing is unknown, and the export is the newer word"""
    report = _check(HEALTHY, COLLECTION)
    assert _mail_flow(report) == "not-needed"
    assert _ids(report, "fail") == _ids(report, "unknown") == []
    assert _warnings(report) == []
    assert "as of 2026-09-22" in report["verdict"]["headline"]


def test_edge():
    """mail through an Edge server: its own connector and certificate are found"""
    report = _check(WITH_EDGE)
    assert _mail_flow(report) == "not-needed"
    assert _ids(report, "fail") == []
    # Test-EdgeSynchronization is no Get-: its answer is added by hand.
    unknown = _ids(report, "unknown")
    assert unknown == sorted(["edge-sync-incomplete", *BEYOND]), unknown
    assert _warnings(report) == []
    for rule in ("recv-edge-not-updated", "cert-missing-on-edge", "cert-recv-name-not-found"):
        assert _finding(report, rule)["status"] == "pass", rule


def test_edge_not_collected():
    """without the Edge server's own folder its connector is unknown, never missing"""
    report = _check(WITH_EDGE / "onprem", WITH_EDGE / "online")
    assert _mail_flow(report) != "rerun-required"
    assert "cert-missing-on-edge" not in _ids(report, "fail"), _ids(report, "fail")


def test_what_only_an_export_has():
    """the same without certificates' services and keys, and without builds, knows less"""
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(name)
        for path in folder.rglob("*.clixml"):
            lines = path.read_bytes().split(b"\r\n")
            facts = (b'N="Services"', b'N="HasPrivateKey"', b'N="RootCAType"')
            path.write_bytes(b"\r\n".join(x for x in lines if not any(f in x for f in facts)))
        poorer = _check(folder)
    lost = set(_ids(poorer, "unknown")) - set(_ids(_check(COLLECTION), "unknown"))
    assert len(lost) >= 2, lost
    assert _mail_flow(poorer) == "not-needed", "none of these facts is required"


def test_packed():
    """one archive of both sides is the same collection"""
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "ticket.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(COLLECTION.rglob("*")):
                archive.write(file, file.relative_to(COLLECTION))
        report = _check(path)
    assert _mail_flow(report) == "not-needed"
    assert _warnings(report) == []
    assert _ids(report, "unknown") == BEYOND


def test_copied_later():
    """the times of copied files are those of copying: the manifest tells when they were made"""
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(name)
        for path in folder.rglob("*"):
            os.utime(path, (1, 1))
        report = _check(folder)
    times = {i["path"].rsplit("/", 1)[1]: i["as_of"] for i in report["inputs"]}
    assert times[SEND] == "2026-09-22T06:30:02Z", times[SEND]


def test_file_missing():
    """a file that was lost on the way is said, and what it held is unknown"""
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(name)
        (folder / "onprem" / SEND).unlink()
        report = _check(folder)
    assert any(SEND in text and "was not given" in text for text in _warnings(report))
    assert _finding(report, "send-missing")["status"] == "unknown"
    assert _mail_flow(report) == "undecided"


def test_file_edited():
    """a file that is not what was collected is said, and still read"""
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(name)
        path = folder / "onprem" / SEND
        path.write_bytes(path.read_bytes().replace(b'<I32 N="Port">25<', b'<I32 N="Port">2525<'))
        report = _check(folder)
    assert any(SEND in text and "is not what was collected" in text for text in _warnings(report))
    assert "send-port" in _ids(report, "fail")


def test_cmdlet_failed():
    """a cmdlet that failed is unknown with its reason, and neither missing nor none"""
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(name)
        (folder / "onprem" / SEND).unlink()
        gone = {"status": "failed", "file": None, "sha256": None, "error": "Access is denied."}
        _change_entry(folder / "onprem", SEND, **gone)
        report = _check(folder)
    finding = _finding(report, "send-missing")
    assert finding["status"] == "unknown", finding
    assert "Access is denied" in json.dumps(report["evidence"])
    assert _mail_flow(report) == "undecided"
    assert _warnings(report) == []


def test_answer_empty():
    """an empty answer is "none": the connector is missing"""
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(name)
        (folder / "onprem" / SEND).write_bytes(EMPTY)
        digest = hashlib.sha256(EMPTY).hexdigest()
        _change_entry(folder / "onprem", SEND, status="empty", count=0, sha256=digest)
        report = _check(folder)
    assert _finding(report, "send-missing")["status"] == "fail"
    assert _mail_flow(report) == "rerun-required"
    assert _warnings(report) == []


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
