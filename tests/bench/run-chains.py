#!/usr/bin/env python3
"""Times the chains of 1,000 certificates against "openssl verify" in one process.

run-chains.py CHAINS MAKE_LEAVES [--leaves N] [--rounds N]

Prints wall time (best of several, interleaved) and the ratio.  It never fails for a number.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def measure(command):
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def best(commands, rounds):
    found = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, command in commands.items():
            found[name] = min(found[name], measure(command))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chains")
    parser.add_argument("make_leaves")
    parser.add_argument("--leaves", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=pathlib.Path, help="made before by make-leaves.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hybridcheck-bench-") as name:
        folder = options.folder or pathlib.Path(name)
        if options.folder is None:
            subprocess.run([sys.executable, options.make_leaves, name, str(options.leaves)],
                           check=True)
        root, ca = folder / "root.pem", folder / "ca.pem"
        leaves = sorted(folder.glob("leaf-*.pem"))
        commands = {f"hybridcheck's chains, {len(leaves)}": [options.chains, root, ca, *leaves]}
        if shutil.which("openssl"):
            commands["openssl verify"] = [
                "openssl", "verify", "-CAfile", root, "-untrusted", ca, *leaves]
        times = best(commands, options.rounds)
    for name, seconds in times.items():
        print(f"{name:<28} {seconds * 1000:8.1f} ms  {seconds / len(leaves) * 1e6:6.0f} us each")
    if len(times) == 2:
        ours, theirs = times.values()
        print(f"{'ratio':<28} {ours / theirs:8.2f}")


main()
