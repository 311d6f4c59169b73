"""Export-Clixml as Windows PowerShell 5.1 writes what Select-Object made: flat objects, all in <MS>."""
import datetime
import re
from xml.sax import saxutils

HEAD = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"'
ARRAY = ("System.String[]", "System.Array", "System.Object")
# Control characters, and what would read as the escape of one.
ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f]|_(?=[xX])")


class Octets(str):
    """Base64 of an array of octets."""


def _text(value):
    coded = ESCAPED.sub(lambda match: f"_x{ord(match.group()):04X}_", value)
    return saxutils.escape(coded)


def _scalar(value):
    if isinstance(value, bool):
        return "B", str(value).lower()
    if isinstance(value, int):
        return "I32", str(value)
    if isinstance(value, datetime.datetime):
        return "DT", f"{value:%Y-%m-%dT%H:%M:%S}Z"
    return "BA" if isinstance(value, Octets) else "S", _text(value)


class _Writer:
    def __init__(self):
        self.lines = []
        self.objects = 0
        self.types = {}

    def line(self, depth, text):
        self.lines.append("  " * depth + text)

    def open(self, depth, types, name=""):
        attribute = f' N="{name}"' if name else ""
        self.line(depth, f'<Obj{attribute} RefId="{self.objects}">')
        self.objects += 1
        if types in self.types:
            self.line(depth + 1, f'<TNRef RefId="{self.types[types]}" />')
            return
        self.types[types] = len(self.types)
        self.line(depth + 1, f'<TN RefId="{self.types[types]}">')
        for one in types:
            self.line(depth + 2, f"<T>{one}</T>")
        self.line(depth + 1, "</TN>")

    def items(self, depth, name, values):
        self.open(depth, ARRAY, name)
        if values:
            self.line(depth + 1, "<LST>")
            for value in values:
                self.line(depth + 2, f"<S>{_text(value)}</S>")
            self.line(depth + 1, "</LST>")
        else:
            self.line(depth + 1, "<LST />")
        self.line(depth, "</Obj>")

    def property(self, depth, name, value):
        if value is None:
            self.line(depth, f'<Nil N="{name}" />')
        elif isinstance(value, list):
            self.items(depth, name, value)
        else:
            tag, text = _scalar(value)
            self.line(depth, f'<{tag} N="{name}">{text}</{tag}>')

    def item(self, types, properties):
        self.open(1, types)
        self.line(2, "<MS>")
        for name, value in properties.items():
            self.property(3, name, value)
        self.line(2, "</MS>")
        self.line(1, "</Obj>")


def export(objects):
    """Octets of a file with @objects: (type names, {property: value}), in order."""
    writer = _Writer()
    for types, properties in objects:
        writer.item(types, properties)
    body = "\r\n".join([HEAD + ">", *writer.lines, "</Objs>"]) if objects else HEAD + " />"
    return b"\xef\xbb\xbf" + body.encode("utf-8")
