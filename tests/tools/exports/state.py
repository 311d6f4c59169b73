"""What an organisation looks like after a run of the wizard, out of the run's .xhcw."""
import base64
import dataclasses
import datetime
import xml.etree.ElementTree as ElementTree

# Parameters of a Get- that leave the answer whole.
WHOLE = {"adpropertiesonly", "includeextendeddomaininfo", "includepreexchange2013", "organizationguid"}
# Answered with -Identity, and still all there is.
SINGLE = {"PartnerApplication"}


@dataclasses.dataclass
class Property:
    name: str
    kind: str  # type name as the wizard writes it
    value: object  # None, str, bool, int, datetime (UTC), bytes or list of str


@dataclasses.dataclass
class Answer:
    """What one cmdlet answers; @server only where it speaks for one."""

    side: str
    noun: str
    server: str | None
    type_name: str
    objects: list

    def name(self):
        side = "online" if self.side == "Tenant" else "onprem"
        return f"{side}-{self.server or 'org'}-{self.noun}"


def is_list(kind):
    return kind.endswith(("[]", "Collection")) and kind != "System.Byte[]" and "`" not in kind


def typed(name, kind, text, offset):
    if text is None or (text == "" and kind in ("System.DateTime", "System.Int32", "System.Boolean")):
        return None
    if kind == "System.Byte[]":
        return base64.b64decode(text)
    if is_list(kind):
        return [part for part in text.split(", ") if part]
    if kind == "System.Boolean":
        return text == "True"
    if kind in ("System.Int32", "System.UInt32"):
        return int(text)
    if kind == "System.DateTime":
        local = datetime.datetime.strptime(text, "%m/%d/%Y %H:%M:%S")
        utc = local if name.endswith("UTC") else local - offset
        return utc.replace(tzinfo=datetime.timezone.utc)
    return text


def read_value(element, offset):
    name, kind = element.get("name"), element.get("type", "System.String")
    return Property(name, kind, typed(name, kind, element.get("value"), offset))


def find(objects, identity):
    for one in objects:
        names = {p.value for p in one if p.name in ("Identity", "Name", "Guid")}
        if identity is None or identity in names:
            return one
    return objects[0]


def as_text(value):
    """A null empties the property, as an empty text does."""
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def change(answers, key, parameters, offset):
    """A Set-: its parameters are what the object has from then on."""
    passed = {p.name.lower(): p for p in parameters}
    identity = passed.pop("identity", None)
    target = find(answers[key].objects, identity.value if identity else None)
    for wanted in target:
        new = passed.get(wanted.name.lower())
        if new is not None:
            wanted.value = typed(wanted.name, wanted.kind, as_text(new.value), offset)


def read(path, offset=datetime.timedelta(hours=2)):
    """All whole answers of the .xhcw, the last of each, with later changes; sorted by name."""
    text = path.read_text(encoding="utf-8-sig")
    answers = {}
    for invoke in ElementTree.fromstring(f"<r>{text}</r>").iter("invoke"):
        verb, noun = invoke.get("cmdlet").split("-")
        parameters = [read_value(one, offset) for one in invoke.iterfind("parameters/parameter")]
        names = {one.name.lower(): one.value for one in parameters}
        server = names.pop("server", None)
        key = (invoke.get("type"), noun, server)
        if verb == "Set" and key in answers:
            change(answers, key, parameters, offset)
        if verb != "Get" or (set(names) - WHOLE and noun not in SINGLE):
            continue
        objects = [
            [read_value(one, offset) for one in item.iterfind("property")]
            for item in invoke.iterfind("results/object")
        ]
        kinds = [item.get("type") for item in invoke.iterfind("results/object")]
        type_name = kinds[0] if kinds else f"Deserialized.Microsoft.Exchange.Data.{noun}"
        answers[key] = Answer(*key, type_name.removeprefix("Deserialized."), objects)
    return sorted(answers.values(), key=Answer.name)
