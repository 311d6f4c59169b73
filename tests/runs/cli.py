"""The command line: what is printed, and how the program ends."""

import json
import os
import pathlib
import signal
import subprocess
import time

import harness
from harness import HEALTHY, HEALTHY_AS_OF, PROGRAM, ROOT, run


def _status(*args, stdin=None):
    return run(*args, stdin=stdin).returncode


def test_plain():
    """without a command it prints a short help and ends well"""
    done = run()
    assert done.returncode == 0
    assert len(done.stdout.decode().splitlines()) <= 12, done.stdout
    assert b"check" in done.stdout and done.stderr == b""


def test_version():
    """--version and -V"""
    for option in ("--version", "-V"):
        done = run(option)
        assert done.returncode == 0 and done.stdout.startswith(b"hybridcheck ")


def test_help():
    """--help names every option of check, also after a command"""
    for args in (("--help",), ("check", "--help"), ("check", "-h")):
        text = run(*args).stdout.decode()
        for option in ("--example", "--offline", "--as-of", "--format", "--output", "--only", "--skip",
                       "--fail-on", "--color"):
            assert option in text, option
        assert "  hybridcheck check [OPTION…] [PATH…]" in text, text


def test_usage_errors():
    """usage errors are 64 and name what is wrong"""
    cases = (
        (("chekc",), "mean \"check\""),
        (("check",), "--example"),
        (("check", "--offline", "--nonsense"), "--nonsense"),
        (("check", "--offline", "--format", "xls", "x"), "xls"),
        (("check", "--offline", "--as-of", "yesterday", "x"), "--as-of"),
        (("check", "--offline", "--fail-on", "always", "x"), "--fail-on"),
        (("check", "--offline", "--color", "pink", "x"), "--color"),
        (("check", "--offline", "--only", "no-such-rule", "x"), "no-such-rule"),
        (("check", "--example", "x"), "--example"),
        (("explain",), "checks"),
        (("explain", "cert-expird"), "cert-expired"),
        (("checks", "x"), "explain"),
    )
    for args, word in cases:
        done = run(*args)
        assert done.returncode == 64, (args, done.returncode)
        assert word in done.stderr.decode(), (args, done.stderr)
        assert done.stdout == b""


