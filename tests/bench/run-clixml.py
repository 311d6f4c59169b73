#!/usr/bin/env python3
"""Times the reading of Export-Clixml files against a bare libxml2 pass and xmllint --stream.

run-clixml.py PROGRAM READPASS SAXPASS MAKE_CLIXML [--megabytes N] [--rounds N]

Runs are interleaved, so that all meet the same machine; medians, ratios of medians and the peak of
resident memory are printed.  It measures and never fails for a number: machines differ.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

MEASURED = (0, 1, 2)  # ends of a check that did its work: ready, something failed, undecided


def measure(command):
    """Wall seconds, processor seconds, peak KiB."""
    with open(os.devnull, "wb") as nowhere:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in MEASURED:
        sys.exit(f"{' '.join(map(str, command))}: exit status {child.returncode}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def compare(title, commands, rounds):
    """Every command against the first one."""
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(measure(command))
    print(title)
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in runs.items()}
    first = next(iter(medians.values()))
    for name, (wall, processor, peak) in medians.items():
        print(f"  {name:<22} {wall * 1000:8.1f} ms wall  {processor * 1000:8.1f} ms processor"
              f"  {peak / 1024:7.1f} MiB  {wall / first[0]:5.2f} x wall  {processor / first[1]:5.2f} x processor")


def make(options, folder, name, megabytes, *more):
    path = pathlib.Path(folder) / name
    subprocess.run([sys.executable, options.make_clixml, path, str(megabytes), *more], check=True)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "readpass", "saxpass", "make_clixml"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    xmllint = shutil.which("xmllint")
    with tempfile.TemporaryDirectory(prefix="hybridcheck-bench-") as folder:
        for title, more in {"UTF-8": [], "UTF-16": ["--utf16"]}.items():
            path = make(options, folder, "onprem-E1-Mixed.clixml", options.megabytes, *more)
            commands = {"saxpass": [options.saxpass, "--document", path],
                        "readpass": [options.readpass, path]}
            if xmllint:
                commands["xmllint --stream"] = [xmllint, "--huge", "--nonet", "--stream", "--noout", path]
            compare(f"{path.stat().st_size / 1e6:.0f} MB of CLIXML, {title}", commands, options.rounds)
        small = make(options, folder, "onprem-E1-Small.clixml", 3)
        compare("3 MB of CLIXML, the whole program",
                {"--version": [options.program, "--version"],
                 "check --offline": [options.program, "check", "--offline", small]}, options.rounds)


if __name__ == "__main__":
    main()
