"""The rules that are built against the rulebook, where it is beside the sources.

tests/checks/not-built.json lists what is not built and which input it needs that is not read yet,
and what is built beyond the rulebook.
"""

import json
import os
import pathlib
import re

import harness

RULEBOOK = pathlib.Path(os.environ["HC_RULEBOOK"])
N_RULES = 205  # of sections 3.1 to 3.10
LIST = json.loads((harness.ROOT / "tests/checks/not-built.json").read_text(encoding="utf-8"))

SECTION = re.compile(r"### (3\.\d+) ")
ROW = re.compile(r"\| (\d+) \| `([a-z0-9-]+)` \|")


def _rules():
    """{id: section} of the rulebook's tables; skips where there is none."""
    if not RULEBOOK.is_file():
        raise harness.Skip("the rulebook is not beside the sources")
    section, rules, numbers = None, {}, []
    for line in RULEBOOK.read_text(encoding="utf-8").splitlines():
        title, row = SECTION.match(line), ROW.match(line)
        if line.startswith("#"):
            section = title.group(1) if title else None
        elif section and row:
            rules[row.group(2)] = section
            numbers.append(int(row.group(1)))
    assert numbers == list(range(1, N_RULES + 1)), numbers
    assert len(rules) == N_RULES, "an id stands twice"
    return rules


def _built():
    done = harness.run("checks", "--format", "json")
    assert done.returncode == 0, done.stderr
    return {rule["id"] for rule in json.loads(done.stdout)["rules"]}


def test_list():
    """the list names what is not built, why, and what it needs; what is beyond is built"""
    built = _built()
    for rule, entry in LIST["not_built"].items():
        assert rule not in built, f"{rule} is built"
        assert entry["needs"] in LIST["needs"], (rule, entry["needs"])
        assert entry["why"].strip(), rule
    assert set(LIST["needs"]) == {entry["needs"] for entry in LIST["not_built"].values()}
    for rule, why in LIST["beyond"].items():
        assert rule in built and why.strip(), rule


def test_rulebook():
    """every rule of the rulebook is built or on the list"""
    rules, built = _rules(), _built()
    missing = sorted(rules.keys() - built - LIST["not_built"].keys())
    assert not missing, f"neither built nor listed: {missing}"
    unknown = sorted(LIST["not_built"].keys() - rules.keys())
    assert not unknown, f"listed as not built, but in no rulebook: {unknown}"


def test_beyond():
    """every rule that is built is in the rulebook or on the list"""
    rules, built = _rules(), _built()
    extra = sorted(built - rules.keys() - LIST["beyond"].keys())
    assert not extra, f"in no rulebook, and not listed as beyond it: {extra}"
    both = sorted(rules.keys() & LIST["beyond"].keys())
    assert not both, f"listed as beyond the rulebook, but in it: {both}"


harness.main([test_list, test_rulebook, test_beyond])
