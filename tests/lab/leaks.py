"""The program under valgrind, on a healthy and on a failing network: no leak, no bad access, no descriptor left."""

import functools
import json
import os
import re
import shutil

import lab as labs

TOOL = (
    "valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect --track-fds=yes "
    f"--suppressions={labs.HERE}/valgrind.supp --error-exitcode=99"
)
os.environ["HC_LAB_WRAPPER"] = TOOL  # before program.py reads it
os.environ["HC_LAB_PATIENCE"] = "5"

import probes  # noqa: E402
import program  # noqa: E402
import tap  # noqa: E402

SCENARIOS = ("healthy", "every-trouble-at-once", "ipv6-prohibited", "unknown-name", "client-certificate-given")
LEFT = re.compile(r"Open (?:AF_\w+ socket|file descriptor) \d+: .*")


def play(lab, scenario):
    done, found = probes.play_and_tell(lab, scenario)
    yield from found
    yield from (f"left open: {one}" for one in LEFT.findall(done.errors) if "/dev/null" not in one)


def main():
    if program.IS_SANITIZED:
        print("1..0 # SKIP a program with sanitizers does not run under valgrind")
        return
    if not shutil.which("valgrind"):
        print("1..0 # SKIP valgrind is not on this machine")
        return
    scenarios = json.loads((labs.HERE / "scenarios.json").read_text(encoding="utf-8"))
    lab = labs.Lab()
    lab.start()
    tap.run(
        (f"{one['name']}: {one['broken']}", functools.partial(play, lab, one))
        for one in scenarios
        if one["name"] in SCENARIOS
    )


if __name__ == "__main__":
    main()
