#!/usr/bin/env python3
"""Times hybridcheck against a bare libxml2 pass over the same file, and its small commands.

run-bench.py PROGRAM SAXPASS MAKE_XHCW SAMPLE [--megabytes N] [--rounds N] [--hcw-run FOLDER]

Prints wall time (best of several, interleaved, so that both meet the same machine), the peak of
resident memory, and the ratio.  It measures and never fails for a number: machines differ.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

MEASURED = (0, 1, 2)  # ends of a check that did its work: ready, something failed, undecided


def measure(command):
    """Wall seconds, peak KiB and exit status of one run."""
    with open(os.devnull, "wb") as nowhere:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    return took, usage.ru_maxrss, child.returncode


def best(commands, rounds):
    """The best wall time and the worst peak of each command; rounds are interleaved."""
    found = {name: (float("inf"), 0) for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            took, peak, status = measure(command)
            if status not in MEASURED:
                sys.exit(f"{' '.join(map(str, command))}: exit status {status}")
            found[name] = (min(found[name][0], took), max(found[name][1], peak))
    return found


def show(name, result):
    print(f"{name:<28} {result[0] * 1000:8.1f} ms  {result[1] / 1024:7.1f} MiB")


def large(options, folder):
    path = pathlib.Path(folder) / "20260915_081204.xhcw"
    subprocess.run(
        [sys.executable, options.make_xhcw, options.sample, str(options.megabytes), path],
        check=True)
    found = best({
        "saxpass": [options.saxpass, path],
        "check --offline": [options.program, "check", "--offline", path],
    }, options.rounds)
    print(f"{path.stat().st_size / 1e6:.0f} MB .xhcw")
    for name, result in found.items():
        show(name, result)
    ratio = found["check --offline"][0] / found["saxpass"][0]
    print(f"{'ratio':<28} {ratio:8.2f}")


def small(options):
    commands = {
        "--version": [options.program, "--version"],
        "explain": [options.program, "explain", "send-requiretls-false"],
        "check --offline, one run": [
            options.program, "check", "--offline", options.sample.parent],
    }
    if options.hcw_run and options.hcw_run.is_dir():
        commands["check --offline, real run"] = [
            options.program, "check", "--offline", options.hcw_run]
    for name, result in best(commands, options.rounds).items():
        show(name, result)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "saxpass", "make_xhcw", "sample"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--hcw-run", type=pathlib.Path)
    options = parser.parse_args()
    small(options)
    with tempfile.TemporaryDirectory(prefix="hybridcheck-bench-") as folder:
        large(options, folder)


if __name__ == "__main__":
    main()
