#!/usr/bin/env python3
"""Holds the collection script to its promises: it reads, it sends nothing, it takes what rules need.

TAP on stdout.  Each bad example, tests/house/bad/collector-*.ps1, starts with "# expect: words" and
must be refused with these words.
"""

import importlib.util
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import powershell

HOUSE = pathlib.Path(__file__).resolve().parent
ROOT = HOUSE.parents[1]
SCRIPT = ROOT / "packaging/collector/Export-HybridCheck.ps1"
TABLE = ROOT / "packaging/collector/collected.json"

KEYWORDS = {
    "break", "catch", "continue", "else", "elseif", "finally", "for", "foreach", "function", "if",
    "in", "param", "return", "throw", "try",
}  # fmt: skip

# What it may run besides its own functions and the cmdlets of the table.
COMMANDS = {
    "ConvertTo-Json", "Export-Clixml", "ForEach-Object", "Get-ADServerSettings", "Get-ChildItem",
    "Get-Command", "Get-Content", "Get-Culture", "Get-ExchangeServer", "Get-FileHash", "Get-Item",
    "Get-ItemProperty", "Get-Location", "Get-Module", "Get-OrganizationConfig", "Join-Path",
    "New-Item", "New-Object", "Select-Object", "Set-ADServerSettings", "Set-Content", "Sort-Object",
    "Test-Path", "Where-Object", "Write-Host", "Write-Verbose", "Write-Warning",
}  # fmt: skip

# What writes, sets or runs something not named in the source stands in these lines and no others.
GUARDED = re.compile(r"Set-Content|New-Item\b|Set-ADServerSettings|Export-Clixml|(?<![&$\w])&(?!&)")
GUARDED_LINES = {
    "if ($Side -eq 'OnPrem' -and (Test-HcCommand 'Set-ADServerSettings')) {",
    "Set-ADServerSettings -ViewEntireForest $true -ErrorAction Stop",
    "if ($ViewBefore -eq $false) { Set-ADServerSettings -ViewEntireForest $false }",
    "$null = New-Item -ItemType Directory -Path $OutputFolder -ErrorAction Stop",
    "Set-Content -LiteralPath $path -Value $text -Encoding ASCII -ErrorAction Stop",
    "ConvertTo-Json -InputObject $Manifest -Depth 6 | Set-Content -LiteralPath $ManifestPath -Encoding UTF8",
    "$selected | Export-Clixml -LiteralPath $path -Depth 3 -Encoding UTF8",
    "$objects = @(& $Row.Cmdlet @parameters -ErrorAction Stop -WarningAction SilentlyContinue)",
}

# Types by what they give; all of it in memory.
STATICS = {
    "System.BitConverter::ToString", "System.Convert::ToByte", "System.Net.Dns::GetHostName",
    "System.Text.Encoding::UTF8", "System.DateTimeKind::Unspecified", "System.DateTimeKind::Utc",
    "System.StringComparison::OrdinalIgnoreCase", "System.Globalization.CultureInfo::InvariantCulture",
    "System.Security.Cryptography.RandomNumberGenerator::Create", "datetime::SpecifyKind",
    "datetime::UtcNow", "regex::Escape", "regex::Matches", "string::IsNullOrEmpty",
}  # fmt: skip
OBJECTS = {
    "'System.Collections.Generic.List[string]'", "'byte[]'", "PSObject",
    "System.Collections.ArrayList", "System.Security.Cryptography.HMACSHA256",
    "System.Security.Cryptography.X509Certificates.X509Certificate2", "System.Text.StringBuilder",
}  # fmt: skip
METHODS = {
    "Add", "Append", "Clone", "ComputeHash", "Contains", "Create", "EndsWith", "Escape", "GetBytes", "GetHostName",
    "GetType", "Insert", "IsNullOrEmpty", "Matches", "Replace", "SpecifyKind", "Split", "StartsWith",
    "Substring", "ToByte", "ToLowerInvariant", "ToString", "ToUniversalTime", "ToUpperInvariant",
    "Trim", "TrimEnd",
}  # fmt: skip

# Properties that a rule reads and no cmdlet of the script has, with the reason.
NOT_COLLECTED = {
    "FailureDetail": "of Test-EdgeSynchronization, which calls on the Edge servers: exported by hand",
    "HasKeys": "of the service principal in Entra ID, which no Exchange cmdlet reads",
    "Result": "of Start-EdgeSynchronization, which changes Edge servers: exported by hand",
    "SyncStatus": "of Test-EdgeSynchronization, which calls on the Edge servers: exported by hand",
}


# --- the source -----------------------------------------------------------------------------------


