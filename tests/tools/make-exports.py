#!/usr/bin/env python3
"""Writes the organisation of a wizard's folder as exports of single cmdlets.

make-exports.py FORM XHCW OUTDIR    FORM is one of the names in FORMS

All forms hold the same organisation: what the last answers of the run and its changes leave.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from exports import clixml_forms, json_forms, state  # noqa: E402

FORMS = {
    "windows-powershell-json": (".json", json_forms.windows_powershell),
    "powershell-7-json": (".json", json_forms.powershell_7),
    "deserialized-clixml": (".clixml", clixml_forms.deserialized),
    "selected-clixml": (".clixml", clixml_forms.selected),
}


def make(form, xhcw, folder):
    suffix, render = FORMS[form]
    folder.mkdir(parents=True, exist_ok=True)
    for answer in state.read(xhcw):
        (folder / (answer.name() + suffix)).write_bytes(render(answer))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("form", choices=sorted(FORMS))
    parser.add_argument("xhcw", type=pathlib.Path)
    parser.add_argument("outdir", type=pathlib.Path)
    options = parser.parse_args()
    make(options.form, options.xhcw, options.outdir)


if __name__ == "__main__":
    main()
