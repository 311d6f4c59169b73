"""Export-Clixml: of deserialized objects, and of what Select-Object made of them."""
import base64
import re
from xml.sax import saxutils

ROOT = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
LIST_TYPES = ["Deserialized.System.Collections.ArrayList", "Deserialized.System.Object"]


def escaped(text):
    """Control characters, and what would read as an escape, as _xHHHH_."""
    text = re.sub("_(?=[xX])", "_x005F_", text)
    text = re.sub("[\x00-\x1f\x7f-\x9f]", lambda match: f"_x{ord(match[0]):04X}_", text)
    return saxutils.escape(text)


class Writer:
    """Objects and type lists are numbered apart, each from 0."""

    def __init__(self):
        self.objects = 0
        self.types = {}

    def head(self, name, types):
        self.objects += 1
        label = f' N="{name}"' if name else ""
        known = self.types.get(types[0])
        if known is None:
            known = self.types[types[0]] = len(self.types)
            names = "".join(f"<T>{escaped(one)}</T>" for one in types)
            listed = f'<TN RefId="{known}">{names}</TN>'
        else:
            listed = f'<TNRef RefId="{known}" />'
        return f'<Obj{label} RefId="{self.objects - 1}">{listed}'

    def value(self, name, value):
        label = f' N="{name}"' if name else ""
        if value is None:
            return f"<Nil{label} />"
        if isinstance(value, list):
            items = "".join(self.value(None, one) for one in value)
            return f"{self.head(name, LIST_TYPES)}<LST>{items}</LST></Obj>"
        if isinstance(value, bool):
            return f"<B{label}>{str(value).lower()}</B>"
        if isinstance(value, int):
            return f"<I32{label}>{value}</I32>"
        if isinstance(value, bytes):
            return f"<BA{label}>{base64.b64encode(value).decode()}</BA>"
        if hasattr(value, "isoformat"):
            return f"<DT{label}>{value.isoformat().replace('+00:00', 'Z')}</DT>"
        return f"<S{label}>{escaped(value)}</S>"

    def values(self, properties):
        return "".join(self.value(one.name, one.value) for one in properties)


def deserialized(answer):
    """Flavour B: what a remote session gives; UTF-8 with a mark."""
    writer = Writer()
    types = ["Deserialized." + answer.type_name, "Deserialized.System.Object"]
    body = ""
    for one in answer.objects:
        body += writer.head(None, types) + f"<ToString>{escaped(answer.type_name)}</ToString>"
        body += f"<Props>{writer.values(one)}</Props>"
        body += '<MS><S N="PSComputerName">e1.corp.contoso.example</S></MS></Obj>'
    return f"\ufeff{ROOT}{body}</Objs>".encode()


def selected(answer):
    """Flavour D: what Select-Object leaves; UTF-16 with a mark, as Windows PowerShell writes."""
    writer = Writer()
    types = ["Selected." + answer.type_name, "System.Management.Automation.PSCustomObject"]
    body = "".join(f"{writer.head(None, types)}<MS>{writer.values(one)}</MS></Obj>" for one in answer.objects)
    return f"\ufeff{ROOT}\r\n{body}</Objs>\r\n".encode("utf-16-le")
