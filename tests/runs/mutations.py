"""One changed value in a copy of a wizard's .xhcw: its findings, its row, its decision.

On the real run of 2022 each change adds exactly the findings and turns exactly the rows listed here; on the
healthy organisation the same change gives the listed decision.
"""

import functools
import pathlib

import edit
import harness
from harness import HEALTHY, HEALTHY_AS_OF, REAL, REAL_AS_OF

SEND = ("OnPremises", "Get-SendConnector")
RECEIVE = ("OnPremises", "Get-ReceiveConnector")
INBOUND = ("Tenant", "Get-InboundConnector")
OUTBOUND = ("Tenant", "Get-OutboundConnector")

OTHER_CERTIFICATE = "&lt;I&gt;CN=Another CA, O=Another Inc, C=US&lt;S&gt;CN=mail.other.example"

SEND_ROWS = {
    "Name", "AddressSpaces", "CloudServicesMailEnabled", "DNSRoutingEnabled", "ErrorPolicies", "Fqdn", "RequireTLS",
    "SmartHosts", "SourceTransportServers", "TLSAuthLevel", "TLSCertificateName", "TLSDomain",
}
INBOUND_ROWS = {
    "Name", "CloudServicesMailEnabled", "ConnectorSource", "ConnectorType", "RequireTLS", "SenderDomains",
    "SenderIPAddresses", "TLSSenderCertificateName",
}
OUTBOUND_ROWS = {
    "Name", "CloudServicesMailEnabled", "ConnectorSource", "ConnectorType", "RecipientDomains",
    "RouteAllMessagesViaOnPremises", "SmartHosts", "TLSDomain", "TLSSettings", "IsTransportRuleScoped", "UseMxRecord",
}


def _of(text, where, prefix):
    return next(i for i in edit.identities(text, *where) if prefix in i)


def _set(where, prefix, name, value):
    return lambda text, _: edit.set_property(text, *where, _of(text, where, prefix), name, value)


def _remove(where, prefix):
    return lambda text, _: edit.remove_object(text, *where, _of(text, where, prefix))


def _without_certificate(text, report):
    """The certificate that the configuration names vanishes from every server."""
    named = next(
        row["actual"]
        for table in report["comparison"]
        for row in table["rows"]
        if row["property"] == "TLSCertificateName"
    )
    issuer, subject = named.removeprefix("<I>").split("<S>")
    der = next(
        c["der"]
        for c in report["evidence"]["certificates"]
        if c["subject"] == subject and c["issuer"] == issuer
    )
    return edit.remove_certificate(text, der)


def _rows(table, properties):
    return {f"{table}/{name}" for name in properties}


