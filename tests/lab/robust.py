"""What happens to a run that the world disturbs: a report or a clear error, in time, and never half a file."""

import contextlib
import json
import os
import resource
import signal
import subprocess
import threading
import time

import lab as labs
import network
import organisation
import probes
import program
import tap

NAME = "mail.contoso.example"
INTERRUPTED = {signal.SIGINT: 130, signal.SIGTERM: 143}
CANNOT_WRITE = (73, 74)
TARGETS = 1000
LARGEST = 128 * 1024  # KiB of memory
LAB = labs.Lab()


def probe(*arguments):
    return ["probe", "--format", "json", "--ca-file", LAB.pki / "roots.pem", *map(str, arguments)]


def alone(report):
    """The only target of a report."""
    assert len(report["targets"]) == 1, f"{len(report['targets'])} targets"
    return probes.seen(report["targets"][0])


def wanted(what, expected):
    if what != expected:
        yield f"{what} instead of {expected}"


def in_time(done, seconds):
    if done.seconds > seconds * program.PATIENCE:
        yield f"took {done.seconds:.1f} s, not {seconds} s"


@contextlib.contextmanager
def later(seconds, action):
    """Does something while the block runs."""
    timer = threading.Timer(seconds * program.PATIENCE, action)
    timer.start()
    try:
        yield
    finally:
        timer.join()


def network_pulled():
    """the network is pulled while a server takes its time"""
    with LAB.broken({}, {NAME: ["slower/4"]}):
        with later(1, lambda: network.unplug("edge", "dmz")):
            done = program.run("eop", *probe("--timeout", round(4 * program.PATIENCE), NAME))
        network.plug("edge", "dmz")
    yield from done.complaints()
    yield from in_time(done, 6)
    yield from wanted(alone(done.json()), "greeting silent")


def server_killed():
    """the server is killed in the handshake"""
    address = "203.0.113.119"
    network.add_addresses("edge", [f"{address}/25"])
    table = labs.FOLDER / "killed.json"
    table.write_text(json.dumps([{"mode": "tlsstall", "address": address}]), encoding="utf-8")
    started = subprocess.Popen(
        network.inside("edge", labs.PYTHON, labs.HERE / "smtpfault.py", table), stdout=subprocess.PIPE, text=True
    )
    assert started.stdout.readline() == "ready\n"
    with later(1, lambda: started.send_signal(signal.SIGKILL)):
        done = program.run("eop", *probe(address))
    started.wait()
    yield from done.complaints()
    yield from in_time(done, 4)
    yield from wanted(alone(done.json()), "tls tls-cut")


def _signalled(number, word, *command):
    """A run against one listener, which a signal ends after a second."""
    begun = time.monotonic()
    names = {NAME: [word]} | {name: ["eop/4"] for name in organisation.MICROSOFT_365}
    with LAB.broken({}, names):
        running = subprocess.Popen(
            program.command("eop", *command),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=program.environment(),
        )
        time.sleep(1.0 * program.PATIENCE)
        running.send_signal(number)
        output, errors = running.communicate(timeout=10 * program.PATIENCE)
    return program.Run(running.returncode, output.decode(), errors.decode(), time.monotonic() - begun)


def _says_so(done, number):
    yield from done.complaints()
    yield from in_time(done, 3)
    yield from wanted(done.status, INTERRUPTED[number])
    if not done.json()["run"]["interrupted"]:
        yield "the report does not say that it was interrupted"


def interrupted():
    """Ctrl-C before the greeting: a report that says so"""
    done = _signalled(signal.SIGINT, "tarpit/4", *probe(NAME))
    yield from _says_so(done, signal.SIGINT)
    yield from wanted(alone(done.json()), "greeting interrupted")


def terminated():
    """SIGTERM in the handshake: a report that says so"""
    done = _signalled(signal.SIGTERM, "tlsstall/4", *probe(NAME))
    yield from _says_so(done, signal.SIGTERM)
    yield from wanted(alone(done.json()), "tls interrupted")


def check_interrupted():
    """Ctrl-C in a check: a report that says so, and judges the configuration"""
    made = organisation.exports(LAB, labs.FOLDER)
    command = ["check", "--format", "json", "--as-of", organisation.AS_OF, made]
    done = _signalled(signal.SIGINT, "tarpit/4", *command)
    yield from _says_so(done, signal.SIGINT)
    yield from wanted([one["id"] for one in done.json()["findings"] if one["status"] == "fail"], [])


