"""One run of the wizard in an organisation that is hybrid already, from start to end."""
from . import org, pages
from .mailflow import MailFlow
from .session import WORKFLOW
from .tasks import Tasks


class Run(Tasks, MailFlow):
    # --- before the work --------------------------------------------------------------------------

    def play(self):
        self._welcome()
        self._look_around()
        if self.story.is_rich:
            self._ask_more()
        self._choose()
        self._work()
        self._leave()

    def _welcome(self):
        story, session = self.story, self.session
        pages.opening(session, story)
        pages.page(session, "Welcome")
        detection = (("Activity", "Detection"),)
        with session.span((10274, 10275), detection, thread=7):
            self.here("Get-ExchangeServer", self.onprem.exchange_servers(), within=detection)
        rows = [
            ("Client Access Server", org.fqdn(org.SERVERS[0])),
            ("OnPremises Provider", "Live Environment"),
            ("Tenant Provider", "Office 365 Worldwide"),
        ]
        pages.page(session, "OnPremisesDetection", rows, 9400)
        pages.page(session, "Credentials", lasts=31200)

    def _look_around(self):
        onprem, tenant, session = self.onprem, self.tenant, self.session
        within = (("Activity", "OnPremises Connection Validation"),)
        with session.span((10274, 10275), within, thread=14):
            self.here("Get-ExchangeServer", onprem.exchange_servers(), within=within)
            self.here(
                "Get-MailboxDatabase", onprem.mailbox_databases(), IncludePreExchange2013=True
            )
            self.here("Get-OrganizationConfig", onprem.organization_config())
            self.here("Get-HybridConfiguration", onprem.hybrid_configuration())
            self.here("Get-AcceptedDomain", onprem.accepted_domains())
            self.here(
                "Get-FederatedOrganizationIdentifier",
                onprem.federated_identifier(),
                IncludeExtendedDomainInfo=False,
            )
            self.here("Get-FederationTrust")
            self._web_services()
            self.here("Get-RemoteDomain", onprem.remote_domains())
        within = (("Activity", "Tenant Connection Validation"),)
        with session.span((10274, 10275), within):
            self.cloud("Get-OrganizationConfig", tenant.organization_config())
            self._premises()
            self.cloud("Get-AcceptedDomain", tenant.accepted_domains())
            self.cloud("Get-MigrationEndpoint", tenant.migration_endpoints())
            session.say(10033, "Local clock differs from Office 365 clock by: 00:00:00.2181440")
        pages.findings(session, self.story)

    def _ask_more(self):
        """Cmdlets that no wizard runs: so that no rule lacks its input."""
        onprem = self.onprem
        self.here("Get-EdgeSubscription")
        self.here("Get-TransportConfig", onprem.transport_config())
        self.here("Get-TransportService", onprem.transport_services())
        self.here("Get-SettingOverride", onprem.setting_overrides())
        policies = self.tenant.connection_filter_policies()
        self.cloud("Get-HostedConnectionFilterPolicy", policies)
        self.cloud("Get-ServicePrincipal", self.tenant.service_principals())

    def _choose(self):
        session, story = self.session, self.story
        mode = [("Mode", "Full Hybrid"), ("HybridConnector.IsInstalled", "False")]
        pages.page(session, "Mode", mode)
        if story.added_domain:
            pages.page(session, "Domains", [("Selected", ", ".join(org.DOMAINS))], 8200)
        features = [("Edge Transport", "False"), ("Centralized Mail Transport", "False")]
        pages.page(session, "Features", features)
        selected = [("Selected", ", ".join(org.SERVERS))]
        pages.page(session, "ReceiveConnector", selected, 4100)
        pages.page(session, "SendConnector", selected, 2900)
        within = (("Activity", "Domain Ownership"),)
        with session.span((10274, 10275), within):
            self.here("Get-ExchangeServer", self.onprem.exchange_servers(), within=within)
            for server in org.SERVERS:
                self._certificates(server)
                pages.certificates(session, story, self.store, server)
        pages.page(session, "SendReceiveCertificate", lasts=5300)
        pages.selected(session, story)
        pages.page(session, "OnPremisesSmartHost", [("Smart Host", org.SMART_HOST)], 2200)
        pages.page(session, "Ready")

    # --- the work ---------------------------------------------------------------------------------

    def _work(self):
        session = self.session
        self.here("Get-ExchangeServer", self.onprem.exchange_servers())
        begun = session.now
        session.say(10407, "Updating Local Client Configuration File")
        with session.span((10267, 10269), (), head=WORKFLOW, results=["PASSED"]):
            self._initial()
            self._global()
            self._recipients()
            self._relationships()
            self._switches()
            self._mail_flow()
            self._intra_organization()
            self._migration()
            self._final(begun)

    def _leave(self):
        session = self.session
        for side in ("Tenant", "OnPremises"):
            session.say(10101, "Disposing Runspace.", context=(("Provider", side),))
        pages.page(session, "Done")
