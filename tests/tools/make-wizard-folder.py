#!/usr/bin/env python3
"""Writes a made-up folder of the Hybrid Configuration Wizard.

make-wizard-folder.py STORY OUTDIR [--certs DIR]    STORY is healthy or example
make-wizard-folder.py --new-certs [--certs DIR]     mints the certificates anew

The same story gives the same octets always: no clock, no chance.  tests/data/README.md says
what is in the folders.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from wizard import certs, org, pages, session, xhcw  # noqa: E402
from wizard.run import Run  # noqa: E402

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"


def write(path, text):
    path.write_bytes(text.encode("utf-8"))


def make(story, store, folder):
    boot = session.Session(story.started)
    pages.boot(boot, story)
    run = Run(story, store)
    run.play()
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / f"{story.stamp}.boot", "".join(boot.log))
    write(folder / f"{story.stamp}.log", "".join(run.session.log))
    write(folder / f"{story.stamp}.xhcw", xhcw.MARK + "".join(run.session.xhcw))
    write(folder / f"{story.stamp}.cc", run.record.json())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("story", nargs="?", choices=sorted(org.STORIES))
    parser.add_argument("outdir", nargs="?", type=pathlib.Path)
    parser.add_argument("--certs", type=pathlib.Path, default=DATA / "certs")
    parser.add_argument("--new-certs", action="store_true")
    options = parser.parse_args()
    if options.new_certs:
        from wizard import mint

        options.certs.mkdir(parents=True, exist_ok=True)
        mint.mint(options.certs)
        certs.Store(options.certs).write_index()
        return
    if not options.outdir:
        parser.error("STORY and OUTDIR are needed")
    make(org.STORIES[options.story], certs.Store(options.certs), options.outdir)


if __name__ == "__main__":
    main()
