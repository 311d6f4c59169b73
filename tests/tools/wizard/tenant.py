"""The organisation's objects in Exchange Online, as cmdlets answer them."""
import datetime

from . import org, schema

UNIT_DN = (
    f"CN=Configuration,CN={org.INITIAL_DOMAIN},CN=ConfigurationUnits,"
    "DC=EURPR99A001,DC=PROD,DC=OUTLOOK,DC=COM"
)
ORGANIZATION_ID = (
    f"{org.FOREST}/Microsoft Exchange Hosted Organizations/{org.INITIAL_DOMAIN}"
    f" - {org.FOREST}/ConfigurationUnits/{org.INITIAL_DOMAIN}/Configuration"
)
SUBSCRIBED = datetime.datetime(2024, 5, 13, 10, 20, 31)

PLACES = {
    "AcceptedDomain": ("CN=Accepted Domains,CN=Transport Settings", "Accepted-Domain"),
    "HostedConnectionFilterPolicy": (
        "CN=Hosted Connection Filter,CN=Transport Settings",
        "Hosted-Connection-Filter-Config",
    ),
    "InboundConnector": ("CN=Transport Settings", "SMTP-Inbound-Connector"),
    "IntraOrganizationConnector": (
        "CN=Intra Organization Connectors",
        "Intra-Organization-Connector",
    ),
    "OnPremisesOrganization": ("CN=On-Premises Organization", "On-Premises-Organization"),
    "OrganizationRelationship": ("CN=Federation", "Fed-Sharing-Relationship"),
    "OutboundConnector": ("CN=Transport Settings", "SMTP-Outbound-Connector"),
    "RemoteDomain": ("CN=Internet Message Formats,CN=Global Settings", "Domain-Content-Config"),
}