@contextlib.contextmanager
def folder(options):
    """A small file system of its own."""
    path = labs.FOLDER / "small"
    path.mkdir()
    network.run("mount", "-t", "tmpfs", "-o", f"size=64k,{options}", "small", path)
    try:
        yield path
    finally:
        network.run("umount", path)
        path.rmdir()


def _written(path):
    with LAB.broken({}, {NAME: ["valid/4"]}):
        return program.run("eop", *probe("--output", path / "report.json", NAME))


def _left(path, before, done):
    """Nothing of the failed report may be there, and the error names the file."""
    yield from done.complaints()
    if done.status not in CANNOT_WRITE:
        yield f"status {done.status}: {done.errors}"
    if "report.json" not in done.errors:
        yield f"the error does not name the file: {done.errors}"
    after = {one.name: one.read_bytes() for one in path.iterdir()}
    if after != before:
        yield f"the folder has {sorted(after)}, had {sorted(before)}"


def full():
    """--output where there is no space: a clear error, what was there stays as it was"""
    with folder("mode=755") as path:
        (path / "report.json").write_bytes(b"the report of yesterday")
        with contextlib.suppress(OSError), open(path / "filler", "wb", buffering=0) as filler:
            while filler.write(b"x" * 4096):
                pass
        before = {one.name: one.read_bytes() for one in path.iterdir()}
        yield from _left(path, before, _written(path))


def read_only():
    """--output on a read-only file system: a clear error"""
    with folder("mode=755") as path:
        (path / "report.json").write_bytes(b"the report of yesterday")
        network.run("mount", "-o", "remount,ro", path)
        yield from _left(path, {"report.json": b"the report of yesterday"}, _written(path))


def no_folder():
    """--output in a folder that is not there: a clear error"""
    with folder("mode=755") as path:
        yield from _left(path, {}, _written(path / "missing"))


def interrupted_file():
    """Ctrl-C with --output: a whole report or none"""
    with folder("mode=755") as path, LAB.broken({}, {NAME: ["tarpit/4"]}):
        running = subprocess.Popen(
            program.command("eop", *probe("--output", path / "report.json", NAME)), env=program.environment()
        )
        time.sleep(0.7 * program.PATIENCE)
        running.send_signal(signal.SIGINT)
        yield from wanted(running.wait(10 * program.PATIENCE), INTERRUPTED[signal.SIGINT])
        names = [one.name for one in path.iterdir()]
        yield from wanted(names, ["report.json"])
        yield from wanted(alone(json.loads((path / "report.json").read_text())), "greeting interrupted")


def _many(limit):
    """A thousand addresses of loopback, told as one process that may have @limit descriptors."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def thousand():
    """1 000 targets with 64 descriptors: every one is answered, none leaks, memory stays below 128 MiB"""
    table = labs.FOLDER / "thousand.json"
    entry = {"mode": "good", "address": "0.0.0.0", "certificate": str(LAB.pem("valid"))}
    table.write_text(json.dumps([entry]), encoding="utf-8")
    server = subprocess.Popen(
        network.inside("other", labs.PYTHON, labs.HERE / "smtpfault.py", table), stdout=subprocess.PIPE, text=True
    )
    assert server.stdout.readline() == "ready\n"
    addresses = [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(TARGETS)]
    report = labs.FOLDER / "thousand-report.json"
    running = subprocess.Popen(
        program.command("other", *probe("--timeout", 60, "--output", report, *addresses)),
        env=program.environment(),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: _many(64),
    )
    errors = running.stderr.read().decode()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    server.kill()
    server.wait()
    yield from program.Run(running.returncode, "", errors, 0).complaints()
    found = [probes.seen(target) for target in json.loads(report.read_text())["targets"]]
    yield from wanted({word: found.count(word) for word in set(found)}, {"ok": TARGETS})
    if usage.ru_maxrss > LARGEST and not program.IS_SANITIZED:
        yield f"{usage.ru_maxrss} KiB of memory"


def main():
    LAB.start()
    tests = (network_pulled, server_killed, interrupted, terminated, check_interrupted, full, read_only, no_folder,
             interrupted_file, thousand)  # fmt: skip
    tap.run((test.__doc__, test) for test in tests)


if __name__ == "__main__":
    main()
