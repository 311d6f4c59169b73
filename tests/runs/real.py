"""A complete run of the wizard of 2022, where it is on this machine."""

import pathlib

import harness
from harness import REAL, REAL_AS_OF


def _failed(report):
    return {f["id"] for f in report["findings"] if f["status"] == "fail"}


def test_last_run():
    """last run, its version, mode and success"""
    harness.need_real_data()
    report = harness.check(REAL, as_of=REAL_AS_OF)
    last = report["verdict"]["hcw"]["last_run"]
    assert last["time"].startswith("2022-02-19T03:26:25"), last
    assert last["version"] == "17.0.6981.0" and last["mode"] == "FullHybrid" and last["succeeded"] is True


# A policy for a domain the tenant does not know comes first; the smart host is in no public DNS.
BESIDE = {
    "ad-sender-domain-not-in-tenant",
    "dns-smarthost-a",
    "eap-template-missing",
    "migration-endpoint-broken",
}


def test_decision():
    """fix-first by the accepted-domain rules, and by nothing else"""
    harness.need_real_data()
    report = harness.check(REAL, as_of=REAL_AS_OF)
    assert report["verdict"]["classes"]["mailflow"]["decision"] == "fix-first"
    assert report["verdict"]["decision"] == "fix-first"
    assert _failed(report) == {"cert-cn-parent-not-accepted", *BESIDE}, _failed(report)
    reasons = report["verdict"]["classes"]["mailflow"]["reasons"]
    assert reasons == ["cert-cn-parent-not-accepted", "ad-sender-domain-not-in-tenant"], reasons
    # The wizard's own message quotes Exchange Online: it could not resolve the smart host.
    assert report["verdict"]["classes"]["perimeter"]["reasons"] == ["dns-smarthost-a"]
    assert all(not i["warnings"] for i in report["inputs"]), report["inputs"]


def test_expired():
    """after the certificate's end cert-expired joins"""
    harness.need_real_data()
    later = harness.check(REAL, as_of="2024-01-01T00:00:00Z")
    added = _failed(later) - {"cert-cn-parent-not-accepted", *BESIDE}
    assert "cert-expired" in added, added


def test_tables_equal():
    """all rows of the final state are equal, and the wizard was right to call the run good"""
    harness.need_real_data()
    report = harness.check(REAL, as_of=REAL_AS_OF)
    assert [len(t["rows"]) for t in report["comparison"]] == [12, 9, 11, 8, 6]
    assert set(harness.rows(report).values()) == {True}


def test_cut_everywhere():
    """each of the three files cut every 4 KiB"""
    harness.need_real_data()
    for path in sorted(REAL.iterdir()):
        data = path.read_bytes()
        for length in range(4096, len(data), 4096):
            with harness.temporary() as folder:
                cut = pathlib.Path(folder) / path.name
                cut.write_bytes(data[:length])
                done = harness.run("check", "--offline", "--format", "json", "--as-of", REAL_AS_OF, cut)
                # 65: nothing was complete before the cut; the message says where it is.
                assert done.returncode in (0, 1, 2, 65), (path.name, length, done.stderr)
                assert done.returncode != 65 or b"cut off after line" in done.stderr, done.stderr
                harness.no_control_characters(done.stdout + done.stderr)


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
