"""The same organisation with mail through EDGE1, subscribed to the site of E1 and E2."""
from wizard import org, schema

from .facts import Facts, utc

EDGE = "EDGE1"
EDGE_FQDN = "EDGE1.perimeter.contoso.example"
LDS_ROOT = "CN=Configuration,CN={6F0D1C2B-3A49-4E58-8D67-C0FFEE000006}"


def with_values(item, **values):
    """A copy of @item with other values."""
    known = {name: (name, kind, one) for name, kind, one in item.properties}
    for name, value in values.items():
        kind = known[name][1] if name in known and known[name][1] else schema.type_of(value)
        known[name] = (name, kind, None if value is None else schema.text_of(value))
    return schema.Object(item.noun, item.type_name, list(known.values()))


def _lds(item):
    """As the copy in the Edge server's own directory is named."""
    name = item.value("DistinguishedName").split(",CN=Configuration,", 1)[0]
    return with_values(item, DistinguishedName=f"{name},{LDS_ROOT}")


class EdgeFacts(Facts):
    def ask(self, side, noun, server):
        answers = super().ask(side, noun, server)
        if side != "edge" or noun in ("ExchangeCertificate", "ExSetup"):
            return answers
        if noun in ("ExchangeServer", "TransportService", "ReceiveConnector"):
            answers = [item for item in answers if self._is_edge(item)]
        return [_lds(item) for item in answers]

    @staticmethod
    def _is_edge(item):
        return EDGE in (item.value("Name"), item.value("Identity").split("\\")[0])

    def onprem_makers(self):
        changed = {
            "EdgeSubscription": self.subscriptions,
            "ExchangeServer": self.exchange_servers,
            "HybridConfiguration": self.hybrid_configuration,
            "SendConnector": self.send_connectors,
            "TransportService": self.transport_services,
        }
        return super().onprem_makers() | changed

    def exchange_servers(self):
        servers = self.onprem.exchange_servers()
        like = servers[0].value("DistinguishedName").replace("CN=E1,", f"CN={EDGE},", 1)
        edge = with_values(
            servers[0], DistinguishedName=like, Fqdn=EDGE_FQDN, Guid=org.guid("onprem", EDGE),
            Id=EDGE, Identity=EDGE, IsClientAccessServer=False, IsEdgeServer=True,
            IsFrontendTransportServer=False, IsHubTransportServer=False, IsMailboxServer=False,
            Name=EDGE, NetworkAddress=f"ncacn_ip_tcp:{EDGE_FQDN}", ServerRole="Edge",
        )  # fmt: skip
        return [*servers, edge]

    def transport_services(self):
        services = self.onprem.transport_services()
        like = services[0].value("DistinguishedName").replace("CN=E1,", f"CN={EDGE},", 1)
        thumbprint = self.store.thumbprint("edge1-server")
        edge = with_values(
            services[0], DistinguishedName=like, Guid=org.guid("onprem", EDGE, "transport"), Id=EDGE,
            Identity=EDGE, Name=EDGE, InternalTransportCertificateThumbprint=thumbprint,
        )  # fmt: skip
        return [*services, edge]

    def hybrid_configuration(self):
        return [
            with_values(
                item, EdgeTransportServers=[EDGE], ReceivingTransportServers=[],
                SendingTransportServers=[],
            )
            for item in self.onprem.hybrid_configuration()
        ]  # fmt: skip

    def send_connectors(self):
        changed = {"SourceTransportServers": [EDGE], "HomeMtaServerId": EDGE}
        return [with_values(item, **changed) for item in self.onprem.send_connectors()]

    def receive_connectors(self):
        """The wizard changed the Edge server's one connector; those of the site are as set up."""
        inside = [
            with_values(item, TlsCertificateName=None, TlsDomainCapabilities=[])
            for item in super().receive_connectors()
        ]
        front = next(
            item
            for item in super().receive_connectors()
            if item.value("Name") == "Default Frontend E1"
        )
        name = f"Default internal receive connector {EDGE}"
        dn = front.value("DistinguishedName").replace("CN=Default Frontend E1,", f"CN={name},")
        edge = with_values(
            front, DistinguishedName=dn.replace("CN=E1,", f"CN={EDGE},"), Fqdn=EDGE_FQDN,
            Guid=org.guid("onprem", "receive", EDGE), Id=f"{EDGE}\\{name}", Name=name,
            Identity=f"{EDGE}\\{name}", Server=EDGE, TransportRole="HubTransport",
            AuthMechanism="Tls, ExchangeServer",
            PermissionGroups="AnonymousUsers, ExchangeServers, Partners",
        )  # fmt: skip
        return [*inside, edge]

    def subscriptions(self):
        created = org.HYBRID_SINCE.replace(hour=11)
        dn = self.exchange_servers()[-1].value("DistinguishedName")
        base = {
            "DistinguishedName": dn,
            "Domain": "perimeter.contoso.example",
            "Guid": org.guid("onprem", "subscription", EDGE),
            "Identity": EDGE,
            "Name": EDGE,
            "Site": org.SITE,
            "CreateUtc": created,
            "WhenChangedUTC": created,
            "WhenCreatedUTC": created,
        }
        properties = [(name, schema.type_of(one), schema.text_of(one)) for name, one in base.items()]
        type_name = "Deserialized.Microsoft.Exchange.Management.SystemConfigurationTasks.EdgeSubscription"
        return [schema.Object("EdgeSubscription", type_name, properties)]

    def certificate_names(self, server):
        return ("hybrid", "edge1-server") if server == EDGE else super().certificate_names(server)


__all__ = ["EDGE", "EDGE_FQDN", "EdgeFacts", "utc"]
