"""The .xhcw: every cmdlet of a run with what it answered, as elements without a root."""
from xml.sax import saxutils

from . import schema

MARK = "\ufeff"


def stamp(local):
    """The wizard prints milliseconds without padding."""
    return f"{local:%m/%d/%Y %H:%M:%S}.{local.microsecond // 1000}"


def quoted(value):
    return '"' + saxutils.escape(value, {'"': "&quot;", "\r": "&#xD;", "\n": "&#xA;"}) + '"'


def _value(element, name, kind, value):
    if value is None:
        return f'<{element} name={quoted(name)} valueIsNull="True" />'
    return f"<{element} name={quoted(name)} type={quoted(kind)} value={quoted(value)} />"


def _object(item):
    properties = "".join(_value("property", *entry) for entry in item.properties)
    return f"<object type={quoted(item.type_name)}>{properties}</object>"


def command_line(cmdlet, parameters):
    """As PowerShell would take it; the wizard keeps it as a comment."""
    words = [cmdlet]
    for name, value in parameters.items():
        if isinstance(value, bool):
            words.append(f"-{name}: ${str(value).lower()}")
        else:
            words.append(f"-{name} {_argument(name, value)}")
    return " ".join(words)


# Enumerations: the wizard writes them bare.
BARE = (
    "AccessMethod", "ConnectorSource", "ConnectorType", "Features", "FreeBusyAccessLevel",
    "MailTipsAccessLevel", "Thumbprint", "TLSSettings",
)  # fmt: skip


def _argument(name, value):
    if value is None:
        return "$null"
    items = value if isinstance(value, (list, tuple)) else [value]
    if name in BARE:
        return ",".join(items)
    return ",".join("'" + item.replace("'", "''") + "'" for item in items)


def _parameter(name, value):
    if value is None:
        return _value("parameter", name, None, None)
    return _value("parameter", name, schema.type_of(value), schema.text_of(value))


def invoke(side, cmdlet, parameters, objects, *, start, duration, warnings=()):
    """One <invoke>; @start is local time, @duration in milliseconds."""
    head = (
        f"<invoke start={quoted(stamp(start))} duration={quoted(str(duration))}"
        f" type={quoted(side)} cmdlet={quoted(cmdlet)}>"
    )
    body = ""
    if parameters:
        body += f"<!--{command_line(cmdlet, parameters)}--><parameters>"
        body += "".join(_parameter(name, value) for name, value in parameters.items())
        body += "</parameters>"
    results = "".join(_object(item) for item in objects)
    body += f"<results>{results}</results>" if results else "<results />"
    if warnings:
        texts = "".join(f"<warning><![CDATA[{text}]]></warning>" for text in warnings)
        body += f"<datastreams><warnings>{texts}</warnings></datastreams>"
    return head + body + "</invoke>\r\n"


def information(start, text):
    return f"<information start={quoted(stamp(start))} text={quoted(text)} />\r\n"
