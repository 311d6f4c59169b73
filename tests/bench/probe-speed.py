#!/usr/bin/env python3
"""Times `hybridcheck probe` beside other tools on a real Postfix: one target, 64, 64 far away, 1,000 in one run.

probe-speed.py PROGRAM DELAY PEAK LAB [--rounds N] [--patience S] [--only one,near,far,many]

Everything is on loopback in a network namespace of its own.  Postfix (RSA 2048 leaf and authority, TLS 1.3, no
sessions resumed) listens on all of 127.0.0.0/8; DELAY stands in front of it for a round trip of 20 ms.  Only
hybridcheck verifies chain and name; that it does is made sure first.  It never fails for a number.
"""

import argparse
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import alone
import certificates
import timing
from timing import Command, median

NEAR, FAR = 25, 2525  # ports
HALF_MS = 10
N = 64
MANY = 1000
AT_ONCE = 64  # connections, of many
SAMPLE = 0.002  # seconds
OURS = (0, 1, 2)  # ends of a probe that did its work
CURL = (0, 8)  # 8: it sends HELP, which Postfix does not know
NAMES = [f"mx{i}.contoso.example" for i in range(1, N + 1)]
ADDRESSES = [f"127.0.1.{i}" for i in range(1, N + 1)]
CROWD = [f"127.0.{4 + i // 250}.{1 + i % 250}" for i in range(MANY)]


class Bench:
    """The programs, the servers and what was measured."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.root, self.pem = folder / "root.pem", folder / "mail.pem"
        self.check_smtp, self.curl, self.xargs, self.openssl = alone.need("check_smtp", "curl", "xargs", "openssl")
        self.ratios = []

    def serve(self):
        """Postfix and the proxy; returns once both answer."""
        sys.path.insert(0, str(self.options.lab))
        import postfix  # of the lab

        certificates.chained(self.pem, self.root, ["mail.contoso.example", "*.contoso.example"])
        alone.name_hosts(self.folder, [f"{a} {n}" for a, n in zip(ADDRESSES, NAMES)])
        server = postfix.Postfix(self.folder / "postfix", None, "mail.contoso.example", self.pem)
        server.listen("0.0.0.0", smtpd_peername_lookup="no", smtpd_tls_loglevel="0")
        server.start()
        subprocess.Popen([self.options.delay, str(HALF_MS), str(FAR), str(NEAR)], stdout=subprocess.DEVNULL)
        for port in (NEAR, FAR):
            wait_for(port)

    def probe(self, name, targets, *more):
        line = (self.options.program, "probe", "--ca-file", self.root, *more, *targets)
        return Command(name, line, OURS)

    def xargs_check_smtp(self, port, at_once):
        listed = self.folder / "names"
        listed.write_text("\n".join(NAMES) + "\n", encoding="utf-8")
        line = (self.xargs, f"-P{at_once}", "-I{}", self.check_smtp, "-H", "{}", "-p", str(port), "-S", "-D", "30,14")
        return Command(f"xargs -P{at_once} check_smtp", line, stdin=str(listed))

    def compare(self, title, *commands):
        runs = timing.interleave(commands, self.options.rounds, self.options.patience)
        timing.show(title, runs, {one: timing.peak(self.options.peak, one) for one in commands})
        return runs

    def ratio(self, what, ours, theirs, goal):
        """Of two (runs, field)."""
        self.ratios.append((what, median(*ours) / median(*theirs), goal))

    def verify(self):
        """What is timed is the whole work: every chain is trusted, every name fits."""
        command = self.probe("", [f"{name}:{NEAR}" for name in NAMES], "--format", "json")
        done = subprocess.run(command.line, capture_output=True, check=False)
        targets = json.loads(done.stdout)["targets"]
        good = [one for one in targets if one["outcome"] == "ok"]
        if len(good) != N:
            sys.exit(f"{len(good)} of {N} targets are verified: {done.stdout[:2000].decode()}")


def wait_for(port):
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.1.1", port), 5) as connection:
                if connection.recv(3) == b"220":
                    return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing answers on port {port}")


def one(bench):
    ours = bench.probe("hybridcheck probe", [f"{NAMES[0]}:{NEAR}"])
    theirs = Command("check_smtp -S -D (not verified)",
                     (bench.check_smtp, "-H", NAMES[0], "-p", str(NEAR), "-S", "-D", "30,14"))  # fmt: skip
    other = Command("openssl s_client (verified)",
                    (bench.openssl, "s_client", "-starttls", "smtp", "-connect", f"{NAMES[0]}:{NEAR}", "-CAfile", bench.root,
                     "-verify_return_error", "-verify_hostname", NAMES[0], "-brief"))  # fmt: skip
    start = Command("hybridcheck --version", (bench.options.program, "--version"))
    runs = bench.compare("one target", ours, theirs, other, start)
    bench.ratio("one target / check_smtp, wall", (runs[ours], "wall"), (runs[theirs], "wall"), 1.0)


def near(bench):
    ours = bench.probe("hybridcheck probe", [f"{name}:{NEAR}" for name in NAMES])
    curl = Command("curl -Z (not verified)",
                   (bench.curl, "-s", "-Z", "--parallel-max", str(N), "--insecure", "--ssl-reqd",
                    f"smtp://mx[1-{N}].contoso.example:{NEAR}"), CURL)  # fmt: skip
    xargs = bench.xargs_check_smtp(NEAR, 16)
    runs = bench.compare(f"{N} targets", ours, curl, xargs)
    bench.ratio(f"{N} targets / curl -Z, wall", (runs[ours], "wall"), (runs[curl], "wall"), 0.65)
    bench.ratio(f"{N} targets / check_smtp, processor", (runs[ours], "processor"), (runs[xargs], "processor"), 0.2)


def far(bench):
    ours = bench.probe("hybridcheck probe", [f"{name}:{FAR}" for name in NAMES])
    alone_there = bench.probe("hybridcheck probe, one target", [f"{NAMES[0]}:{FAR}"])
    xargs = bench.xargs_check_smtp(FAR, N)
    runs = bench.compare(f"{N} targets at {2 * HALF_MS} ms", ours, alone_there, xargs)
    bench.ratio(f"{N} far targets / check_smtp, wall", (runs[ours], "wall"), (runs[xargs], "wall"), 0.5)
    bench.ratio(f"{N} far targets / one, wall", (runs[ours], "wall"), (runs[alone_there], "wall"), 1.6)


def descriptors(pid):
    """How many are open; None when the process is no more."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return None