def check_ascii(source):
    for number, line in enumerate(source.split("\n"), 1):
        if not line.isascii():
            yield f"{number}: not ASCII"


def _code(source):
    return [token for token in powershell.tokens(source) if token.kind != "comment"]


def check_tokens(source):
    """Quotes and brackets, and nothing that only PowerShell 7 knows."""
    try:
        found = _code(source)
    except powershell.Damage as damage:
        yield str(damage)
        return
    for token in found:
        if token.kind == "operator" and token.text in ("&&", "||", "??", "?"):
            yield f"{token.line}: {token.text} is not in Windows PowerShell 5.1"
        if token.kind in ("string", "here") and token.text[0] != "'" and "$" in token.text:
            yield f"{token.line}: a string that is computed hides code"


def _starts_command(before):
    """TRUE if a word after these tokens is run."""
    if not before or before[-1].kind == "newline":
        return True
    last = before[-1]
    if last.kind == "word":
        return last.text in ("return", "throw", "else", "try", "finally", "in")
    return last.kind == "operator" and last.text in ("{", "(", "@(", "@{", "$(", ";", "|", "=", "&", ".", "}")


def check_commands(source):
    found = _code(source)
    own = {b.text for a, b in zip(found, found[1:]) if a.kind == "word" and a.text == "function"}
    for name in sorted(own):
        if not re.match(r"(?:Get|Select|Export|Test)-Hc\w+$", name):
            yield f"{name}: a function's name could hide a cmdlet's"
    for i, token in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else powershell.Token("newline", "\n", 0)
        if token.kind == "operator" and token.text in ("%", "!") and _starts_command(found[:i]):
            yield f"{token.line}: {token.text}: an alias or a short form"
        if token.kind == "operator" and token.text == "." and _starts_command(found[:i]):
            if after.text != "(" and found[i - 1].kind == "newline":
                yield f"{token.line}: a source is taken in"
        if token.kind != "word" or token.text in KEYWORDS or token.text in own:
            continue
        is_member = i > 0 and found[i - 1].text in (".", "::")
        is_key = after.text == "=" or (i > 0 and found[i - 1].text == "[")
        has_verb = re.match(r"[A-Za-z]+-[A-Za-z]", token.text)
        runs = _starts_command(found[:i]) and not is_member and not is_key
        if (runs or (has_verb and not is_member)) and token.text not in COMMANDS:
            yield f"{token.line}: {token.text} is not on the list of what it may run"


def check_guarded_lines(source):
    code = re.sub(r"<#.*?#>", lambda m: "\n" * m.group().count("\n"), source, flags=re.S)
    for number, line in enumerate(code.split("\n"), 1):
        line = line.strip()
        if not line.startswith("#") and GUARDED.search(line) and line not in GUARDED_LINES:
            yield f"{number}: writes, sets or runs what is not known: {line[:60]}"


def check_types(source):
    code = "\n".join(line for line in source.split("\n") if not line.lstrip().startswith("#"))
    for name, member in re.findall(r"\[([\w.]+)\]::(\w+)", code):
        if f"{name}::{member}" not in STATICS:
            yield f"[{name}]::{member} is not on the list of types"
    for name in re.findall(r"New-Object\s+(?:-TypeName\s+)?(\S+?)(?=\s|\))", code):
        if name not in OBJECTS:
            yield f"New-Object {name} is not on the list of types"
    for name in re.findall(r"[\w)\]]\s*\.(\w+)\(", code):
        if name not in METHODS:
            yield f".{name}() is not on the list of methods"
    found = _code(source)
    for before, token, after in zip(found, found[1:], found[2:]):
        if token.text == "::" and (before.text != "]" or after.kind != "word"):
            yield f"{token.line}: a member of a type that is computed"
        if token.text == "." and after.kind in ("variable", "string"):
            yield f"{token.line}: a member whose name is computed"


SOURCE_CHECKS = [check_ascii, check_tokens, check_commands, check_guarded_lines, check_types]


def refusals(source):
    for check in SOURCE_CHECKS:
        try:
            yield from check(source)
        except powershell.Damage as damage:
            yield str(damage)


# --- the table ------------------------------------------------------------------------------------


