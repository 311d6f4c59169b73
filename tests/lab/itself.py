"""The lab by itself: every fault is the fault it is meant to be, seen by a witness that is not the program.

What a listener must show stands in listeners.json ("shows"); what the network must do, in NETWORK below.
"""

import concurrent.futures
import functools
import os
import pathlib
import signal
import subprocess
import time

import lab as labs
import network
import tap

NETWORK = (
    # fault, from, to, what a plain client meets
    ({}, "eop", "valid/4", "tls TLSv1.3 0"),
    ({}, "other", "valid/6", "tls TLSv1.3 0"),
    ({}, "edge", "eop/6", "tls untrusted 62"),
    ({}, "edge", "exch/4", "tls TLSv1.3 0"),
    ({}, "eop", "closed/4", "connect econnrefused"),
    ({"firewall": {"does": "drop"}}, "eop", "valid/4", "connect timeout"),
    ({"firewall": {"does": "drop", "to": ["valid/6"]}}, "eop", "valid/6", "connect timeout"),
    ({"firewall": {"does": "drop", "to": ["valid/6"]}}, "eop", "valid/4", "tls TLSv1.3 0"),
    ({"firewall": {"does": "reset"}}, "eop", "valid/6", "connect econnrefused"),
    ({"firewall": {"does": "prohibited"}}, "eop", "valid/4", "connect ehostunreach"),
    ({"firewall": {"does": "prohibited"}}, "eop", "valid/6", "connect eacces"),
    ({"firewall": {"does": "host-unreachable"}}, "eop", "valid/4", "connect ehostunreach"),
    ({"firewall": {"does": "port-unreachable"}}, "eop", "valid/4", "connect econnrefused"),
    ({"black-hole": 2}, "eop", "valid/4", "ehlo timeout"),
    ({"large-lost": 400}, "eop", "valid/4", "tls timeout"),
    ({"unplugged": ["edge", "dmz"]}, "eop", "valid/4", "connect ehostunreach"),
    ({"no-route": "eop"}, "eop", "valid/4", "connect enetunreach"),
    ({"middlebox": {"does": "pass"}}, "eop", "valid/4", "tls TLSv1.3 0"),
    ({"middlebox": {"does": "inspect"}}, "eop", "valid/4", "ehlo no-starttls"),
    ({"middlebox": {"does": "strip"}}, "eop", "valid/6", "ehlo no-starttls"),
    ({"middlebox": {"does": "intercept"}}, "eop", "valid/4", "tls untrusted 20"),
    ({"middlebox": {"does": "intercept"}}, "exch", "valid/4", "tls TLSv1.3 0"),  # not from outside
    ({"middlebox": {"does": "strip", "to": ["valid/6"]}}, "eop", "valid/6", "ehlo no-starttls"),
    ({"middlebox": {"does": "strip", "to": ["valid/6"]}}, "eop", "valid/4", "tls TLSv1.3 0"),
)


def witness(lab, host, word, seconds=5):
    look = labs.HERE / "look.py"
    command = network.inside(host, labs.PYTHON, "-W", "ignore", look, lab.address(word), lab.pki / "roots.pem", seconds)
    return network.run(*command).strip()


def shows(lab, found, word):
    wanted = lab.listeners[word.split("/")[0]]["shows"]
    if found[word].result() != wanted:
        yield f"{found[word].result()} instead of {wanted}"


def meets(lab, row):
    fault, host, word, wanted = row
    with lab.broken(fault, {}):
        seen = witness(lab, host, word, 2 if wanted.endswith("timeout") else 5)
    if seen != wanted:
        yield f"{seen} instead of {wanted}"


def nothing_leaves():
    links = {line.split()[1].strip(":") for line in network.run("ip", "-o", "link").splitlines()}
    if links != {"lo"}:
        yield f"the sandbox has more than lo: {links}"
    if os.environ.get("HC_LAB_PROBE") and pathlib.Path(os.environ["HC_LAB_PROBE"]).exists():
        yield "a file written in another sandbox is here"


def ends_with_its_parent():
    """A sandbox in this one, whose starter is killed: nothing of it is left."""
    environment = {key: value for key, value in os.environ.items() if key != "HC_SANDBOX"}
    marker = "31.4159"
    started = subprocess.Popen([labs.HERE / "sandbox.sh", "sleep", marker], env=environment)
    wait_until(lambda: _sleeping(marker), "the sandbox within did not start")
    started.send_signal(signal.SIGKILL)
    started.wait()
    wait_until(lambda: not _sleeping(marker), "a process survived")


def _sleeping(marker):
    lines = [path.read_bytes() for path in pathlib.Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    return any(line.startswith(b"sleep\0" + marker.encode()) for line in lines)


def wait_until(condition, complaint, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(complaint)
        time.sleep(0.05)


def main():
    lab = labs.Lab()
    lab.start()
    words = [f"{name}/{family}" for name in lab.listeners for family in "46"]
    points = [("no packet leaves", nothing_leaves), ("the sandbox ends with whoever started it", ends_with_its_parent)]
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        found = {word: pool.submit(witness, lab, "eop", word) for word in words}
    points += [(f"listener {word}", functools.partial(shows, lab, found, word)) for word in words]
    points += [(f"{fault or 'nothing broken'}: {host} to {word}", functools.partial(meets, lab, row))
               for row in NETWORK for fault, host, word, _ in [row]]  # fmt: skip
    tap.run(points)


if __name__ == "__main__":
    main()
