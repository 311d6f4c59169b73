"""The five comparison tables (message 10081): 46 properties on five kinds of object."""
from . import log, org

CAPABILITIES = "Microsoft.Exchange.Data.SmtpReceiveDomainCapabilities[]"


def _rows(item, spellings, expected):
    """Actual from the object, expected the same unless @expected says otherwise."""
    rows = []
    for name, source in spellings:
        actual = item.value(source) or ""
        rows.append((name, actual, expected.get(name, actual)))
    return rows


def _same(*names):
    return [(name, name) for name in names]


def send(item):
    spellings = _same(
        "Name", "AddressSpaces", "CloudServicesMailEnabled", "DNSRoutingEnabled", "ErrorPolicies",
        "Fqdn", "RequireTLS",
    )  # fmt: skip
    rows = _rows(item, spellings, {})
    rows.append(("SmartHosts", "0", "0"))
    more = [
        ("SourceTransportServers", "SourceTransportServers"),
        ("TLSAuthLevel", "TlsAuthLevel"),
        ("TLSCertificateName", "TlsCertificateName"),
        ("TLSDomain", "TlsDomain"),
    ]
    return log.comparison("Send Connector", rows + _rows(item, more, {}))


def receive(item):
    names = ("Name", "AuthMechanism", "Bindings", "Fqdn", "PermissionGroups", "RequireTLS")
    rows = _rows(item, _same(*names, "Server"), {})
    rows.append(("TLSDomainCapabilities", CAPABILITIES, CAPABILITIES))
    rows += _rows(item, [("TLSCertificateName", "TlsCertificateName")], {})
    return log.comparison("Receive Connector", rows)


def outbound(item, domains):
    spellings = [
        *_same("Name", "CloudServicesMailEnabled", "ConnectorSource", "ConnectorType"),
        *_same("RecipientDomains", "RouteAllMessagesViaOnPremises", "SmartHosts"),
        ("TLSDomain", "TlsDomain"),
        ("TLSSettings", "TlsSettings"),
        ("IsTransportRuleScoped", "IsTransportRuleScoped"),
        ("UseMxRecord", "UseMXRecord"),
    ]
    expected = {"RecipientDomains": ", ".join(domains)}
    return log.comparison("Standard Outbound Connector", _rows(item, spellings, expected))


def inbound(item):
    spellings = [
        *_same("Name", "CloudServicesMailEnabled", "ConnectorSource", "ConnectorType"),
        ("RequireTLS", "RequireTls"),
        *_same("SenderDomains", "SenderIPAddresses"),
        ("TLSSenderCertificateName", "TlsSenderCertificateName"),
    ]
    expected = {"TLSSenderCertificateName": org.SENDER_NAME}
    return log.comparison("Standard Inbound Connector", _rows(item, spellings, expected))


def organization(item, domains):
    spellings = _same(
        "HybridDomains", "InboundConnector", "OutboundConnector", "OrganizationRelationship",
        "OrganizationName", "OrganizationGuid",
    )  # fmt: skip
    expected = {"HybridDomains": ", ".join(domains)}
    return log.comparison("OnPremises Organization", _rows(item, spellings, expected))
