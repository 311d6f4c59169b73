#!/usr/bin/env python3
"""Times the chains of 1,000 certificates against "openssl verify" in one process, and the whole
program on one certificate against other tools, with a named root and with the host's bundle.

run-chains.py CHAINS PROGRAM MAKE_LEAVES [--leaves N] [--rounds N] [--folder FOLDER]

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
    """Wall seconds; a certificate that is not public, or is not judged, is measured too."""
    started = time.perf_counter()
    status = subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    took = time.perf_counter() - started
    if status not in (0, 1, 2):
        sys.exit(f"{command[0]}: exit status {status}")
    return took


def best(commands, rounds):
    found = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, command in commands.items():
            found[name] = min(found[name], measure(command))
    return found


def show(times, n):
    for name, seconds in times.items():
        print(f"{name:<36} {seconds * 1000:8.1f} ms  {seconds / n * 1e6:6.0f} us each")
    ours, *theirs = times.values()
    for name, seconds in zip(list(times)[1:], theirs):
        print(f"{'ratio to ' + name:<36} {ours / seconds:8.2f}")


def many(options, folder):
    root, ca = folder / "root.pem", folder / "ca.pem"
    leaves = sorted(folder.glob("leaf-*.pem"))
    commands = {f"chains, {len(leaves)}": [options.chains, root, ca, *leaves]}
    if shutil.which("openssl"):
        commands["openssl verify"] = [
            "openssl", "verify", "-CAfile", root, "-untrusted", ca, *leaves]
    show(best(commands, options.rounds), len(leaves))


def one(options, folder):
    root, ca, leaf = folder / "root.pem", folder / "ca.pem", folder / "leaf-0000.pem"
    chain = folder / "chain.pem"
    chain.write_bytes(leaf.read_bytes() + ca.read_bytes() + root.read_bytes())
    named = {"cert --ca-file": [options.program, "cert", "--ca-file", root, chain]}
    bundle = {"cert, host's bundle": [options.program, "cert", chain]}
    if shutil.which("openssl"):
        named["openssl verify -CAfile"] = [
            "openssl", "verify", "-CAfile", root, "-untrusted", ca, leaf]
        bundle["openssl verify, host's bundle"] = ["openssl", "verify", "-untrusted", ca, leaf]
    if shutil.which("certtool"):
        named["certtool --verify"] = [
            "certtool", "--verify", "--load-ca-certificate", root, "--infile", chain]
    show(best(named, 3 * options.rounds), 1)
    show(best(bundle, 3 * options.rounds), 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("chains", "program", "make_leaves"):
        parser.add_argument(name)
    parser.add_argument("--leaves", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=pathlib.Path, help="made before by make-leaves.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hybridcheck-bench-") as name:
        folder = options.folder or pathlib.Path(name)
        if options.folder is None:
            subprocess.run(
                [sys.executable, options.make_leaves, name, str(options.leaves)], check=True)
        many(options, folder)
        one(options, folder)


main()
