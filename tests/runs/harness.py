"""Whole runs of the built program: start it, read its JSON, validate it, print TAP."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

import jsonschema

PROGRAM = os.environ["HYBRIDCHECK"]
ROOT = pathlib.Path(os.environ["HC_SOURCE_ROOT"])
REAL = pathlib.Path(os.environ["HC_REAL_DATA"]) / "hcw-run"
HEALTHY = ROOT / "tests/data/healthy"
HEALTHY_AS_OF = "2026-10-01T00:00:00Z"
# What every rule says that asks the network, in a run that does not.
OFFLINE = "no network question was asked"
REAL_AS_OF = "2022-02-19T04:00:00Z"

_SCHEMA = json.loads((ROOT / "packaging/schema/hybridcheck-report-1.schema.json").read_text())
_VALIDATOR = jsonschema.Draft202012Validator(_SCHEMA)


class Skip(Exception):
    """The test cannot run here; the text says why."""


def need_real_data():
    if not REAL.is_dir():
        raise Skip("the real run of the wizard is not on this machine")


def _must_not_ask(args):
    """A test of what the program reads sends no packet: it may run anywhere."""
    quiet = {"--offline", "--example", "-h", "--help"}
    assert args[:1] != ("check",) or len(args) == 1 or quiet & set(map(str, args)), args


def run(*args, stdin=None, timeout=120):
    """Runs the program; returns the finished process with text output."""
    _must_not_ask(args)
    return subprocess.run(
        [PROGRAM, *map(str, args)],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )


def validate(report):
    """Holds a report against the shipped schema."""
    errors = sorted(_VALIDATOR.iter_errors(report), key=lambda e: list(e.path))
    assert not errors, "; ".join(f"{list(e.path)}: {e.message[:200]}" for e in errors[:5])


def check(*args, as_of=None, statuses=(0, 1, 2)):
    """`check --format json` on paths: the report, validated.  Fails on any other exit status."""
    extra = ["--as-of", as_of] if as_of else []
    done = run("check", "--offline", "--format", "json", *extra, *args)
    assert done.returncode in statuses, f"status {done.returncode}: {done.stderr.decode()[:2000]}"
    report = json.loads(done.stdout)
    validate(report)
    no_control_characters(done.stdout)
    report["_status"] = done.returncode
    return report


def no_control_characters(output):
    text = output.decode("utf-8")
    bad = re.search(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert bad is None, f"control character {bad.group(0)!r} in the output"


def notable(report):
    """{(id, subject): "status effect"} of everything that is neither a pass nor not applicable."""
    return {
        (f["id"], f["subject"]): f"{f['status']} {f['effect']}"
        for f in report["findings"]
        if f["status"] in ("fail", "unknown", "info")
    }


def difference(before, after):
    """Findings that a change added, as {"id:status:effect"}."""
    old, new = notable(before), notable(after)
    return {f"{key[0]}:{what.replace(' ', ':')}" for key, what in new.items() if old.get(key) != what}


def rows(report):
    """{(object, name, property): equals} over the five tables."""
    return {
        (table["object"], table["name"], row["property"]): row["equals"]
        for table in report["comparison"]
        for row in table["rows"]
    }


def turned_rows(before, after):
    """Rows that are False now and were not before, as {"object/property"}."""
    old = rows(before)
    return {
        f"{key[0]}/{key[2]}"
        for key, equals in rows(after).items()
        if equals is False and old.get(key) is not False
    }


def temporary():
    return tempfile.TemporaryDirectory(prefix="hybridcheck-runs-")


def main(tests):
    """Runs functions in order and prints TAP; the docstring of each is its name."""
    print(f"1..{len(tests)}")
    failed = False
    for number, test in enumerate(tests, 1):
        name = f"{test.__name__.removeprefix('test_')}: {test.__doc__.splitlines()[0]}"
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed = True
            print(f"not ok {number} - {name}")
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
    sys.exit(1 if failed else 0)
