"""C sources as the house sees them: comments blanked, functions with their sizes."""

import re

CONTROL = re.compile(r"^\s*(\}\s*)?(if|else|for|while|do|switch)\b")
HEAD_END = re.compile(r"^(\s*|#.*|.*[;}]|.*\*/)$")


def blank_comments(text):
    """Replaces comments, strings and character constants by blanks, keeping every line."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)

    def blank(match):
        found = match.group(0)
        filler = '"' if found[0] == '"' else " "
        return re.sub(r"[^\n]", filler if filler == " " else " ", found)

    return pattern.sub(blank, text)


class Function:
    """One function definition in the house's own formatting: braces in column 0."""

    def __init__(self, head, body, line):
        self.head = head
        self.body = body
        self.line = line
        match = re.search(r"(\w+)\s*\(", head)
        self.name = match.group(1) if match else "?"
        self.is_static = head.lstrip().startswith("static")

    def n_lines(self):
        return len(self.body)

    def n_parameters(self):
        inside = self.head[self.head.index("(") + 1 : self.head.rindex(")")]
        if inside.strip() in ("", "void"):
            return 0
        inside = inside.replace(", ...", "")  # what printf-like functions end with is no parameter
        depth, count = 0, 1
        for char in inside:
            depth += (char == "(") - (char == ")")
            count += char == "," and depth == 0
        return count

    def nesting(self):
        """Deepest block of control statements, braced or not counted by its braces."""
        deepest, stack = 0, []
        for line in self.body:
            opens, closes = line.count("{"), line.count("}")
            for _ in range(closes):
                if stack:
                    stack.pop()
            for i in range(opens):
                stack.append(bool(CONTROL.match(line)) and i == 0)
            deepest = max(deepest, sum(stack))
        return deepest


def functions(text):
    """All function definitions of a source file."""
    lines = blank_comments(text).split("\n")
    found = []
    i = 0
    while i < len(lines):
        if lines[i] != "{":
            i += 1
            continue
        start = i
        while start > 0 and not HEAD_END.match(lines[start - 1]):
            start -= 1
        end = i
        while end < len(lines) and lines[end] != "}":
            end += 1
        head = "\n".join(lines[start:i])
        if "(" in head and ")" in head:
            found.append(Function(head, lines[i + 1 : end], start + 1))
        i = end + 1
    return found


def includes(text):
    """(line number, header, is_ours) of every #include."""
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'#include\s+(["<])([^">]+)[">]', line)
        if match:
            yield number, match.group(2), match.group(1) == '"'
