"""Changes to a copy of an .xhcw: one property, one object, one certificate of the final state.

The final state is the last answer per cmdlet and scope; so a change is made in every answer that still
counts at the end: the last Get- of the cmdlet (for connectors per server), and New- results where no Get-
follows.
"""

import re

INVOKE = re.compile(r'<invoke start="[^"]*" duration="[^"]*" type="(\w+)" cmdlet="([\w-]+)">.*?</invoke>', re.S)
OBJECT = re.compile(r'<object type="[^"]*">.*?</object>', re.S)


def _invokes(text, side, cmdlet):
    return [m for m in INVOKE.finditer(text) if m.group(1) == side and m.group(2) == cmdlet]


def _named(item, identity):
    return f'<property name="Identity" type="System.String" value="{identity}" />' in item


def _property(name):
    return re.compile(
        rf'<property name="{name}" (?:type="(?P<type>[^"]*)" value="[^"]*"|valueIsNull="True") />'
    )


def identities(text, side, cmdlet):
    """Identities in the last answer of a cmdlet."""
    last = _invokes(text, side, cmdlet)[-1].group(0)
    return re.findall(r'<property name="Identity" type="System.String" value="([^"]*)" />', last)


def _replace_last(text, side, cmdlet, change):
    match = _invokes(text, side, cmdlet)[-1]
    changed = change(match.group(0))
    assert changed != match.group(0), f"nothing changed in {cmdlet}"
    return text[: match.start()] + changed + text[match.end() :]


def set_property(text, side, cmdlet, identity, name, value):
    """Sets one property of one object in the last answer; keeps its type."""

    def in_object(match):
        if not _named(match.group(0), identity):
            return match.group(0)
        found = _property(name).search(match.group(0))
        assert found, f"{identity} has no {name}"
        kind = found.group("type") or "System.String"
        new = f'<property name="{name}" type="{kind}" value="{value}" />'
        return match.group(0)[: found.start()] + new + match.group(0)[found.end() :]

    return _replace_last(text, side, cmdlet, lambda invoke: OBJECT.sub(in_object, invoke))


def remove_object(text, side, cmdlet, identity):
    """Removes one object from the last answer."""
    return _replace_last(
        text,
        side,
        cmdlet,
        lambda invoke: OBJECT.sub(
            lambda m: "" if _named(m.group(0), identity) else m.group(0), invoke
        ),
    )


def remove_certificate(text, base64_der):
    """Removes one certificate from every answer that lists it."""
    changed = OBJECT.sub(lambda m: "" if base64_der in m.group(0) else m.group(0), text)
    assert changed != text, "the certificate is in no answer"
    return changed


def set_parameter(text, side, cmdlet, name, value):
    """Sets one parameter of the last call of a cmdlet that passes it."""
    for match in reversed(_invokes(text, side, cmdlet)):
        pattern = re.compile(rf'(<parameter name="{name}" type="[^"]*" value=")[^"]*(" />)')
        changed, n = pattern.subn(lambda m: m.group(1) + value + m.group(2), match.group(0))
        if n:
            return text[: match.start()] + changed + text[match.end() :]
    raise AssertionError(f"no {cmdlet} passes {name}")
