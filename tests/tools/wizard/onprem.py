"""The organisation's objects on premises, as cmdlets answer them."""
import base64

from . import certs, org, schema

ROOT_DN = f"CN={org.COMPANY},CN=Microsoft Exchange,CN=Services,CN=Configuration,{org.AD_DN}"
GROUP = "Exchange Administrative Group (FYDIBOHF23SPDLT)"
GROUP_DN = f"CN={GROUP},CN=Administrative Groups,{ROOT_DN}"
SERVERS_DN = f"CN=Servers,{GROUP_DN}"
ROUTING_GROUP = "Exchange Routing Group (DWBGZMFD01QNBJR)"
ALL_ADDRESSES = ("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0-255.255.255.255")
AUTH_ALL = "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer"
AUTH_CLIENT = "Tls, Integrated, BasicAuth, BasicAuthRequireTLS"
CAPABILITY = f"{org.PROTECTION_DOMAIN}:AcceptCloudServicesMail"

# Where an object of the noun lies below the organisation, and its class in the schema.
PLACES = {
    "AcceptedDomain": ("CN=Accepted Domains,CN=Transport Settings", "Accepted-Domain"),
    "AuthConfig": ("", "Auth-Auth-Config"),
    "AuthServer": ("CN=Auth Servers,CN=Auth Configuration", "Auth-Auth-Server"),
    "AvailabilityAddressSpace": ("CN=Availability Configuration", "Availability-Address-Space"),
    "EmailAddressPolicy": ("CN=Recipient Policies", "Recipient-Policy"),
    "FederatedOrganizationIdentifier": ("", "Fed-OrgId"),
    "HybridConfiguration": ("CN=Hybrid Configuration", "Coexistence-Relationship"),
    "IntraOrganizationConnector": (
        "CN=Intra Organization Connectors",
        "Intra-Organization-Connector",
    ),
    "OrganizationRelationship": ("CN=Federation", "Fed-Sharing-Relationship"),
    "PartnerApplication": (
        "CN=Partner Applications,CN=Auth Configuration",
        "Auth-Partner-Application",
    ),
    "RemoteDomain": ("CN=Internet Message Formats,CN=Global Settings", "Domain-Content-Config"),
    "SendConnector": (
        f"CN=Connections,CN={ROUTING_GROUP},CN=Routing Groups,CN={GROUP},CN=Administrative Groups",
        "Routing-SMTP-Connector",
    ),
    "SettingOverride": ("CN=Setting Overrides,CN=Global Settings", "Config-Settings"),
    "TransportConfig": ("", "Transport-Settings"),
}


