"""Prints TAP: the lab's tests are rows of tables, each of which is one test point."""

import sys
import traceback


class Skip(Exception):
    """This test point cannot be made here; the text says why."""


def _say(number, name, test):
    """TRUE unless it failed."""
    try:
        faults = list(test() or [])
    except Skip as reason:
        print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        return True
    except Exception:  # pylint: disable=broad-except
        faults = traceback.format_exc().splitlines()
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
    for line in faults:
        print(f"# {line}")
    sys.stdout.flush()
    return not faults


def run(points):
    """@points: (name, function) pairs; a function returns what is wrong, line by line.  Ends the program."""
    points = list(points)
    print(f"1..{len(points)}", flush=True)
    good = [_say(number, name, test) for number, (name, test) in enumerate(points, 1)]
    sys.exit(0 if all(good) else 1)
