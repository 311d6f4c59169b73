#!/usr/bin/env python3
"""Holds every source against the rules of the house, then proves that each rule catches its bad example.

usage: check-house.py [SOURCE_ROOT]        without one: the tree this script stands in
A bad example stands in tests/house/bad/ and starts with
    // as: agent/hcw/x.c          where it would stand
    // expect: nesting 4 > 3      what must be said about it
"""

import pathlib
import re
import subprocess
import sys

import rules


def violations(path, text, which=rules.ALL + rules.TEXTS):
    for rule in which:
        for line, message in rule(path, text):
            yield f"{path}:{line}: {message}"


def sources(root):
    for top in ("agent", "certs", "checks", "tests"):
        for path in sorted((root / top).rglob("*.[ch]")):
            name = str(path.relative_to(root))
            if not name.startswith("tests/house/bad/"):
                yield name, path.read_text(encoding="utf-8")


def texts(root):
    """Every text file of the project, without what building and fetching leave beside them."""
    left_out = ("node_modules", "__pycache__", ".git")
    tops = [root / top for top in (".ci", "agent", "certs", "checks", "packaging", "tests")]
    paths = [path for path in root.iterdir() if path.is_file() and path.suffix != ".html"]
    paths = [path for path in paths if path.name != ".git"]  # of a linked work tree: git's, not ours
    paths += [path for top in tops for path in top.rglob("*") if path.is_file()]
    for path in sorted(paths):
        data = path.read_bytes()
        name = path.relative_to(root)
        if b"\0" not in data and not any(part in left_out for part in name.parts):
            yield str(name), data.decode("utf-8", "replace")


def check_tree(root):
    bad = []
    for name, text in sources(root):
        bad.extend(violations(name, text, rules.ALL))
    return bad


def check_texts(root):
    bad = []
    for name, text in texts(root):
        bad.extend(violations(name, text, rules.TEXTS))
    return bad


def check_complexity(root):
    """pmccabe: cyclomatic complexity, at most 15 per function."""
    files = [str(root / name) for name, _ in sources(root) if name.endswith(".c")]
    output = subprocess.run(["pmccabe"] + files, capture_output=True, text=True, check=True).stdout
    bad = []
    for line in output.splitlines():
        fields = line.split("\t")
        if int(fields[0]) > 15:
            bad.append(f"{fields[5]}: complexity {fields[0]} > 15")
    return bad


def check_examples(root):
    """A rule without an example that it catches is a wish."""
    bad = []
    examples = sorted((root / "tests/house/bad").glob("*.[ch]"))
    for path in examples:
        text = path.read_text(encoding="utf-8")
        as_path = re.search(r"^// as: (.+)$", text, re.M).group(1)
        wanted = re.search(r"^// expect: (.+)$", text, re.M).group(1)
        body = text.split("\n", 2)[2]
        found = list(violations(as_path, body))
        if not any(wanted in one for one in found):
            bad.append(f"{path.name}: \"{wanted}\" was not said; said: {found}")
    if len(examples) < len(rules.ALL + rules.TEXTS):
        bad.append("fewer bad examples than rules")
    return examples, bad


def report(name, bad, number):
    print(f"{'not ok' if bad else 'ok'} {number} - {name}")
    for line in bad:
        print(f"# {line}")
    return bool(bad)


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    examples, missed = check_examples(root)
    print("1..4")
    failed = report("every source keeps the rules", check_tree(root), 1)
    failed |= report(f"{len(examples)} bad examples are caught", missed, 2)
    failed |= report("complexity", check_complexity(root), 3)
    failed |= report("every text speaks of the project alone", check_texts(root), 4)
    sys.exit(1 if failed else 0)


main()
