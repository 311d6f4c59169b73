"""ConvertTo-Json: Windows PowerShell 5.1 with live objects, PowerShell 7 with deserialized ones."""
import json
import re

# Enumerations of live objects; those that are not here keep their names.
FLAGS = {
    "AuthMechanism": ["Tls", "Integrated", "BasicAuth", "BasicAuthRequireTLS", "ExchangeServer"],
    "PermissionGroups": ["AnonymousUsers", "ExchangeUsers", "ExchangeServers", "ExchangeLegacyServers"],
}
NUMBERS = {
    "TransportRole": {"HubTransport": 32, "FrontendTransport": 16384},
    "DomainType": {"Authoritative": 0, "InternalRelay": 2},
    "ServerRole": {"Mailbox": 2},
    "ErrorPolicies": {"Default": 0},
}
FEATURES = ["FreeBusy", "MoveMailbox", "Mailtips", "MessageTracking", "OwaRedirection"]
FEATURES += ["OnlineArchive", "SecureMail", None, "Photos"]


def address_space(text):
    kind, rest = text.split(":", 1)
    address, cost = rest.rsplit(";", 1)
    return {
        "Address": address, "Type": kind, "Cost": int(cost), "IncludeSubDomains": False,
        "Domain": address, "IsSmtpType": True, "X400Address": None,
    }  # fmt: skip


def binding(text):
    address, port = text.rsplit(":", 1)
    return {"AddressFamily": 2, "Address": address.strip("[]"), "Port": int(port)}


def ip_range(text):
    low, _, high = text.partition("-")
    return {"LowerBound": low, "UpperBound": high or low, "RangeFormat": 2, "Expression": text}


def smart_host(text):
    if text.startswith("["):
        return {"Address": text.strip("[]"), "IsIPAddress": True, "Domain": None}
    return {"Address": "0.0.0.0", "IsIPAddress": False, "Domain": text}


def capability(text):
    domain, capabilities = text.split(":")
    return {"Domain": domain, "Capabilities": capabilities, "SmtpX509Identifier": None}


def identifier(text):
    issuer, subject = re.fullmatch("<I>(.*)<S>(.*)", text).groups()
    return {"CertificateSubject": subject, "CertificateIssuer": issuer, "SubjectCommonName": "x"}


def object_id(text):
    return {"Rdn": f"CN={text}", "DistinguishedName": f"CN={text},CN=x", "ObjectGuid": "x", "Name": text}


LIVE = {
    "Microsoft.Exchange.Data.AddressSpace[]": address_space,
    "Microsoft.Exchange.Data.AutoDiscoverSmtpDomain[]": lambda text: {"AutoDiscover": False, "Domain": text},
    "Microsoft.Exchange.Data.Directory.ADObjectId[]": object_id,
    "Microsoft.Exchange.Data.IPBinding[]": binding,
    "Microsoft.Exchange.Data.IPRange[]": ip_range,
    "Microsoft.Exchange.Data.SmartHost[]": smart_host,
    "Microsoft.Exchange.Data.SmtpDomain[]": lambda text: {"Domain": text},
    "Microsoft.Exchange.Data.SmtpReceiveDomainCapabilities[]": capability,
    "HybridFeature[]": FEATURES.index,
}


def live(item):
    """A property of a live object on premises, as far as its numbers are known."""
    name, value = item.name, item.value
    if value is None or value == "":
        return value
    if isinstance(value, list):
        return [LIVE.get(item.kind, str)(one) for one in value]
    if name in FLAGS:
        return sum(1 << FLAGS[name].index(flag) for flag in value.split(", "))
    if name in NUMBERS:
        return NUMBERS[name][value]
    if name == "TlsCertificateName":
        return identifier(value)
    return value


def finished(value, date):
    if hasattr(value, "timestamp"):
        return date(value)
    return list(value) if isinstance(value, bytes) else value


def dump(objects, indent):
    # A slash is escaped in dates only.
    return json.dumps(objects, indent=indent, ensure_ascii=False).replace("<slash>", "\\/")


def windows_powershell(answer):
    """UTF-16 with a mark and CRLF; one object stands without an array."""
    shown = live if answer.side == "OnPremises" else lambda item: item.value
    date = lambda when: f"<slash>Date({int(when.timestamp()) * 1000})<slash>"  # noqa: E731
    objects = [{p.name: finished(shown(p), date) for p in one} for one in answer.objects]
    text = dump(objects[0] if len(objects) == 1 else objects, 4)
    return ("\ufeff" + text.replace("\n", "\r\n") + "\r\n").encode("utf-16-le")


def powershell_7(answer):
    """UTF-8 without a mark, always an array."""
    date = lambda when: when.isoformat().replace("+00:00", "Z")  # noqa: E731
    objects = [{p.name: finished(p.value, date) for p in one} for one in answer.objects]
    return (dump(objects, 2) + "\n").encode()
