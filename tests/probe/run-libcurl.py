#!/usr/bin/env python3
"""libcurl is loaded when a question needs it, and only then; without it nothing else suffers.

usage: run-libcurl.py ASK HYBRIDCHECK       TAP
"""

import ctypes.util
import os
import pathlib
import socket
import subprocess
import sys
import tempfile


def run(folder, *command):
    env = {**os.environ, "LD_LIBRARY_PATH": str(folder), "LD_DEBUG": "libs"}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=30)


def ask(folder, program, *options):
    """What was answered about a port of the loopback on which nobody listens."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        return run(folder, program, *options, "127.0.0.1", str(kept.getsockname()[1]))


def broken(folder, program, _):
    (folder / "libcurl.so.4").write_text("no library\n")
    out = ask(folder, program, "--https", "/").stdout
    return 'error code=38 text="libcurl cannot be loaded: ' in out and "outcome interrupted connect 0" in out


def foreign(folder, program, _):
    """One that speaks TLS with another library, whose handshakes nobody could see."""
    other = ctypes.util.find_library("curl-gnutls")
    if other is None:
        return None
    (folder / "libcurl.so.4").symlink_to(pathlib.Path("/usr/lib") / f"{os.uname().machine}-linux-gnu" / other)
    out = ask(folder, program, "--https", "/").stdout
    return 'text="libcurl.so.4 is made for GnuTLS/' in out


def loaded(folder, program, _):
    run_of = ask(folder, program, "--https", "/")
    return "libcurl.so.4" in run_of.stderr and "outcome refused connect 0" in run_of.stdout


def not_for_mail(folder, program, _):
    run_of = ask(folder, program)
    return "libcurl" not in run_of.stderr and "outcome refused connect" in run_of.stdout


def not_at_start(folder, _, hybridcheck):
    run_of = run(folder, hybridcheck, "--version")
    return run_of.returncode == 0 and "libssl" in run_of.stderr and "libcurl" not in run_of.stderr


def main():
    tests = (broken, foreign, loaded, not_for_mail, not_at_start)
    failed = False
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as made:
            held = test(pathlib.Path(made), *sys.argv[1:3])
        failed |= held is False
        skipped = " # SKIP no other libcurl here" if held is None else ""
        print(f"{'not ok' if held is False else 'ok'} {number} - {test.__name__}{skipped}")
    sys.exit(1 if failed else 0)


main()
