"""PowerShell source as tokens: strings, comments and here-strings told apart, brackets matched.

Enough to judge one script by; what it does not know is an error, never skipped.
"""

import re
from typing import NamedTuple


class Token(NamedTuple):
    kind: str  # comment, string, here, variable, number, word, parameter, operator, newline
    text: str
    line: int


class Damage(Exception):
    """The source is not what PowerShell could read."""


CLOSING = {")": "(", "]": "[", "}": "{"}
OPERATORS = ("&&", "||", "??", "::", "+=", "-=", "@(", "@{", "$(")
PATTERNS = [
    ("here", re.compile(r"@'[ \t]*\n.*?\n'@|@\"[ \t]*\n.*?\n\"@", re.S)),
    ("comment", re.compile(r"<#.*?#>", re.S)),
    ("comment", re.compile(r"#[^\n]*")),
    ("string", re.compile(r"'(?:[^']|'')*'")),
    ("string", re.compile(r'"(?:[^"`]|""|`.)*"', re.S)),
    ("variable", re.compile(r"\$\{[^}]+\}|\$(?:(?:\w+:)?\w+|[?^$])|@\w+")),
    ("parameter", re.compile(r"-[A-Za-z]\w*")),
    ("number", re.compile(r"\d+(?:\.\d+)?")),
    ("word", re.compile(r"[A-Za-z_](?:\w|-(?=\w)|\\(?=\w))*")),
]


def _next(source, at):
    for kind, pattern in PATTERNS:
        match = pattern.match(source, at)
        if match:
            return kind, match.group()
    for operator in OPERATORS:
        if source.startswith(operator, at):
            return "operator", operator
    if source[at] in "()[]{}=+-*/%,;|.&!<>:?":
        return "operator", source[at]
    return None


def tokens(source):
    """All tokens of @source, in order.  Raises Damage with the line."""
    found, at, line = [], 0, 1
    while at < len(source):
        if source[at] in " \t\r":
            at += 1
            continue
        if source[at] == "\n":
            found.append(Token("newline", "\n", line))
            at, line = at + 1, line + 1
            continue
        token = _next(source, at)
        if token is None:
            raise Damage(f"{line}: {source[at]!r} begins nothing that PowerShell knows")
        found.append(Token(*token, line))
        at += len(token[1])
        line += token[1].count("\n")
    _match_brackets(found)
    return found


def _match_brackets(found):
    open_ones = []
    for token in found:
        if token.kind != "operator":
            continue
        last = token.text[-1]
        if last in CLOSING.values():
            open_ones.append((last, token.line))
        elif last in CLOSING:
            if not open_ones or open_ones.pop()[0] != CLOSING[last]:
                raise Damage(f"{token.line}: {last} closes nothing")
    if open_ones:
        raise Damage(f"{open_ones[-1][1]}: {open_ones[-1][0]} is not closed")
