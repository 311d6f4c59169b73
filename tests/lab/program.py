"""Runs the built program on one of the lab's hosts, within a time, and reads what it said.

HYBRIDCHECK names the program, HC_LAB_SANITIZED whether it is built with sanitizers (1).  HC_LAB_WRAPPER has words
before it (valgrind and its options), HC_LAB_PATIENCE by how much slower it may be.
"""

import json
import os
import pathlib
import re
import shlex
import subprocess
import time

import jsonschema

import network

PROGRAM = os.environ["HYBRIDCHECK"]
WRAPPER = shlex.split(os.environ.get("HC_LAB_WRAPPER", ""))
IS_SANITIZED = os.environ.get("HC_LAB_SANITIZED", "0") == "1"
PATIENCE = float(os.environ.get("HC_LAB_PATIENCE", "3" if IS_SANITIZED else "1"))
DEADLINE = 60.0  # seconds of any run that is not given less
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")
DEFECT = re.compile(r"Sanitizer|runtime error|CRITICAL \*\*|definitely lost: [1-9]|Invalid (?:read|write)|open at exit")
BROKEN = 99  # exit status of a sanitizer, or of valgrind, that found something


def _validator(name):
    path = pathlib.Path(__file__).resolve().parents[2] / f"packaging/schema/{name}.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


class Run:
    """A finished run: status, output, errors, seconds."""

    def __init__(self, status, output, errors, seconds):
        self.status, self.output, self.errors, self.seconds = status, output, errors, seconds

    def complaints(self):
        """What no run may ever do."""
        if self.status == BROKEN or self.status < 0 or DEFECT.search(self.errors):
            yield f"status {self.status}: {self.errors[-2000:]}"
        found = CONTROL.search(self.output)
        if found:
            yield f"control character {found.group(0)!r} in the output"

    def json(self):
        """The report, held against its schema."""
        try:
            report = json.loads(self.output)
            errors = list(_validator(report["schema"].replace("/", "-")).iter_errors(report))
            assert not errors, "; ".join(f"{list(one.path)}: {one.message[:200]}" for one in errors[:5])
            return report
        except ValueError as error:
            raise AssertionError(f"no JSON ({error}), status {self.status}: {self.errors[:1000]}") from error


def command(host, *arguments):
    return network.inside(host, *WRAPPER, PROGRAM, *arguments)


def environment():
    return {
        **os.environ,
        "NO_COLOR": "1",
        "ASAN_OPTIONS": f"detect_leaks=1:exitcode={BROKEN}",
        "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    }


def run(host, *arguments, deadline=DEADLINE):
    """Fails if the program is not done by the deadline."""
    begun = time.monotonic()
    try:
        done = subprocess.run(
            command(host, *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=deadline * PATIENCE,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AssertionError(f"not done after {deadline * PATIENCE:.0f} s: {' '.join(map(str, arguments))}") from error
    seconds = time.monotonic() - begun
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"), seconds)
