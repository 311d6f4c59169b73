"""The wizard's property lists (*.schema), and objects made from them."""
import dataclasses
import datetime
import functools
import pathlib

NULL = "-"


@functools.cache
def load(side):
    """noun → (type name, {property: (type, value), or ("-", type when not null)})"""
    nouns = {}
    path = pathlib.Path(__file__).with_name(f"{side.lower()}.schema")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            noun, type_name = line[1:].split("] ")
            properties = {}
            nouns[noun] = (type_name, properties)
        elif line and not line.startswith("#"):
            name, kind, *value = line.split(" ", 2)
            properties[name] = (kind, "".join(value))
    return nouns


@dataclasses.dataclass
class Object:
    """One object of an answer: properties as (name, type or None, value or None)."""

    noun: str
    type_name: str
    properties: list

    def value(self, wanted):
        return next(value for name, _, value in self.properties if name == wanted)


def text_of(value):
    """As the wizard prints values."""
    if isinstance(value, (list, tuple)):
        return ", ".join(text_of(element) for element in value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%m/%d/%Y %H:%M:%S")
    return str(value)


def type_of(value):
    if isinstance(value, bool):
        return "System.Boolean"
    if isinstance(value, int):
        return "System.Int32"
    if isinstance(value, datetime.datetime):
        return "System.DateTime"
    return "System.String[]" if isinstance(value, (list, tuple)) else "System.String"


def make(side, noun, values):
    """An object of the noun with @values; all other properties as on an untouched object."""
    type_name, defaults = load(side)[noun]
    properties = {
        name: (NULL, None) if kind == NULL else (kind, value)
        for name, (kind, value) in defaults.items()
    }
    for name, value in values.items():
        kind, default = defaults.get(name, (NULL, ""))
        known = (default or type_of(value)) if kind == NULL else kind
        properties[name] = (NULL, None) if value is None else (known, text_of(value))
    ordered = sorted(properties.items(), key=lambda entry: entry[0].casefold())
    return Object(noun, type_name, [(name, *rest) for name, rest in ordered])


def only(side, noun, values):
    """An object of the noun with nothing but @values: how certificates are answered."""
    type_name, defaults = load(side)[noun]
    properties = [
        (name, defaults.get(name, (type_of(value), None))[0], text_of(value))
        for name, value in values.items()
    ]
    return Object(noun, type_name, properties)