class OnPremises:
    """What cmdlets answer; the run notes in @touched what it has changed."""

    def __init__(self, story, store):
        self.story = story
        self.store = store
        self.touched = {}  # (noun, name): when this run changed it, UTC

    # --- what all objects share -------------------------------------------------------------------

    def _times(self, changed, created):
        local = self.story.local
        return {
            "WhenChanged": local(changed),
            "WhenChangedUTC": changed,
            "WhenCreated": local(created),
            "WhenCreatedUTC": created,
        }

    def _directory(self, name, identity, dn, category, changed, created):
        return {
            "DistinguishedName": dn,
            "Guid": org.guid("onprem", category, identity),
            "Id": identity,
            "Identity": identity,
            "Name": name,
            "ObjectCategory": f"{org.AD_DOMAIN}/Configuration/Schema/ms-Exch-{category}",
            "ObjectState": "Unchanged",
            "OriginatingServer": org.DOMAIN_CONTROLLER,
            **self._times(changed, created),
        }

    def _object(self, noun, name, values, changed=org.INSTALLED, created=org.INSTALLED):
        container, category = PLACES[noun]
        changed = self.touched.get((noun, name), changed)
        dn = f"CN={name},{container},{ROOT_DN}" if container else f"CN={name},{ROOT_DN}"
        base = self._directory(name, name, dn, category, changed, created)
        return schema.make("OnPremises", noun, base | values)

    def _on_server(self, noun, server, name, place, values, changed=org.INSTALLED):
        place_dn, category = place
        dn = f"CN={name},{place_dn},CN=Protocols,CN={server},{SERVERS_DN}"
        identity = f"{server}\\{name}"
        base = self._directory(name, identity, dn, category, changed, org.INSTALLED)
        return schema.make("OnPremises", noun, base | {"Server": server} | values)

    # --- servers ----------------------------------------------------------------------------------

    def exchange_servers(self):
        return [self._exchange_server(server) for server in org.SERVERS]

    def _exchange_server(self, server):
        dn = f"CN={server},{SERVERS_DN}"
        since = org.INSTALLED
        base = self._directory(server, server, dn, "Exchange-Server", since, since)
        legacy = f"/o={org.COMPANY}/ou={GROUP}/cn=Configuration/cn=Servers"
        values = {
            "AdminDisplayVersion": org.DISPLAY_VERSION,
            "Domain": org.AD_DOMAIN,
            "Edition": "Standard",
            "ExchangeLegacyDN": f"{legacy}/cn={server}",
            "Fqdn": org.fqdn(server),
            "NetworkAddress": f"ncacn_ip_tcp:{org.fqdn(server)}",
            "OrganizationalUnit": f"{org.AD_DOMAIN}/{server}",
            "RemainingTrialPeriod": "00:00:00",
            "ServerRole": "Mailbox",
            "Site": org.SITE,
        }
        return schema.make("OnPremises", "ExchangeServer", base | values)

    def mailbox_databases(self):
        return [
            schema.make("OnPremises", "MailboxDatabase", self._database(f"DB{i}", server))
            for i, server in enumerate(org.SERVERS, start=1)
        ]

    def _database(self, name, server):
        dn = f"CN={name},CN=Databases,{GROUP_DN}"
        base = self._directory(name, name, dn, "Private-MDB", org.INSTALLED, org.INSTALLED)
        return base | {"Server": server, "ServerName": server}

    def certificates(self, server):
        own = server.lower()
        names = (f"{own}-wmsvc", self.story.certificate, *self.story.also_installed)
        names += ("auth", f"{own}-server")
        return [self.certificate(name) for name in names]

    def certificate(self, name):
        values = {"RawData": base64.b64encode(self.store.der(name)).decode("ascii")}
        if self.story.is_rich:
            values |= self._certificate_facts(name)
        return schema.only("OnPremises", "ExchangeCertificate", values)

    def _certificate_facts(self, name):
        spec = certs.SPECS[name]
        is_public = bool(spec.issuer)
        services = {"auth": "SMTP", "e1-wmsvc": "None", "e2-wmsvc": "None"}.get(name, "IIS, SMTP")
        return {
            "CertificateDomains": spec.names,
            "HasPrivateKey": True,
            "RootCAType": "ThirdParty" if is_public else "None",
            "Services": services,
            "Status": "Valid",
            "Thumbprint": self.store.thumbprint(name),
        }

    def selected(self):
        """<I>…<S>… of the certificate the connectors name."""
        return certs.SPECS[self.story.certificate].identifier

    # --- organisation -----------------------------------------------------------------------------

    def organization_config(self):
        base = self._directory(
            org.COMPANY, org.COMPANY, ROOT_DN, "Organization-Container", org.HYBRID_SINCE,
            org.INSTALLED,
        )  # fmt: skip
        values = {"Guid": org.ONPREM_GUID, "LegacyExchangeDN": f"/o={org.COMPANY}"}
        values["AdminDisplayVersion"] = "0.20 (15.2.2562.37)"
        return [schema.make("OnPremises", "OrganizationConfig", base | values)]

    def hybrid_configuration(self):
        is_written = ("HybridConfiguration", "Hybrid Configuration") in self.touched
        domains = org.DOMAINS if is_written else self.story.former_domains
        values = {
            "Domains": domains,
            "Features": org.FEATURES,
            "OnPremisesSmartHost": org.SMART_HOST,
            "ReceivingTransportServers": org.SERVERS,
            "SendingTransportServers": org.SERVERS,
            "TlsCertificateName": self.selected(),
        }
        return [
            self._object(
                "HybridConfiguration",
                "Hybrid Configuration",
                values,
                self.story.changed,
                org.HYBRID_SINCE,
            )
        ]

    def accepted_domains(self):
        names = (*org.DOMAINS, org.ROUTING_DOMAIN)
        return [
            self._object(
                "AcceptedDomain",
                name,
                {"Default": name == org.DOMAINS[0], "DomainName": name},
                org.HYBRID_SINCE if name == org.ROUTING_DOMAIN else org.INSTALLED,
            )
            for name in names
        ]

    def remote_domains(self):
        hybrid = [
            (org.ROUTING_DOMAIN, {"TargetDeliveryDomain": True}),
            (org.INITIAL_DOMAIN, {"TrustedMailInboundEnabled": True}),
        ]
        objects = [self._object("RemoteDomain", "Default", {"DomainName": "*"})]
        for domain, values in hybrid:
            values |= {"AutoForwardEnabled": True, "AutoReplyEnabled": True, "CharacterSet": ""}
            values |= {"DomainName": domain, "NonMimeCharacterSet": ""}
            name = f"Hybrid Domain - {domain}"
            objects.append(
                self._object("RemoteDomain", name, values, org.HYBRID_SINCE, org.HYBRID_SINCE)
            )
        return objects

    def policies(self):
        return [
            self._policy("Default Policy", "Lowest", org.DOMAINS[0]),
            self._policy("Fabrikam", "1", org.DOMAINS[1]),
        ]

    def _policy(self, name, priority, domain):
        templates = [f"SMTP:%m@{domain}"]
        # The wizard adds the routing address to policies of the hybrid domains only.
        is_written = ("EmailAddressPolicy", name) in self.touched
        if is_written or domain in self.story.former_domains:
            templates.append(f"smtp:%m@{org.ROUTING_DOMAIN}")
        values = {
            "EnabledEmailAddressTemplates": templates,
            "EnabledPrimarySMTPAddressTemplate": f"%m@{domain}",
            "IncludedRecipients": "AllRecipients",
            "LastUpdatedRecipientFilter": "Alias -ne $null",
            "LdapRecipientFilter": "(mailNickname=*)",
            "Priority": priority,
            "RecipientFilter": "Alias -ne $null",
            "RecipientFilterType": "Precanned",
        }
        return self._object("EmailAddressPolicy", name, values, org.HYBRID_SINCE)

    # --- mail flow --------------------------------------------------------------------------------

    def send_connectors(self):
        common = {
            "AddressSpaces": ["smtp:*;1"],
            "CloudServicesMailEnabled": False,
            "DNSRoutingEnabled": True,
            "DomainSecureEnabled": False,
            "HomeMtaServerId": org.SERVERS[0],
            "IgnoreSTARTTLS": False,
            "IsScopedConnector": False,
            "SmartHosts": [],
            "SmartHostsString": "",
            "SourceTransportServers": org.SERVERS,
            "MaxMessageSize": "35 MB (36,700,160 bytes)",
            "SourceRoutingGroup": ROUTING_GROUP,
        }
        hybrid = {
            "AddressSpaces": [f"smtp:{org.ROUTING_DOMAIN};1"],
            "CloudServicesMailEnabled": True,
            "Fqdn": org.SMART_HOST,
            "RequireTLS": True,
            "TlsAuthLevel": "DomainValidation",
            "TlsCertificateName": self.selected(),
            "TlsDomain": org.PROTECTION_DOMAIN,
        }
        internet = {"Fqdn": org.SMART_HOST, "RequireTLS": False, "TlsAuthLevel": None}
        return [
            self._object("SendConnector", "Internet mail", common | internet),
            self._object(
                "SendConnector", org.SEND, common | hybrid, self.story.changed, org.HYBRID_SINCE
            ),
        ]

    def receive_connectors(self, server):
        """The five that set-up makes; the wizard changed Default Frontend."""
        user = {"EnableAuthGSSAPI": True, "MessageRateLimit": "5", "MessageRateSource": "User"}
        hub = {"TransportRole": "HubTransport"}
        front = {"TransportRole": "FrontendTransport"}
        outbound = {"TarpitInterval": "00:00:00"}
        client = {"AuthMechanism": AUTH_CLIENT}
        servers = "ExchangeServers, ExchangeLegacyServers"
        hybrid = {
            "TlsCertificateName": self.selected(),
            "TlsDomainCapabilities": [CAPABILITY],
        }
        default = {
            "MaxInboundConnectionPercentagePerSource": 100,
            "MaxInboundConnectionPerSource": "Unlimited",
            "MaxRecipientsPerMessage": 5000,
            "SizeEnabled": "EnabledWithoutValue",
        }
        rows = [
            ("Default", 2525, f"ExchangeUsers, {servers}", hub | default),
            ("Client Proxy", 465, "ExchangeUsers, ExchangeServers", hub | user),
            ("Default Frontend", 25, f"AnonymousUsers, {servers}", front | hybrid),
            ("Outbound Proxy Frontend", 717, "ExchangeServers", front | outbound),
            ("Client Frontend", 587, "ExchangeUsers", front | user | client),
        ]
        return [self._receive_connector(server, *row) for row in rows]

    def _receive_connector(self, server, prefix, port, groups, values):
        base = {
            "AuthMechanism": AUTH_ALL,
            "Bindings": [f"[::]:{port}", f"0.0.0.0:{port}"],
            "Fqdn": org.fqdn(server),
            "MaxInboundConnectionPercentagePerSource": 2,
            "MaxInboundConnectionPerSource": "20",
            "MaxRecipientsPerMessage": 200,
            "PermissionGroups": groups,
            "ProtocolLoggingLevel": "Verbose" if "TlsCertificateName" in values else "None",
            "RemoteIPRanges": ALL_ADDRESSES,
            "SizeEnabled": "Enabled",
        }
        changed = self.story.changed if "TlsCertificateName" in values else org.INSTALLED
        place = ("CN=SMTP Receive Connectors", "Smtp-Receive-Connector")
        name = f"{prefix} {server}"
        return self._on_server("ReceiveConnector", server, name, place, base | values, changed)
