#!/usr/bin/env python3
"""What compiler and linker promised for the program, read back from what they made.

usage: check-hardening.py READELF PROGRAM ARCHIVE…
       check-hardening.py READELF --must-fail PROGRAM ARCHIVE…   built without all that: it is noticed

Marks for checked jumps and returns (x86 CET) are held against the rooms' archives: in the program the
linker keeps them only where the C library's start files have them too, and not every system's have.
"""

import re
import subprocess
import sys


def readelf(tool, option, path):
    return subprocess.run([tool, "-W", option, path], capture_output=True, text=True, check=True).stdout


def imports(symbols):
    """Names of the dynamic symbols that other libraries provide."""
    return set(re.findall(r"\bUND (\w+)", symbols))


def is_pie(of):
    return re.search(r"^\s*Type:\s+DYN\b", of["-h"], re.M) and re.search(r"FLAGS_1.*\bPIE\b", of["-d"])


def has_plain_stack(of):
    return re.search(r"^\s*GNU_STACK\s.*\sRW\s", of["-l"], re.M)


def has_no_segment_to_write_and_run(of):
    return not re.search(r"^\s*LOAD\s.*\bRWE\b", of["-l"], re.M)


def is_fortified(of):
    return any(name.startswith("__") and name.endswith("_chk") for name in imports(of["--dyn-syms"]))


PROMISES = {
    "position independent": is_pie,
    "relocations are read-only": lambda of: "GNU_RELRO" in of["-l"],
    "everything is bound at the start": lambda of: re.search(r"FLAGS_1.*\bNOW\b", of["-d"]),
    "the stack cannot be run": has_plain_stack,
    "the stack has a guard": lambda of: "__stack_chk_fail" in imports(of["--dyn-syms"]),
    "calls of the C library are bounded": is_fortified,
}
# A program must be bent by hand to break these; leaving an option out does not.
PROMISES_BY_DEFAULT = {
    "nothing can be both written and run": has_no_segment_to_write_and_run,
    "no library path of the build": lambda of: not re.search(r"\((RPATH|RUNPATH)\)", of["-d"]),
}


def unmarked_members(tool, archive):
    """Objects of the archive without the marks for checked jumps and returns."""
    notes = re.split(r"^File: ", readelf(tool, "-n", archive), flags=re.M)[1:]
    if not notes:
        yield f"{archive}: no object in it"
    for note in notes:
        if not re.search(r"x86 feature: IBT, SHSTK", note):
            yield "jumps and returns are checked: " + note.split("\n", 1)[0]


def broken(tool, program, archives, promises):
    of = {option: readelf(tool, option, program) for option in ("-h", "-l", "-d", "--dyn-syms")}
    found = [name for name, holds in promises.items() if not holds(of)]
    if "X86-64" in of["-h"]:
        for archive in archives:
            found += unmarked_members(tool, archive)
    return found


def main():
    tool, must_fail = sys.argv[1], sys.argv[2] == "--must-fail"
    program, *archives = sys.argv[3:] if must_fail else sys.argv[2:]
    if must_fail:
        found = broken(tool, program, archives, PROMISES)
        missed = [name for name in PROMISES if name not in found]
        if len(found) < len(PROMISES) + len(archives):
            missed.append("jumps and returns are checked")
        print("\n".join(f"not noticed: {name}" for name in missed) or f"{len(found)} lacks are noticed")
        sys.exit(1 if missed else 0)
    found = broken(tool, program, archives, PROMISES | PROMISES_BY_DEFAULT)
    print("\n".join(f"not so: {name}" for name in found) or "every promise is kept")
    sys.exit(1 if found else 0)


main()
