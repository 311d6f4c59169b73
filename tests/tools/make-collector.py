#!/usr/bin/env python3
"""Writes the collection script's table from packaging/collector/collected.json, and its SHA-256.

make-collector.py [--check]    with --check nothing is written; status 1 if something would be
"""
import hashlib
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "packaging/collector"
SCRIPT = FOLDER / "Export-HybridCheck.ps1"
DIGEST = FOLDER / "Export-HybridCheck.ps1.sha256"
TABLE = FOLDER / "collected.json"
BEGIN = "# >>> from collected.json: written by tests/tools/make-collector.py\n"
END = "# <<<\n"

# The function of the script that makes a value of a kind, by what -Redact does to it.
FUNCTIONS = {
    ("string", "keep"): "Get-HcText",
    ("string", "names"): "Get-HcName",
    ("string", "label"): "Get-HcLabel",
    ("string", "identifier"): "Get-HcIdentifier",
    ("string", "thumbprint"): "Get-HcThumbprint",
    ("string", "leave"): "Get-HcText",
    ("list", "keep"): "Get-HcTextList",
    ("list", "names"): "Get-HcNameList",
    ("list", "leave"): "Get-HcTextList",
    ("bytes", "leave"): "Get-HcOctets",
    ("date", None): "Get-HcTime",
    ("set", None): "Get-HcIsSet",
    ("count", None): "Get-HcCount",
    ("usages", None): "Get-HcUsages",
    ("bool", None): "",
    ("int", None): "",
}


def expression(entry):
    function = FUNCTIONS[entry["kind"], entry.get("redact")]
    source = f"$_.{entry.get('from', entry['name'])}"
    return f"{{ {function} {source} }}" if function else f"{{ {source} }}"


def property_line(entry):
    extra = f" Redact = '{entry['redact']}';" if entry.get("redact") == "leave" else ""
    extra += " Comment = $true;" if entry.get("comment") else ""
    select = f"@{{ Name = '{entry['name']}'; Expression = {expression(entry)} }}"
    return f"            @{{ From = '{entry.get('from', entry['name'])}';{extra} Select = {select} }}"


def parameters(row):
    words = [f"{name} = ${str(value).lower()}" for name, value in row.get("parameters", {}).items()]
    return "@{ " + "; ".join(words) + " }" if words else "@{}"


def row_text(row):
    head = (
        f"    @{{\n        Side = '{row['side']}'; Cmdlet = '{row['cmdlet']}'; Noun = '{row['noun']}'\n"
        f"        Per = '{row['per']}'; Parameters = {parameters(row)}\n        Properties = @(\n"
    )
    lines = ",\n".join(property_line(entry) for entry in row["properties"])
    return head + lines + "\n        )\n    }"


def table_text(rows):
    return "$Collected = @(\n" + ",\n".join(row_text(row) for row in rows) + "\n)\n"


def with_table(script, rows):
    before, rest = script.split(BEGIN)
    after = rest.split(END, 1)[1]
    return before + BEGIN + table_text(rows) + END + after


def main():
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["cmdlets"]
    text = with_table(SCRIPT.read_text(encoding="ascii"), rows)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest() + f"  {SCRIPT.name}\n"
    wanted = {SCRIPT: text, DIGEST: digest}
    stale = [path for path, new in wanted.items() if not path.exists() or path.read_text() != new]
    for path in stale:
        if "--check" in sys.argv[1:]:
            print(f"# {path.name} is not what collected.json makes of it")
        else:
            path.write_text(wanted[path], encoding="ascii", newline="\n")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