# story: (change, findings that join on the real run as id:status:effect, rows that turn False,
#         decision of mail flow on the healthy organisation)
MUTATIONS = {
    "send RequireTLS": (
        _set(SEND, "Outbound to", "RequireTLS", "False"),
        {"send-requiretls-false:fail:rerun-recommended"},
        _rows("Send Connector", {"RequireTLS"}),
        "rerun-recommended",
    ),
    "send TlsCertificateName": (
        _set(SEND, "Outbound to", "TlsCertificateName", OTHER_CERTIFICATE),
        {
            "cert-send-name-not-found:fail:rerun-required",
            "cert-hybridconf-differs-from-connectors:fail:rerun-recommended",
            "cert-missing-on-transport-server:info:fix-first",
            "cert-renewed-issuer-or-subject-changed:info:rerun-required",
        },
        _rows("Send Connector", {"TLSCertificateName"}),
        "rerun-required",
    ),
    "receive TlsCertificateName": (
        _set(RECEIVE, "Default Frontend", "TlsCertificateName", OTHER_CERTIFICATE),
        {
            "cert-recv-name-not-found:fail:rerun-required",
            "cert-hybridconf-differs-from-connectors:fail:rerun-recommended",
            "cert-missing-on-transport-server:info:fix-first",
            "cert-renewed-issuer-or-subject-changed:info:rerun-required",
            "exo-out-tlsdomain-vs-cert:unknown:rerun-required",
        },
        _rows("Receive Connector", {"TLSCertificateName"}),
        "rerun-required",
    ),
    "send SmartHosts": (
        _set(SEND, "Outbound to", "SmartHosts", "relay.other.example"),
        {"send-smarthosts-foreign:fail:manual-fix"},
        _rows("Send Connector", {"SmartHosts"}),
        "manual-fix",
    ),
    "outbound SmartHosts": (
        _set(OUTBOUND, "Outbound to", "SmartHosts", "old.other.example"),
        {"exo-out-smarthost-drift:fail:rerun-required"},
        _rows("Standard Outbound Connector", {"SmartHosts"}),
        "rerun-required",
    ),
    "inbound TlsSenderCertificateName": (
        _set(INBOUND, "Inbound from", "TlsSenderCertificateName", "mail.other.example"),
        {"cert-tlssendername-vs-cert:fail:rerun-required"},
        _rows("Standard Inbound Connector", {"TLSSenderCertificateName"}),
        "rerun-required",
    ),
    "send Enabled": (
        _set(SEND, "Outbound to", "Enabled", "False"),
        {"send-disabled:fail:manual-fix"},
        set(),
        "manual-fix",
    ),
    "receive Enabled": (
        _set(RECEIVE, "Default Frontend", "Enabled", "False"),
        {"recv-disabled:fail:manual-fix"},
        set(),
        "manual-fix",
    ),
    "inbound Enabled": (
        _set(INBOUND, "Inbound from", "Enabled", "False"),
        {"exo-in-disabled:fail:manual-fix"},
        set(),
        "manual-fix",
    ),
    "outbound Enabled": (
        _set(OUTBOUND, "Outbound to", "Enabled", "False"),
        {"exo-out-disabled:fail:manual-fix"},
        set(),
        "manual-fix",
    ),
    "outbound RecipientDomains": (
        _set(OUTBOUND, "Outbound to", "RecipientDomains", "other.example"),
        {"exo-out-recipientdomains:fail:rerun-required"},
        _rows("Standard Outbound Connector", {"RecipientDomains"}),
        "rerun-required",
    ),
    "send removed": (
        _remove(SEND, "Outbound to"),
        {"send-missing:fail:rerun-required"},
        _rows("Send Connector", SEND_ROWS),
        "rerun-required",
    ),
    "inbound removed": (
        _remove(INBOUND, "Inbound from"),
        {
            "exo-in-missing:fail:rerun-required",
            "opo-links-broken:info:rerun-recommended",
            "ad-sender-domain-not-in-tenant:info:fix-first",
        },
        _rows("Standard Inbound Connector", INBOUND_ROWS),
        "rerun-required",
    ),
    "outbound removed": (
        _remove(OUTBOUND, "Outbound to"),
        {"exo-out-missing:fail:rerun-required", "opo-links-broken:info:rerun-recommended"},
        _rows("Standard Outbound Connector", OUTBOUND_ROWS),
        "rerun-required",
    ),
    "certificate removed": (
        _without_certificate,
        {
            "cert-missing-on-transport-server:fail:fix-first",
            "cert-recv-name-not-found:info:rerun-required",
            "cert-send-name-not-found:info:rerun-required",
        },
        set(),
        "fix-first",
    ),
}


def _changed(source, change, as_of, before):
    text = source.read_text(encoding="utf-8-sig")
    with harness.temporary() as folder:
        path = pathlib.Path(folder) / source.name
        path.write_text(change(text, before), encoding="utf-8-sig")
        return harness.check(path, as_of=as_of)


@functools.cache
def _real():
    source = next(REAL.glob("*.xhcw"))
    return source, harness.check(source, as_of=REAL_AS_OF)


def test_real():
    """each change adds exactly its findings and turns exactly its rows on the real run"""
    harness.need_real_data()
    source, before = _real()
    problems = []
    for story, (change, findings, rows, _) in MUTATIONS.items():
        after = _changed(source, change, REAL_AS_OF, before)
        got, turned = harness.difference(before, after), harness.turned_rows(before, after)
        if got != findings or turned != rows:
            problems.append(f"{story}: findings {sorted(got)}, rows {sorted(turned)}")
    assert not problems, "\n".join(problems)


def test_healthy():
    """the same changes on the healthy organisation give their decision"""
    source = next(HEALTHY.glob("*.xhcw"))
    before = harness.check(source, as_of=HEALTHY_AS_OF)
    assert before["verdict"]["decision"] == "not-needed", before["verdict"]
    problems = []
    for story, (change, _, rows, decision) in MUTATIONS.items():
        after = _changed(source, change, HEALTHY_AS_OF, before)
        got = after["verdict"]["classes"]["mailflow"]["decision"]
        failed = sorted(f"{f['id']}" for f in after["findings"] if f["status"] == "fail")
        turned = harness.turned_rows(before, after)
        if got != decision or not failed or turned != rows:
            problems.append(f"{story}: {got} by {failed}, rows {sorted(turned)}")
    assert not problems, "\n".join(problems)


harness.main([value for name, value in list(globals().items()) if name.startswith("test_")])