def many(bench):
    """Descriptors while it runs: each connection's is given back, or there would be as many as targets."""
    targets = [f"{address}:{NEAR}" for address in CROWD]
    command = bench.probe("", targets, "--concurrency", str(AT_ONCE))
    seen = []
    started = time.perf_counter()
    child = subprocess.Popen(command.line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        n = descriptors(child.pid)
        if n:
            seen.append(n)
        time.sleep(SAMPLE)
    _, status, usage = os.wait4(child.pid, 0)
    took = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    print(f"{MANY} targets, {AT_ONCE} at once: {took:.2f} s, {usage.ru_utime + usage.ru_stime:.2f} s processor,"
          f" peak {timing.peak(bench.options.peak, command):.1f} MiB (goal 128), status {child.returncode}")  # fmt: skip
    print(f"  descriptors: {seen[0]} at first, {max(seen)} at most, {seen[-1]} at last ({len(seen)} samples)")


PARTS = {"one": one, "near": near, "far": far, "many": many}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "delay", "peak", "lab"):
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--patience", type=float, default=1.5, help="seconds to wait for a quiet machine before each run")
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    alone.stay(as_root=True)
    with tempfile.TemporaryDirectory(prefix="hybridcheck-bench-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)  # Postfix is somebody else
        bench = Bench(options, folder)
        bench.serve()
        bench.verify()
        for part in options.only.split(","):
            PARTS[part](bench)
    for what, value, goal in bench.ratios:
        print(f"{what:<44} {value:5.2f}  goal {goal:.2f}")


main()