def _maker():
    path = ROOT / "tests/tools/make-collector.py"
    spec = importlib.util.spec_from_file_location("make_collector", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script_table(source):
    """(side, cmdlet) to the names in the script's table, read from its text alone."""
    table, key = {}, None
    for line in source.split("\n"):
        row = re.match(r"\s+Side = '(\w+)'; Cmdlet = '([\w.-]+)'; Noun = '(\w+)'$", line)
        entry = re.match(r"\s+@\{ From = '\w+';.* Select = @\{ Name = '(\w+)'; Expression = \{ ", line)
        if row:
            key = row.group(1, 2)
            table[key] = []
        elif entry:
            table[key].append(entry.group(1))
    return table


def check_table(source, rows):
    wanted = {
        (row["side"], row["cmdlet"]): [entry["name"] for entry in row["properties"]] for row in rows
    }
    if script_table(source) != wanted:
        yield "the script's table is not that of collected.json: run tests/tools/make-collector.py"
    if _maker().with_table(source, rows) != source:
        yield "the script is not what tests/tools/make-collector.py writes"
    words = (ROOT / "agent/evidence/exchange-words.c").read_text(encoding="utf-8")
    nouns = set(re.findall(r'\{ "(\w+)", (?:TRUE|FALSE) \}', words))
    for row in rows:
        if not re.match(r"Get-[A-Z]\w+$", row["cmdlet"]) and row["cmdlet"] != "ExSetup.exe":
            yield f"{row['cmdlet']}: only Get- is run"
        if row["noun"] not in nouns:
            yield f"{row['noun']}: nobody reads it"
        names = [entry["name"].casefold() for entry in row["properties"]]
        yield from (f"{row['noun']}: {name} twice" for name in set(names) if names.count(name) > 1)


def read_properties():
    """Names of properties that judgements ask for, with the file."""
    asked = re.compile(
        r"hc_exchange_(?:text|list|bool|int|time|has|is_empty)\((?:[^(),\"]|\([^()]*\))*,\s*\"(\w+)\""
        r"|\.property = \"(\w+)\"|#define (?:PROPERTY|SENDER_NAME|THUMBPRINT) \"(\w+)\""
        r"|char \*property = \"(\w+)\""
    )
    known = set()
    for schema in (ROOT / "tests/tools/wizard").glob("*.schema"):
        known |= set(re.findall(r"^(\w{5,}) ", schema.read_text(encoding="utf-8"), re.M))
    for top in ("checks", "agent/hcw"):
        for path in sorted((ROOT / top).glob("*.c")):
            text = path.read_text(encoding="utf-8")
            names = {name for groups in asked.findall(text) for name in groups if name}
            names |= {name for name in re.findall(r'"([A-Z]\w+)"', text) if name in known}
            yield from ((name, path.name) for name in sorted(names))


def check_what_rules_read(rows):
    collected = {entry["name"].casefold() for row in rows for entry in row["properties"]}
    nouns = {row["noun"].casefold() for row in rows}
    seen = set()
    for name, path in read_properties():
        seen.add(name)
        if name.casefold() not in collected | nouns and name not in NOT_COLLECTED:
            yield f"{path} reads {name}: no cmdlet collects it"
    for name in NOT_COLLECTED:
        if name in {entry["name"] for row in rows for entry in row["properties"]}:
            yield f"{name} is excused and collected"
    if len(seen) < 50:
        yield "too few properties were found in the rules: the search is broken"


# --- the gate -------------------------------------------------------------------------------------


def check_digest(source):
    import hashlib

    wanted = hashlib.sha256(source.encode("ascii", "replace")).hexdigest()
    written = SCRIPT.with_name(SCRIPT.name + ".sha256").read_text(encoding="ascii")
    if written.split() != [wanted, SCRIPT.name]:
        yield "the .sha256 beside it is of another script: run tests/tools/make-collector.py"


def check_bad_examples():
    examples = sorted((HOUSE / "bad").glob("collector-*.ps1"))
    if len(examples) < 10:
        yield "bad examples are missing"
    for path in examples:
        source = path.read_bytes().decode("utf-8")
        wanted = re.match(r"# expect: (.+)\n", source).group(1)
        said = list(refusals(source.split("\n", 1)[1]))
        if not any(wanted in words for words in said):
            yield f"{path.name}: not caught: {wanted} ({'; '.join(said) or 'nothing was said'})"


def main():
    source = SCRIPT.read_bytes().decode("utf-8")
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["cmdlets"]
    results = [
        ("the script reads and does nothing else", list(refusals(source))),
        ("its table is collected.json", list(check_table(source, rows))),
        ("every property that a rule reads is collected", list(check_what_rules_read(rows))),
        ("its digest is its own", list(check_digest(source))),
        ("bad examples are caught", list(check_bad_examples())),
    ]
    print(f"1..{len(results)}")
    for number, (what, faults) in enumerate(results, 1):
        for fault in faults:
            print(f"# {fault}")
        print(f"{'not ok' if faults else 'ok'} {number} - {what}")
    return 1 if any(faults for _, faults in results) else 0


if __name__ == "__main__":
    sys.exit(main())
