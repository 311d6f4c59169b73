"""On-premises objects that carry no mail: web services, free/busy, OAuth.  And what a real folder
lacks: the answers of cmdlets the wizard does not run."""
from . import org, schema
from .onprem import OnPremises, ROOT_DN


class Sharing(OnPremises):
    def _virtual_directories(self, noun, prefix, category, values):
        place = ("CN=HTTP", category)
        name = f"{prefix} (Default Web Site)"
        changed = org.HYBRID_SINCE
        return [
            self._on_server(noun, server, name, place, values, changed) for server in org.SERVERS
        ]

    def web_services(self):
        directories = self._virtual_directories(
            "WebServicesVirtualDirectory",
            "EWS",
            "Web-Services-Virtual-Directory",
            {"ExternalUrl": org.EWS_URL, "InternalUrl": org.EWS_URL, "MRSProxyEnabled": True}
            | {"AdminDisplayVersion": org.DISPLAY_VERSION},
        )
        return directories

    def owa_directories(self):
        url = f"https://{org.SMART_HOST}/owa"
        return self._virtual_directories(
            "OwaVirtualDirectory",
            "owa",
            "OWA-Virtual-Directory",
            {"ExternalUrl": url, "InternalUrl": url},
        )

    def activesync_directories(self):
        url = f"https://{org.SMART_HOST}/Microsoft-Server-ActiveSync"
        return self._virtual_directories(
            "ActiveSyncVirtualDirectory",
            "Microsoft-Server-ActiveSync",
            "Mobile-Virtual-Directory",
            {"ExternalUrl": url, "InternalUrl": url},
        )

    def _hybrid(self, noun, name, values):
        return self._object(noun, name, values, org.HYBRID_SINCE, org.HYBRID_SINCE)

    def relationships(self):
        values = {
            "ArchiveAccessEnabled": True,
            "DeliveryReportEnabled": True,
            "DomainNames": [org.ROUTING_DOMAIN],
            "Enabled": True,
            "FreeBusyAccessEnabled": True,
            "FreeBusyAccessLevel": "LimitedDetails",
            "MailboxMoveEnabled": True,
            "MailTipsAccessEnabled": True,
            "MailTipsAccessLevel": "All",
            "PhotosEnabled": True,
            "TargetOwaURL": "https://outlook.office.com/mail",
        }
        return [self._hybrid("OrganizationRelationship", org.ONPREM_RELATIONSHIP, values)]

    def address_spaces(self):
        values = {
            "AccessMethod": "InternalProxy",
            "ForestName": org.ROUTING_DOMAIN,
            "ParentPathId": "CN=Availability Configuration",
            "ProxyUrl": org.EWS_URL,
            "UseServiceAccount": True,
        }
        return [self._hybrid("AvailabilityAddressSpace", org.ROUTING_DOMAIN, values)]

    def intra_connectors(self):
        values = {
            "DiscoveryEndpoint": org.ONLINE_AUTODISCOVER_URL,
            "Enabled": True,
            "TargetAddressDomains": [org.ROUTING_DOMAIN],
        }
        name = f"HybridIOC - {org.TENANT_GUID}"
        return [self._hybrid("IntraOrganizationConnector", name, values)]

    def intra_configuration(self):
        values = {
            "OnPremiseDiscoveryEndpoint": org.AUTODISCOVER_URL,
            "OnPremiseWebServiceEndpoint": org.EWS_URL,
        }
        return [schema.make("OnPremises", "IntraOrganizationConfiguration", values)]

    def auth_config(self):
        values = {
            "CurrentCertificateThumbprint": self.store.thumbprint("auth"),
            "ServiceName": "00000002-0000-0ff1-ce00-000000000000",
        }
        return [self._object("AuthConfig", "Auth Configuration", values)]

    def auth_servers(self):
        control = "https://accounts.accesscontrol.windows.net"
        login = "https://login.windows.net"
        acs = {
            "ApplicationIdentifier": "00000001-0000-0000-c000-000000000000",
            "AuthMetadataUrl": f"{control}/{org.DIRECTORY_GUID}/metadata/json/1",
            "AuthorizationEndpoint": "",
            "DomainName": [*org.DOMAINS, org.ROUTING_DOMAIN],
            "IssuerIdentifier": "00000001-0000-0000-c000-000000000000",
            "TokenIssuingEndpoint": f"{control}/{org.DIRECTORY_GUID}/tokens/OAuth/2",
            "Type": "MicrosoftACS",
        }
        evosts = {
            "ApplicationIdentifier": org.APPLICATION_GUID,
            "AuthMetadataUrl": f"{login}/{org.INITIAL_DOMAIN}/federationmetadata/2007-06/"
            "federationmetadata.xml",
            "AuthorizationEndpoint": f"{login}/common/oauth2/authorize",
            "DomainName": [org.ROUTING_DOMAIN],
            "IsDefaultAuthorizationEndpoint": True,
            "IssuerIdentifier": f"https://sts.windows.net/{org.DIRECTORY_GUID}/",
            "TokenIssuingEndpoint": f"{login}/common/oauth2/token",
            "Type": "AzureAD",
        }
        common = {"Enabled": True, "Realm": org.DIRECTORY_GUID}
        return [
            self._hybrid("AuthServer", f"ACS - {org.TENANT_GUID}", common | acs),
            self._hybrid("AuthServer", f"EvoSts - {org.TENANT_GUID}", common | evosts),
        ]

    def partner_applications(self):
        values = {
            "ApplicationIdentifier": "00000002-0000-0ff1-ce00-000000000000",
            "Enabled": True,
            "LinkedAccount": f"{org.AD_DOMAIN}/Users/Exchange Online-ApplicationAccount",
        }
        return [self._object("PartnerApplication", "Exchange Online", values, org.HYBRID_SINCE)]

    def federated_identifier(self):
        return [self._object("FederatedOrganizationIdentifier", "Federation", {})]

    # --- what a real folder lacks -----------------------------------------------------------------

    def transport_config(self):
        size = "35 MB (36,700,160 bytes)"  # no less than the Send connectors' MaxMessageSize
        values = {"MaxReceiveSize": size, "MaxSendSize": size}
        return [self._object("TransportConfig", "Transport Settings", values)]

    def transport_services(self):
        return [
            schema.make("OnPremises", "TransportService", self._transport_service(server))
            for server in org.SERVERS
        ]

    def _transport_service(self, server):
        base = self._directory(
            server, server, f"CN={server},{ROOT_DN}", "Exchange-Transport-Server", org.INSTALLED,
            org.INSTALLED,
        )  # fmt: skip
        thumbprint = self.store.thumbprint(f"{server.lower()}-server")
        return base | {"InternalTransportCertificateThumbprint": thumbprint}

    def setting_overrides(self):
        values = {
            "ComponentName": "Global",
            "ModifiedBy": f"{org.AD_DOMAIN}/Users/Exchange Admin",
            "Parameters": ["Enabled=true"],
            "Reason": "Dedicated hybrid application",
            "SectionName": "ExchangeOnpremAsThirdPartyAppId",
        }
        name = "EnableExchangeHybrid3PAppFeature"
        return [self._hybrid("SettingOverride", name, values)]
