"""The MailFlow task: the four connectors and the comparison tables."""
from . import org, tables
from .steps import CHECK, CONFIGURE, DONE, GOOD, PREREQUISITES, VALID, VALIDATE, Steps

TASK = "MailFlow"


class MailFlow(Steps):
    def _mail_flow(self):
        with self.session.task(TASK):
            with self.session.in_phase(TASK, PREREQUISITES, GOOD):
                for server in org.SERVERS:
                    self._certificates(server)
            with self.session.in_phase(TASK, CHECK, self._needed()):
                self.here("Get-RemoteDomain", self.onprem.remote_domains())
                self._compare()
            if not self.story.added_domain:
                return
            with self.session.in_phase(TASK, CONFIGURE, DONE):
                self._configure()
            with self.session.in_phase(TASK, VALIDATE, VALID):
                self._compare()

    def _look_for(self, kind, name):
        self.session.say_in_phase(10147, f"Validating {kind} {name}")

    def _found(self, kind, name, table):
        self.session.say_in_phase(10149, f"{kind} found: {name}")
        self.session.say_in_phase(10081, table)

    def _compare(self):
        self._compare_send()
        for server in org.SERVERS:
            self._compare_receive(server)
        self._compare_tenant()
        self.cloud("Get-RemoteDomain", self.tenant.remote_domains())

    def _compare_send(self):
        self._look_for("Send Connector", org.SEND)
        connectors = self.onprem.send_connectors()
        self.here("Get-SendConnector", connectors)
        found = next(item for item in connectors if item.value("Name") == org.SEND)
        self._found("Send Connector", org.SEND, tables.send(found))

    def _compare_receive(self, server):
        self._look_for("Receive Connector", "Inbound from Office 365")
        connectors = self.onprem.receive_connectors(server)
        self.here("Get-ReceiveConnector", connectors, lasts=387, Server=server)
        found = next(item for item in connectors if item.value("TlsDomainCapabilities"))
        name = found.value("Identity")
        within = (("fn", "GetMatchingReceiveConnector"), ("Server", server))
        say = self.session.say_in_phase
        say(10144, f"Only port 25 bindings: {name}", *within)
        say(10139, f"Matching RemoteIPRange with both IPV6-all and IPV4-all: {name}", *within)
        say(10143, f"MATCH FOUND: {name}", *within)
        self._found("Receive Connector", name, tables.receive(found))

    def _compare_tenant(self):
        tenant = self.tenant
        premises = tenant.onpremises_organizations(self.comment)
        self.cloud("Get-OnPremisesOrganization", premises)
        self._legacy("Outbound", tenant.outbound_connectors())
        self._legacy("Inbound", tenant.inbound_connectors())
        rows = [
            (
                "Standard Outbound Connector",
                org.OUTBOUND,
                tables.outbound(tenant.outbound_connectors()[0], org.DOMAINS),
            ),
            (
                "Standard Inbound Connector",
                org.INBOUND,
                tables.inbound(tenant.inbound_connectors()[0]),
            ),
            (
                "OnPremises Organization",
                org.ONPREM_GUID,
                tables.organization(premises[0], org.DOMAINS),
            ),
        ]
        for kind, name, table in rows:
            self._look_for(kind, name)
            self._found(kind, name, table)

    def _legacy(self, direction, connectors):
        kind = f"Legacy {direction} Connector"
        self._look_for(kind, f"Hybrid Mail Flow {direction} Connector")
        self.cloud(f"Get-{direction}Connector", connectors)
        self.session.say_in_phase(10148, f"{kind} NOT found.")

    def _configure(self):
        """A run made for a new domain writes the two objects that list domains."""
        operations = [
            ("Send Connector", "NOP"),
            *[("Receive Connector", "NOP") for _ in org.SERVERS],
            ("Legacy Outbound Connector", "NOP"),
            ("Legacy Inbound Connector", "NOP"),
            ("Standard Inbound Connector", "NOP"),
            ("Standard Outbound Connector", "Update"),
            ("OnPremises Organization", "Update"),
        ]
        for kind, operation in operations:
            self.session.say_in_phase(10146, f"Configuring {kind} Operation: {operation}")
            if operation == "Update":
                self._update(kind)

    def _update(self, kind):
        domains = list(org.DOMAINS)
        if kind == "OnPremises Organization":
            identity = org.ONPREM_GUID
            self.cloud("Set-OnPremisesOrganization", HybridDomains=domains, Identity=identity)
            self._touch(self.tenant, "OnPremisesOrganization", org.ONPREM_GUID)
            return
        self.cloud("Set-OutboundConnector", RecipientDomains=domains, Identity=org.OUTBOUND)
        self._touch(self.tenant, "OutboundConnector", org.OUTBOUND)
