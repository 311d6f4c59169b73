#!/usr/bin/env python3
"""Is every property that somebody reads kept by the readers of exports?

usage: check-wanted.py [SOURCE_ROOT]

A word in quotes is the name of a property if it is handed to a function that reads one, or stands
in a rule's row, or if the wizard's own answers have a property of that name.  agent/parse/export/wanted.c
must list it: what is not kept is unknown to every rule that asks.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
READERS = ("checks/*.[ch]", "agent/hcw/*.[ch]", "agent/parse/derive/derive.c", "agent/parse/export/export-*.c",
           "agent/evidence/exchange.c", "agent/evidence/ledger*.c", "certs/*.c")
READS = re.compile(
    r"\b(?:hc_exchange_(?:has|is_empty|text|list|bool|int|time)|hc_\w*property\w*|property_of|"
    r'configured|\w*_servers|flagged_domain)\((?:[^;"]|\n)*?"([A-Z]\w+)"'
    r'|\.property\s*=\s*"(\w+)"')
WORD = re.compile(r'"([A-Z][A-Za-z0-9]+)"')
ANSWERED = re.compile(r'<property name="(\w+)"')
# Words that are values or nouns as well as names of properties nobody here reads.
NOT_READ = set()


def kept():
    text = (ROOT / "agent/parse/export/wanted.c").read_text(encoding="utf-8")
    return {name.lower() for name in re.findall(r'^\t"(\w+)",$', text, re.M)}


def answered():
    found = set()
    for path in (ROOT / "tests/data/healthy").glob("*.xhcw"):
        found |= set(ANSWERED.findall(path.read_text(encoding="utf-8-sig")))
    return found


def read(text, names):
    for match in READS.finditer(text):
        yield match[1] or match[2]
    yield from (word for word in WORD.findall(text) if word in names)


def missing(text, names, wanted):
    return sorted({name for name in read(text, names) if name.lower() not in wanted} - NOT_READ)


def main():
    names, wanted = answered(), kept()
    found = [(path, name) for pattern in READERS for path in sorted(ROOT.glob(pattern))
             for name in missing(path.read_text(encoding="utf-8"), names, wanted)]
    bad = missing('hc_exchange_text(object,\n\t"NobodyKeepsThis")', names, wanted)
    print("1..2")
    for path, name in found:
        print(f"# {path.relative_to(ROOT)}: {name} is not in agent/parse/export/wanted.c")
    print(f"{'not ok' if found else 'ok'} 1 {len(wanted)} names are kept, all that are read among them")
    print(f"{'ok' if bad == ['NobodyKeepsThis'] else 'not ok'} 2 a name that is not kept is found")
    return 1 if found or not bad else 0


if __name__ == "__main__":
    sys.exit(main())
