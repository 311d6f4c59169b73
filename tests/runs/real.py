"""A complete run of the wizard of 2022, where it is on this machine."""

import pathlib

import edit
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


def test_decision():
    """fix-first by the accepted-domain rules, and by nothing else"""
    harness.need_real_data()
    report = harness.check(REAL, as_of=REAL_AS_OF)
    assert report["verdict"]["classes"]["mailflow"]["decision"] == "fix-first"
    assert report["verdict"]["decision"] == "fix-first"
    assert _failed(report) == {"cert-cn-parent-not-accepted"}, _failed(report)
    assert report["verdict"]["classes"]["perimeter"]["decision"] == "undecided"
    assert all(not i["warnings"] for i in report["inputs"]), report["inputs"]


def test_expired():
    """after the certificate's end cert-expired joins"""
    harness.need_real_data()
    later = harness.check(REAL, as_of="2024-01-01T00:00:00Z")
    added = _failed(later) - {"cert-cn-parent-not-accepted"}
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


SEND = ("OnPremises", "Get-SendConnector")
RECV = ("OnPremises", "Get-ReceiveConnector")
INBOUND = ("Tenant", "Get-InboundConnector")
OUTBOUND = ("Tenant", "Get-OutboundConnector")


def _of(text, where, prefix):
    return next(i for i in edit.identities(text, *where) if prefix in i)


OTHER_NAME = "&lt;I&gt;CN=Another CA, O=Another Inc, C=US&lt;S&gt;CN=mail.other.example"


def _set(where, prefix, name, value):
    return lambda text: edit.set_property(text, *where, _of(text, where, prefix), name, value)


def _remove(where, prefix):
    return lambda text: edit.remove_object(text, *where, _of(text, where, prefix))


def _without_certificate(text):
    """The hybrid certificate vanishes from the server."""
    wanted = 'CN=mail.canadasam.ca'
    report_der = [
        c["der"]
        for c in harness.check(next(REAL.glob("*.xhcw")), as_of=REAL_AS_OF)["evidence"]["certificates"]
        if c["subject"] == wanted
    ]
    return edit.remove_certificate(text, report_der[0])


# story, change of the final state, findings that join (id:status:effect), rows that turn False
MUTATIONS = [
    ("send RequireTLS", _set(SEND, "Outbound to", "RequireTLS", "False"), set(), set()),
    ("send TlsCertificateName", _set(SEND, "Outbound to", "TlsCertificateName", OTHER_NAME), set(), set()),
    ("receive TlsCertificateName", _set(RECV, "Default Frontend", "TlsCertificateName", OTHER_NAME), set(), set()),
    ("send SmartHosts", _set(SEND, "Outbound to", "SmartHosts", "relay.other.example"), set(), set()),
    ("outbound SmartHosts", _set(OUTBOUND, "Outbound to", "SmartHosts", "old.other.example"), set(), set()),
    ("inbound TlsSenderCertificateName", _set(INBOUND, "Inbound from", "TlsSenderCertificateName", "mail.other.example"), set(), set()),
    ("send Enabled", _set(SEND, "Outbound to", "Enabled", "False"), set(), set()),
    ("receive Enabled", _set(RECV, "Default Frontend", "Enabled", "False"), set(), set()),
    ("inbound Enabled", _set(INBOUND, "Inbound from", "Enabled", "False"), set(), set()),
    ("outbound Enabled", _set(OUTBOUND, "Outbound to", "Enabled", "False"), set(), set()),
    ("outbound RecipientDomains", _set(OUTBOUND, "Outbound to", "RecipientDomains", "other.example"), set(), set()),
    ("send removed", _remove(SEND, "Outbound to"), set(), set()),
    ("inbound removed", _remove(INBOUND, "Inbound from"), set(), set()),
    ("outbound removed", _remove(OUTBOUND, "Outbound to"), set(), set()),
    ("certificate removed", _without_certificate, set(), set()),
]


def test_mutations():
    """one changed property adds exactly its findings and turns exactly its row"""
    harness.need_real_data()
    source = next(REAL.glob("*.xhcw"))
    text = source.read_text(encoding="utf-8-sig")
    before = harness.check(source, as_of=REAL_AS_OF)
    problems = []
    for story, change, findings, rows in MUTATIONS:
        with harness.temporary() as folder:
            path = pathlib.Path(folder) / source.name
            path.write_text(change(text), encoding="utf-8-sig")
            after = harness.check(path, as_of=REAL_AS_OF)
        got, turned = harness.difference(before, after), harness.turned_rows(before, after)
        if got != findings or turned != rows:
            problems.append(f"{story}: findings {sorted(got)}, rows {sorted(turned)}")
    assert not problems, "\n".join(problems)


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
