#!/usr/bin/env python3
"""Every rule has a case in which it fails and one in which it is unknown.

gate.py CHECKS-FILE... CASE-FILE...

Rows are read from checks/<area>.c, expectations from tests/checks/<area>.json.  A rule of effect
info has a case in which it says info.  Where a file says never_fail or never_unknown, with the
reason, no case may say otherwise.
"""

import json
import pathlib
import re
import sys

ROW = re.compile(r'\.id = "([^"]+)"')
INFO_EFFECT = re.compile(r"\.effect = HC_EFFECT_INFO\b")


def rows(path):
    """(id, is_info) of each row in a checks file."""
    parts = ROW.split(path.read_text(encoding="utf-8"))
    for check, body in zip(parts[1::2], parts[2::2]):
        yield check, INFO_EFFECT.search(body) is not None


def expectations(areas):
    for area in areas.values():
        for case in area["cases"]:
            for text in case["expect"]:
                check, _, status = text.partition(":")
                yield check, status.partition("@")[0]


def excused(areas, key):
    return {check: why for area in areas.values() for check, why in area.get(key, {}).items()}


def complaints(checks, areas):
    seen = set(expectations(areas))
    never = {"fail": excused(areas, "never_fail"), "unknown": excused(areas, "never_unknown")}
    for check, is_info in checks.items():
        for need in ("fail", "unknown"):
            status = "info" if need == "fail" and is_info else need
            has_case = (check, status) in seen
            reason = never[need].get(check)
            if reason is not None and (has_case or not reason.strip()):
                yield f"check {check} has a {status} case or no reason, but is in never_{need}"
            if reason is None and not has_case:
                yield f"check {check} has no {status} case"
    known = set(checks)
    named = {check for check, _ in seen} | set(never["fail"]) | set(never["unknown"])
    for check in sorted(named - known):
        yield f"cases name {check}, which is no check"


def main(arguments):
    paths = [pathlib.Path(argument) for argument in arguments]
    checks = {}
    for path in paths:
        if path.suffix != ".c":
            continue
        for check, is_info in rows(path):
            if check in checks:
                sys.exit(f"check {check} has two rows")
            checks[check] = is_info
    areas = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in paths
        if path.suffix == ".json"
    }
    found = list(complaints(checks, areas))
    if found:
        sys.exit("\n".join(found))
    print(len(checks))


if __name__ == "__main__":
    main(sys.argv[1:])