class Tenant:
    def __init__(self, story):
        self.story = story
        self.touched = {}  # (noun, name): when this run changed it, UTC

    def _base(self, name, dn, category, changed, created):
        guid = org.guid("tenant", category, name)
        local = self.story.local
        return {
            "DistinguishedName": dn,
            "ExchangeObjectId": guid,
            "Guid": guid,
            "Id": name,
            "Identity": name,
            "Name": name,
            "ObjectCategory": f"{org.FOREST}/Configuration/Schema/ms-Exch-{category}",
            "OrganizationalUnitRoot": org.INITIAL_DOMAIN,
            "OrganizationId": ORGANIZATION_ID,
            "OriginatingServer": org.FOREST_SERVER,
            "WhenChanged": local(changed),
            "WhenChangedUTC": changed,
            "WhenCreated": local(created),
            "WhenCreatedUTC": created,
        }

    def _object(self, noun, name, values, changed=SUBSCRIBED, created=SUBSCRIBED):
        container, category = PLACES[noun]
        changed = self.touched.get((noun, name), changed)
        base = self._base(name, f"CN={name},{container},{UNIT_DN}", category, changed, created)
        return schema.make("Tenant", noun, base | values)

    def _domains(self, noun, name):
        is_written = (noun, name) in self.touched
        return org.DOMAINS if is_written else self.story.former_domains

    def organization_config(self):
        base = self._base(
            org.INITIAL_DOMAIN, UNIT_DN, "Configuration-Unit-Container", SUBSCRIBED, SUBSCRIBED
        )
        values = {
            "AdminDisplayVersion": "0.20 (15.20.9412.15)",
            "DisplayName": org.COMPANY,
            "EwsAllowedAppIDs": [org.APPLICATION_GUID],
            "EwsEnabled": True,
            "Guid": org.TENANT_GUID,
            "Id": "First Organization",
            "RejectDirectSend": False,
            "SharePointUrl": "https://contoso.sharepoint.com/",
        }
        return [schema.make("Tenant", "OrganizationConfig", base | values)]

    def service_principals(self):
        """Exchange Online's own, as an export of the directory has it."""
        values = {
            "AppId": "00000002-0000-0ff1-ce00-000000000000",
            "DisplayName": "Office 365 Exchange Online",
            "HasKeys": False,
            "Name": "Office 365 Exchange Online",
            "ObjectId": org.guid("tenant", "service-principal", "exchange"),
        }
        return [schema.only("Tenant", "ServicePrincipal", values)]

    def accepted_domains(self):
        flags = {}
        if self.story.is_rich:
            flags = {"SendingFromDomainDisabled": False, "SendingToDomainDisabled": False}
        return [
            self._object(
                "AcceptedDomain",
                name,
                {
                    "Default": name == org.DOMAINS[0],
                    "DomainName": name,
                    "FederatedOrganizationLink": "Federation",
                    "InitialDomain": name == org.INITIAL_DOMAIN,
                    "IsCoexistenceDomain": name == org.ROUTING_DOMAIN,
                }
                | flags,
            )
            for name in (org.ROUTING_DOMAIN, *org.DOMAINS, org.INITIAL_DOMAIN)
        ]

    def remote_domains(self):
        return [self._object("RemoteDomain", "Default", {"DomainName": "*"})]

    def inbound_connectors(self):
        values = {
            "CloudServicesMailEnabled": True,
            "ConnectorSource": "HybridWizard",
            "ConnectorType": "OnPremises",
            "Enabled": True,
            "NameHashGuid": org.guid("tenant", "name", org.INBOUND),
            "OrganizationalUnitRootInternal": org.INITIAL_DOMAIN,
            "RequireTls": True,
            "SenderDomains": ["smtp:*;1"],
            "TlsSenderCertificateName": org.SENDER_NAME,
        }
        return [
            self._object(
                "InboundConnector", org.INBOUND, values, self.story.changed, org.HYBRID_SINCE
            )
        ]

    def outbound_connectors(self):
        values = {
            "CloudServicesMailEnabled": True,
            "ConnectorSource": "HybridWizard",
            "ConnectorType": "OnPremises",
            "Enabled": True,
            "RecipientDomains": self._domains("OutboundConnector", org.OUTBOUND),
            "SmartHosts": [org.SMART_HOST],
            "TlsDomain": org.SMART_HOST,
            "TlsSettings": "DomainValidation",
        }
        if self.story.is_rich:
            values |= {"MtaStsMode": "Opportunistic", "SmtpDaneMode": "Opportunistic"}
        return [
            self._object(
                "OutboundConnector", org.OUTBOUND, values, self.story.changed, org.HYBRID_SINCE
            )
        ]

    def onpremises_organizations(self, comment):
        values = {
            "Comment": comment,
            "HybridDomains": self._domains("OnPremisesOrganization", org.ONPREM_GUID),
            "InboundConnector": org.INBOUND,
            "OrganizationGuid": org.ONPREM_GUID,
            "OrganizationName": org.COMPANY,
            "OrganizationRelationship": org.TENANT_RELATIONSHIP,
            "OutboundConnector": org.OUTBOUND,
        }
        return [
            self._object(
                "OnPremisesOrganization",
                org.ONPREM_GUID,
                values,
                self.story.changed,
                org.HYBRID_SINCE,
            )
        ]

    def relationships(self):
        values = {
            "DeliveryReportEnabled": True,
            "DomainNames": self._domains(
                "OrganizationRelationship", org.TENANT_RELATIONSHIP
            ),
            "Enabled": True,
            "FreeBusyAccessEnabled": True,
            "FreeBusyAccessLevel": "LimitedDetails",
            "MailTipsAccessEnabled": True,
            "MailTipsAccessLevel": "All",
            "PhotosEnabled": True,
            "TargetOwaURL": f"https://{org.SMART_HOST}/owa",
        }
        return [
            self._object(
                "OrganizationRelationship",
                org.TENANT_RELATIONSHIP,
                values,
                self.story.changed,
                org.HYBRID_SINCE,
            )
        ]

    def intra_connectors(self):
        values = {
            "DiscoveryEndpoint": org.AUTODISCOVER_URL,
            "Enabled": True,
            "TargetAddressDomains": org.DOMAINS,
        }
        name = f"HybridIOC - {org.ONPREM_GUID}"
        return [
            self._object(
                "IntraOrganizationConnector", name, values, self.story.changed, org.HYBRID_SINCE
            )
        ]

    def intra_configuration(self):
        values = {
            "OnlineDiscoveryEndpoint": org.ONLINE_AUTODISCOVER_URL,
            "OnlineTargetAddress": org.ROUTING_DOMAIN,
            "OnPremiseTargetAddresses": org.DOMAINS,
        }
        return [schema.make("Tenant", "IntraOrganizationConfiguration", values)]

    def migration_endpoints(self):
        values = {
            "Guid": org.guid("tenant", "MigrationEndpoint", org.ENDPOINT),
            "Identity": org.ENDPOINT,
            "RemoteServer": org.SMART_HOST,
        }
        return [schema.make("Tenant", "MigrationEndpoint", values)]

    def connection_filter_policies(self):
        """The wizard does not ask for it; part of the rich folder only."""
        return [self._object("HostedConnectionFilterPolicy", "Default", {"IsDefault": True})]
