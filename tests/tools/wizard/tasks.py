"""The wizard's tasks other than MailFlow."""
from . import org
from .steps import CHECK, CONFIGURE, DONE, GOOD, NEEDED, NOT_NEEDED, PREREQUISITES
from .steps import VALID, VALIDATE, Steps

AUTODISCOVER_WARNING = (
    f'Please check that the Autodiscover endpoint of "{org.AUTODISCOVER_URL}" is correct'
    " and can be accessed externally."
)


class Tasks(Steps):
    def _initial(self):
        with self.session.task("Initial"):
            with self.session.in_phase("Initial", PREREQUISITES, GOOD):
                self.here("Get-RemoteDomain", self.onprem.remote_domains())
                self.here("Get-HybridConfiguration", self.onprem.hybrid_configuration())
                self._write_configuration()
                self.cloud("Get-AcceptedDomain", self.tenant.accepted_domains())
                self.here("Get-AcceptedDomain", self.onprem.accepted_domains())
                self._web_services()
            with self.session.in_phase("Initial", CHECK, NOT_NEEDED):
                self.cloud("Get-OrganizationConfig", self.tenant.organization_config())

    def _write_configuration(self):
        """Written on every run from the wizard's pages, before anything is compared."""
        self.here(
            "Set-HybridConfiguration",
            lasts=187,
            ClientAccessServers=None,
            ExternalIPAddresses=None,
            Domains=list(org.DOMAINS),
            OnPremisesSmartHost=org.SMART_HOST,
            TLSCertificateName=self.onprem.selected(),
            SendingTransportServers=list(org.SERVERS),
            ReceivingTransportServers=list(org.SERVERS),
            EdgeTransportServers=None,
            Features=list(org.FEATURES),
        )
        self._touch(self.onprem, "HybridConfiguration", "Hybrid Configuration")

    def _global(self):
        with self.session.task("GlobalPrerequisites"):
            self.session.pass_phase("GlobalPrerequisites", PREREQUISITES, GOOD)
            self.session.pass_phase("GlobalPrerequisites", CHECK, NOT_NEEDED)

    def _recipients(self):
        onprem, task = self.onprem, "Recipient"
        with self.session.task(task):
            self.session.pass_phase(task, PREREQUISITES, GOOD)
            with self.session.in_phase(task, CHECK, self._needed()):
                self.here("Get-RemoteDomain", onprem.remote_domains())
                self.here("Get-EmailAddressPolicy", onprem.policies())
            if not self.story.added_domain:
                return
            with self.session.in_phase(task, CONFIGURE, DONE):
                templates = [f"SMTP:%m@{self.story.added_domain}", f"smtp:%m@{org.ROUTING_DOMAIN}"]
                self.here(
                    "Set-EmailAddressPolicy",
                    Identity="Fabrikam",
                    ForceUpgrade=True,
                    EnabledEmailAddressTemplates=templates,
                )
                self._touch(onprem, "EmailAddressPolicy", "Fabrikam")
                self.here(
                    "Update-EmailAddressPolicy",
                    lasts=1247,
                    Identity="Fabrikam",
                    UpdateSecondaryAddressesOnly=True,
                )
            with self.session.in_phase(task, VALIDATE, VALID):
                self.here("Get-RemoteDomain", onprem.remote_domains())
                self.here("Get-AcceptedDomain", onprem.accepted_domains())
                self.here("Get-EmailAddressPolicy", onprem.policies())

    def _get_relationships(self):
        self.here("Get-OrganizationRelationship", self.onprem.relationships())
        self.cloud("Get-OrganizationRelationship", self.tenant.relationships())

    def _relationships(self):
        task = "OrganizationRelationship"
        with self.session.task(task):
            self.session.pass_phase(task, PREREQUISITES, GOOD)
            with self.session.in_phase(task, CHECK, self._needed()):
                self.here("Get-OrganizationRelationship", self.onprem.relationships())
                self.here("Get-OrganizationConfig", self.onprem.organization_config())
                self.cloud("Get-OrganizationRelationship", self.tenant.relationships())
            if not self.story.added_domain:
                return
            with self.session.in_phase(task, CONFIGURE, DONE):
                self.cloud(
                    "Set-OrganizationRelationship",
                    DomainNames=list(org.DOMAINS),
                    Identity=org.TENANT_RELATIONSHIP,
                )
                self._touch(self.tenant, "OrganizationRelationship", org.TENANT_RELATIONSHIP)
            with self.session.in_phase(task, VALIDATE, VALID):
                self._get_relationships()

    def _switches(self):
        task = "OnOffSettings"
        with self.session.task(task):
            self.session.pass_phase(task, PREREQUISITES, GOOD)
            with self.session.in_phase(task, CHECK, NEEDED):
                directories = self.onprem.owa_directories()
                self.here("Get-OwaVirtualDirectory", directories, ADPropertiesOnly=True)
            with self.session.in_phase(task, CONFIGURE, DONE):
                self.cloud(
                    "Set-OrganizationRelationship",
                    FreeBusyAccessEnabled=True,
                    FreeBusyAccessLevel="LimitedDetails",
                    TargetSharingEpr=None,
                    MailTipsAccessEnabled=True,
                    MailTipsAccessLevel="All",
                    DeliveryReportEnabled=True,
                    PhotosEnabled=True,
                    TargetOwaURL=f"https://{org.SMART_HOST}/owa",
                    Identity=org.TENANT_RELATIONSHIP,
                )
                self.here("Get-AvailabilityAddressSpace", self.onprem.address_spaces())
            with self.session.in_phase(task, VALIDATE, VALID):
                self._get_relationships()

    def _intra_organization(self):
        onprem, tenant, task = self.onprem, self.tenant, "IntraOrganization"
        with self.session.task(task):
            with self.session.in_phase(task, PREREQUISITES, GOOD):
                self._intra_configuration()
            self.session.pass_phase(task, CHECK, NEEDED)
            with self.session.in_phase(task, CONFIGURE, DONE):
                self.here("Get-IntraOrganizationConnector", onprem.intra_connectors())
                self.cloud("Get-IntraOrganizationConnector", tenant.intra_connectors())
                self._oauth()
            with self.session.in_phase(task, VALIDATE, VALID):
                self._intra_configuration()
                self.here("Get-AuthServer", onprem.auth_servers())

    def _intra_configuration(self):
        self.here(
            "Get-IntraOrganizationConfiguration",
            self.onprem.intra_configuration(),
            lasts=161,
            warnings=[AUTODISCOVER_WARNING],
        )
        self.cloud(
            "Get-IntraOrganizationConfiguration",
            self.tenant.intra_configuration(),
            OrganizationGuid=org.ONPREM_GUID,
        )

    def _oauth(self):
        onprem = self.onprem
        self.here("Get-AuthConfig", onprem.auth_config())
        thumbprint = self.store.thumbprint("auth")
        found = [onprem.certificate("auth")]
        self.here("Get-ExchangeCertificate", found, lasts=679, Thumbprint=thumbprint)
        directories = onprem.activesync_directories()
        self.here("Get-ActiveSyncVirtualDirectory", directories, ADPropertiesOnly=True)
        applications = onprem.partner_applications()
        self.here("Get-PartnerApplication", applications, Identity="Exchange Online")
        self.here("Set-PartnerApplication", Identity="Exchange Online", Enabled=True)
        self.here("Get-AuthServer", onprem.auth_servers())
        self.here("Get-RemoteDomain", onprem.remote_domains())

    def _migration(self):
        task = "MRSProxy"
        with self.session.task(task):
            with self.session.in_phase(task, PREREQUISITES, GOOD):
                self._web_services()
            self.session.pass_phase(task, CHECK, NEEDED)
            with self.session.in_phase(task, CONFIGURE, DONE):
                self._web_services()
                self.cloud("Get-MigrationEndpoint", self.tenant.migration_endpoints())
            self.session.pass_phase(task, VALIDATE, VALID)

    def _final(self, begun):
        task = "Final"
        with self.session.task(task):
            self.session.pass_phase(task, PREREQUISITES, GOOD)
            self.session.pass_phase(task, CHECK, NEEDED)
            with self.session.in_phase(task, CONFIGURE, DONE):
                self._premises()
                duration = self.session.now - begun
                self.cloud(
                    "Set-OnPremisesOrganization",
                    Identity=org.ONPREM_GUID,
                    Comment=self.new_record(begun, duration).comment(),
                )
            self.session.pass_phase(task, VALIDATE, VALID)
