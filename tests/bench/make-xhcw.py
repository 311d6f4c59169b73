#!/usr/bin/env python3
"""Writes a large .xhcw: many runs of the made-up wizard, one behind the other.

make-xhcw.py SAMPLE MEGABYTES OUTFILE    SAMPLE is a made-up .xhcw, such as that of tests/data/healthy

Each run is a day later than the one before and has GUIDs of its own, so that no two are alike.
"""
import datetime
import pathlib
import re
import sys

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
START = re.compile(r'start="(\d\d/\d\d/\d{4}) ')
GUID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b")


def varied(text, run):
    def later(match):
        day = datetime.datetime.strptime(match[1], "%m/%d/%Y") + datetime.timedelta(days=run)
        return f'start="{day:%m/%d/%Y} '

    return GUID.sub(lambda match: f"{run:08x}{match[1]}", START.sub(later, text))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sample = pathlib.Path(sys.argv[1]).read_text("utf-8").removeprefix(MARK)
    wanted = int(sys.argv[2]) * 1000 * 1000
    with open(sys.argv[3], "wb") as out:
        out.write(MARK.encode())
        run = 0
        while out.tell() < wanted:
            out.write(varied(sample, run).encode())
            run += 1


if __name__ == "__main__":
    main()