def test_input_errors():
    """66 for a missing path or nothing recognised, 65 for nothing usable"""
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        assert _status("check", "--offline", folder / "missing") == 66
        assert _status("check", "--offline", HEALTHY, folder / "missing") == 66
        (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        done = run("check", "--offline", folder)
        assert done.returncode == 66 and b"photo.png" in done.stderr, done
        (folder / "broken.xhcw").write_bytes(b'<invoke start="x" <<<<')
        assert _status("check", "--offline", folder / "broken.xhcw") == 65
        assert _status("check", "--offline", "-", stdin=b"") == 66


def test_stdin():
    """a file may come through standard input"""
    data = next(HEALTHY.glob("*.xhcw")).read_bytes()
    done = run("check", "--offline", "--format", "json", "--as-of", HEALTHY_AS_OF, "-", stdin=data)
    assert done.returncode in (0, 1, 2), done.stderr
    harness.validate(json.loads(done.stdout))


def test_fail_on():
    """--fail-on moves the threshold, and 1 stands before 2"""
    assert _status("check", "--example") == 1
    example = harness.check("--example")
    severities = {f["severity"] for f in example["findings"] if f["status"] == "fail"}
    expected = 1 if "critical" in severities else 0
    done = run("check", "--example", "--fail-on", "critical")
    assert done.returncode in (expected, 2), done.returncode


def test_instance():
    """--instance judges for that cloud; a word that is none is a usage error"""
    healthy = harness.check("--instance", "worldwide", HEALTHY, as_of=HEALTHY_AS_OF)
    assert healthy["verdict"]["decision"] == "not-needed"
    other = harness.check("--instance", "china", HEALTHY, as_of=HEALTHY_AS_OF)
    row = next(
        row
        for table in other["comparison"]
        if table["object"] == "Send Connector"
        for row in table["rows"]
        if row["property"] == "TLSDomain"
    )
    assert row["equals"] is False and row["expected"].endswith(".partner.outlook.cn"), row
    done = run("check", "--offline", "--instance", "mars", HEALTHY)
    assert done.returncode == 64 and b"gcchigh" in done.stderr, done.stderr


def test_only_skip():
    """--only and --skip take rules, areas and classes"""
    one = harness.check("--example", "--only", "cert-expired")
    assert {f["id"] for f in one["findings"]} == {"cert-expired"}
    area = harness.check("--example", "--only", "send", "--skip", "send-requiretls-false")
    ids = {f["id"] for f in area["findings"]}
    assert "send-disabled" in ids and "send-requiretls-false" not in ids and "recv-disabled" not in ids


def test_filter_proves_nothing():
    """what --only and --skip leave out is never taken as proof"""
    for option in ("--only", "--skip"):
        report = harness.check(HEALTHY, option, "cert-expired", as_of=HEALTHY_AS_OF)
        assert report["verdict"]["decision"] == "undecided", option
        assert "--only or --skip" in report["verdict"]["headline"], report["verdict"]["headline"]


def test_nothing_claimed():
    """a log alone tells neither what a rerun would change nor how new the configuration is"""
    log = next(HEALTHY.glob("*.log"))
    text = " ".join(run("check", "--offline", log).stdout.decode().split())
    assert "would change at least 0 compared values" in text, text[:1500]
    assert "edited since the last run is not known" in text, text[:1500]
    newer = next((ROOT / "packaging/example/wizard").glob("*.log"))
    report = harness.check(next(HEALTHY.glob("*.xhcw")), log, newer, as_of=HEALTHY_AS_OF)
    assert "as of 2026-09-15" in report["verdict"]["headline"], report["verdict"]["headline"]


def test_output():
    """--output replaces a file, refuses a symlink and leaves nothing behind"""
    with harness.temporary() as folder:
        folder = pathlib.Path(folder)
        target = folder / "report.json"
        target.write_text("old")
        assert _status("check", "--example", "--format", "json", "--output", target) == 1
        harness.validate(json.loads(target.read_text()))
        link = folder / "link.json"
        link.symlink_to(target)
        before = target.read_bytes()
        assert _status("check", "--example", "--output", link) == 73
        assert target.read_bytes() == before
        assert _status("check", "--example", "--output", folder / "no" / "such" / "x") == 73
        assert sorted(p.name for p in folder.iterdir()) == ["link.json", "report.json"]


def test_text_width():
    """the text form keeps to 72 columns, but for commands and names that must not be broken"""
    text = run("check", "--example").stdout.decode()
    lines = text.splitlines()
    head = lines[:24]
    assert any("VERDICT" in line for line in head)
    assert any("Last run" in line for line in head), text[:3000]
    for line in lines:
        longest = max((len(word) for word in line.split()), default=0)
        is_command = line.startswith("      ")
        assert len(line) <= 72 or is_command or longest > 40, line


def test_color():
    """colour only when asked or on a terminal; NO_COLOR wins over auto"""
    assert b"\x1b[" not in run("check", "--example").stdout
    assert b"\x1b[" in run("check", "--example", "--color", "always").stdout
    assert b"\x1b[" not in run("check", "--example", "--color", "never").stdout


def test_rules():
    """checks lists every rule with effect and source; explain prints symptom, remedy, source for each"""
    import jsonschema

    listed = json.loads(run("checks", "--format", "json").stdout)
    schema = json.loads((ROOT / "packaging/schema/hybridcheck-rules-1.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(listed)
    text = run("checks").stdout.decode()
    assert len(listed["rules"]) >= 90, len(listed["rules"])
    for rule in listed["rules"]:
        assert f"  {rule['id']}\n" in text
        shown = run("explain", rule["id"]).stdout.decode()
        assert rule["effect"] in shown and "Source" in shown, rule["id"]
        assert len(rule["sources"]) == len(rule["source"].split()), rule["id"]
        assert all(source["as_of"] in shown for source in rule["sources"]), rule["id"]
        assert rule["impact"], rule["id"]
        assert rule["remedy"] or rule["fix"] or rule["effect"] == "info", rule["id"]
    ids = [rule["id"] for rule in listed["rules"]]
    assert len(ids) == len(set(ids))


def test_same_again():
    """the same inputs give the same report, but for its id and times"""
    first, second = (harness.check("--example") for _ in range(2))
    for report in (first, second):
        for key in ("id", "started", "finished"):
            report["run"].pop(key)
    assert first == second


def test_interrupt():
    """an interrupted run writes a report that says so and ends with 130"""
    sample = next(HEALTHY.glob("*.log"))
    with subprocess.Popen(
        [PROGRAM, "check", "--offline", "--format", "json", sample, "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 130, process.returncode
    report = json.loads(out)
    harness.validate(report)
    assert report["run"]["interrupted"] is True


def test_data_dir():
    """HYBRIDCHECK_DATADIR overrides where shipped data is looked up"""
    with harness.temporary() as folder:
        environment = {**os.environ, "HYBRIDCHECK_DATADIR": folder}
        done = subprocess.run([PROGRAM, "check", "--example"], capture_output=True, check=False, env=environment)
        assert done.returncode == 70 and b"example.conf" in done.stderr, done


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
