"""Commands side by side: interleaved runs, so that all meet the same machine, and their medians."""

import dataclasses
import os
import statistics
import subprocess
import sys
import time

BUSY = 0.15  # share of all processors that others may use while a run begins
LOOK = 0.05  # seconds


@dataclasses.dataclass(frozen=True)
class Run:
    wall: float  # seconds
    processor: float  # seconds, user and system, of the command and all it waited for


@dataclasses.dataclass(frozen=True)
class Command:
    name: str
    line: tuple
    statuses: tuple = (0,)  # what it ends with when it did its work
    stdin: str = os.devnull


def _ticks():
    with open("/proc/stat", encoding="ascii") as file:
        ticks = [int(word) for word in file.readline().split()[1:9]]
    return sum(ticks), ticks[3] + ticks[4]


def wait_for_quiet(patience):
    """Waits until hardly anything else runs, at most that many seconds."""
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up:
        before = _ticks()
        time.sleep(LOOK)
        after = _ticks()
        passed = after[0] - before[0]
        if passed and 1 - (after[1] - before[1]) / passed <= BUSY:
            return


def measure(command):
    """One run; a status that is not the command's own ends everything."""
    with open(command.stdin, "rb") as stdin, open(os.devnull, "wb") as nowhere:
        started = time.perf_counter()
        child = subprocess.Popen(command.line, stdin=stdin, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in command.statuses:
        sys.exit(f"{' '.join(map(str, command.line))[:300]}: exit status {child.returncode}")
    return Run(took, usage.ru_utime + usage.ru_stime)


def peak(program, command):
    """MiB, of the largest process; @program is peak.c."""
    with open(command.stdin, "rb") as stdin:
        done = subprocess.run([program, *command.line], stdin=stdin, stdout=subprocess.PIPE, check=False)
    if done.returncode not in command.statuses:
        sys.exit(f"{command.name}: exit status {done.returncode}")
    return int(done.stdout) / 1024


def interleave(commands, rounds, patience):
    """{command: [Run]}, after one run of each that is not counted."""
    runs = {command: [] for command in commands}
    for number in range(rounds + 1):
        for command in commands:
            wait_for_quiet(patience)
            run = measure(command)
            if number > 0:
                runs[command].append(run)
    return runs


def median(runs, field):
    return statistics.median(getattr(run, field) for run in runs)


def show(title, runs, peaks):
    """Every command: its least and median wall time, its medians, and those against the first command's."""
    print(f"{title}  (n = {len(next(iter(runs.values())))})")
    first = next(iter(runs.values()))
    for command, own in runs.items():
        wall, processor = median(own, "wall"), median(own, "processor")
        print(
            f"  {command.name:<34} {min(run.wall for run in own) * 1000:8.1f} {wall * 1000:8.1f} ms wall"
            f" {processor * 1000:8.1f} ms processor {peaks[command]:6.1f} MiB"
            f" {wall / median(first, 'wall'):6.2f} x wall {processor / median(first, 'processor'):6.2f} x processor"
        )
