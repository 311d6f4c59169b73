"""The healthy organisation as cmdlets answer after its wizard run, and what only an export shows."""
import datetime

from wizard import certs, org, schema
from wizard.run import Run

SETUP_TYPE = "System.Diagnostics.FileVersionInfo"


def utc(text):
    """A time as the wizard's objects have it."""
    return datetime.datetime.strptime(text, "%m/%d/%Y %H:%M:%S")


class Facts:
    """Objects by side and noun: schema.Object for what the wizard reads too."""

    def __init__(self, story, store):
        run = Run(story, store)
        run.play()
        self.onprem, self.tenant, self.store = run.onprem, run.tenant, store
        self.comment = run.record.comment()
        # The last thing a run does is to write its record.
        ended = story.utc(run.session.now).replace(microsecond=0)
        self.tenant.touched["OnPremisesOrganization", org.ONPREM_GUID] = ended

    def ask(self, side, noun, server):
        """What the cmdlet answers: a list of schema.Object."""
        if noun == "ExchangeCertificate":
            return self.certificates(server)
        if noun == "ExSetup":
            return [self.setup()]
        makers = self.tenant_makers() if side == "online" else self.onprem_makers()
        return makers[noun]()

    def onprem_makers(self):
        here = self.onprem
        return {
            "AcceptedDomain": here.accepted_domains,
            "AuthConfig": here.auth_config,
            "AuthServer": here.auth_servers,
            "AvailabilityAddressSpace": here.address_spaces,
            "EdgeSubscription": list,
            "EmailAddressPolicy": here.policies,
            "ExchangeServer": here.exchange_servers,
            "FederationTrust": list,
            "HybridConfiguration": here.hybrid_configuration,
            "IntraOrganizationConfiguration": here.intra_configuration,
            "IntraOrganizationConnector": here.intra_connectors,
            "OrganizationConfig": here.organization_config,
            "OrganizationRelationship": here.relationships,
            "PartnerApplication": here.partner_applications,
            "ReceiveConnector": self.receive_connectors,
            "RemoteDomain": here.remote_domains,
            "SendConnector": here.send_connectors,
            "SettingOverride": here.setting_overrides,
            "TransportConfig": here.transport_config,
            "TransportService": here.transport_services,
            "WebServicesVirtualDirectory": here.web_services,
        }

    def tenant_makers(self):
        there = self.tenant
        return {
            "AcceptedDomain": there.accepted_domains,
            "HostedConnectionFilterPolicy": there.connection_filter_policies,
            "InboundConnector": there.inbound_connectors,
            "IntraOrganizationConfiguration": there.intra_configuration,
            "IntraOrganizationConnector": there.intra_connectors,
            "MigrationEndpoint": there.migration_endpoints,
            "OnPremisesOrganization": lambda: there.onpremises_organizations(self.comment),
            "OrganizationConfig": there.organization_config,
            "OrganizationRelationship": there.relationships,
            "OutboundConnector": there.outbound_connectors,
            "RemoteDomain": there.remote_domains,
            "TransportConfig": lambda: [schema.make("OnPremises", "TransportConfig", {})],
            "TransportRule": list,
        }

    def servers(self):
        """Those whose certificates and builds are asked for."""
        return org.SERVERS

    def receive_connectors(self):
        return [item for name in org.SERVERS for item in self.onprem.receive_connectors(name)]

    # --- what a wizard's folder has not -----------------------------------------------------------

    def certificate_names(self, server):
        own = server.lower()
        return (f"{own}-wmsvc", self.onprem.story.certificate, "auth", f"{own}-server")

    def certificates(self, server):
        return [self._certificate(name) for name in self.certificate_names(server)]

    def _certificate(self, name):
        spec = certs.SPECS[name]
        item = self.onprem.certificate(name)
        more = {
            "EnhancedKeyUsages": [certs_oid(purpose) for purpose in spec.purposes],
            "IsSelfSigned": not spec.issuer,
            "Issuer": spec.issuer_text,
            "NotAfter": spec.ends,
            "NotBefore": spec.starts,
            "PublicKeySize": 2048,
            "Subject": spec.subject,
        }
        for key, value in more.items():
            item.properties.append((key, schema.type_of(value), schema.text_of(value)))
        return item

    def setup(self):
        """Set-up pads its numbers: 15.02.2562.037."""
        major, minor, build, part = (int(word) for word in org.BUILD.split("."))
        version = f"{major:02d}.{minor:02d}.{build:04d}.{part:03d}"
        values = {
            "FileVersion": version, "ProductVersion": version, "FileMajorPart": major,
            "FileMinorPart": minor, "FileBuildPart": build, "FilePrivatePart": part,
        }  # fmt: skip
        properties = [(name, schema.type_of(one), str(one)) for name, one in values.items()]
        return schema.Object("ExSetup", SETUP_TYPE, properties)


def certs_oid(purpose):
    return {"serverAuth": "1.3.6.1.5.5.7.3.1", "clientAuth": "1.3.6.1.5.5.7.3.2"}[purpose]
