"""Waivers: what is accepted stays visible, has an end, and anything half said is an error."""

import pathlib

import harness
from harness import HEALTHY, HEALTHY_AS_OF, run

RULE = "send-port"
FULL = {"rule": RULE, "owner": "mail team", "reason": "a test", "until": "2026-10-31"}


def _broken(folder):
    """A copy of the healthy organisation whose Send connector uses another port."""
    target = pathlib.Path(folder) / "wizard"
    target.mkdir()
    for path in HEALTHY.iterdir():
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".xhcw":
                changed = data.replace(b'name="Port" type="System.Int32" value="25"', b'name="Port" type="System.Int32" value="2525"')
                assert changed != data, "the connector's port is not where it was"
                data = changed
            (target / path.name).write_bytes(data)
    return target


def _waivers(folder, *groups):
    target = pathlib.Path(folder) / "waivers.d"
    target.mkdir(exist_ok=True)
    text = "".join(
        f"[waiver {n}]\n" + "".join(f"{key}={value}\n" for key, value in group.items()) for n, group in enumerate(groups)
    )
    (target / "a.conf").write_text(text)
    (target / "readme.txt").write_text("not read")
    return target


def _finding(report):
    return next(f for f in report["findings"] if f["id"] == RULE and f["status"] == "fail")


def _judge(wizard, waivers, as_of=HEALTHY_AS_OF):
    return harness.check("--waivers", waivers, wizard, as_of=as_of)


def test_waived():
    """a waived finding is shown with owner, reason and end, and decides nothing"""
    with harness.temporary() as folder:
        wizard = _broken(folder)
        before = harness.check(wizard, as_of=HEALTHY_AS_OF)
        assert before["verdict"]["decision"] == "manual-fix" and before["_status"] == 1
        finding = _finding(before)
        assert finding["waived"] is None
        for group in (FULL, {**FULL, "rule": "", "fingerprint": finding["fingerprint"]}):
            group = {key: value for key, value in group.items() if value}
            report = _judge(wizard, _waivers(folder, group))
            assert report["verdict"]["decision"] == "not-needed" and report["_status"] == 0
            assert "waived" in report["verdict"]["headline"]
            assert _finding(report)["waived"] == {
                "owner": "mail team",
                "reason": "a test",
                "until": "2026-10-31T23:59:59Z",
            }
        for form in ("text", "html"):
            done = run("check", "--offline", "--as-of", HEALTHY_AS_OF, "--format", form, "--waivers", folder + "/waivers.d", wizard)
            assert b"waived by mail team until 2026-10-31" in b" ".join(done.stdout.split()), form


def test_ended():
    """a waiver stops working the moment after its last day"""
    with harness.temporary() as folder:
        wizard, waivers = _broken(folder), _waivers(folder, FULL)
        assert _judge(wizard, waivers, "2026-10-31T23:59:59Z")["verdict"]["decision"] == "not-needed"
        report = _judge(wizard, waivers, "2026-11-01T00:00:00Z")
        assert report["verdict"]["decision"] == "manual-fix" and _finding(report)["waived"] is None
        assert _finding(report)["waiver_ended"]["until"] == "2026-10-31T23:59:59Z", _finding(report)
        done = run("check", "--offline", "--as-of", "2026-11-01T00:00:00Z", "--waivers", waivers, wizard)
        assert b"the waiver of mail team ended on 2026-10-31" in b" ".join(done.stdout.split())


def test_errors():
    """a waiver that lacks something or misspells it is a configuration error"""
    cases = [
        ({**FULL, "until": None}, "no until"),
        ({**FULL, "until": ""}, "no until"),
        ({**FULL, "until": "next year"}, "is not a date"),
        ({**FULL, "until": "2026-02-30"}, "is not a date"),
        ({**FULL, "reason": None}, "no reason"),
        ({**FULL, "reason": "  "}, "no reason"),
        ({**FULL, "owner": None}, "no owner"),
        ({**FULL, "rule": None}, "either rule or fingerprint"),
        ({**FULL, "fingerprint": "0123456789abcdef"}, "either rule or fingerprint"),
        ({**FULL, "rule": None, "fingerprint": "12"}, "16 hex digits"),
        ({**FULL, "rule": "send-prot"}, 'did you mean "send-port"'),
        ({**FULL, "untill": "2026-10-31"}, 'did you mean "until"'),
    ]
    for group, words in cases:
        with harness.temporary() as folder:
            group = {key: value for key, value in group.items() if value is not None}
            done = run("check", "--offline", "--waivers", _waivers(folder, group), HEALTHY)
            assert done.returncode == 78, (group, done.returncode, done.stderr)
            assert words in done.stderr.decode() and "a.conf" in done.stderr.decode(), done.stderr
            assert "[waiver 0]" in done.stderr.decode(), done.stderr
    with harness.temporary() as folder:
        waivers = _waivers(folder)
        (waivers / "a.conf").write_bytes(b"rule=send-port\xff\n")
        assert run("check", "--offline", "--waivers", waivers, HEALTHY).returncode == 78
        (waivers / "a.conf").write_bytes(b"#" * 2_000_000)
        done = run("check", "--offline", "--waivers", waivers, HEALTHY)
        assert done.returncode == 78 and b"HC_LIMIT_WAIVER_BYTES" in done.stderr
        assert run("check", "--offline", "--waivers", folder + "/none", HEALTHY).returncode == 66


def test_unused():
    """a waiver that covers nothing is told on stderr"""
    with harness.temporary() as folder:
        done = run("check", "--offline", "--as-of", HEALTHY_AS_OF, "--waivers", _waivers(folder, FULL), HEALTHY)
        assert b"[waiver 0]: waives nothing" in done.stderr, done.stderr


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
