"""The made-up organisation, and the stories told about it.  All names are reserved ones."""
import dataclasses
import datetime
import uuid

COMPANY = "Contoso"
AD_DOMAIN = "corp.contoso.example"
AD_DN = "DC=corp,DC=contoso,DC=example"
DOMAIN_CONTROLLER = "DC01.corp.contoso.example"
SITE = "corp.contoso.example/Configuration/Sites/Default-First-Site-Name"
SERVERS = ("E1", "E2")
BUILD = "15.2.2562.37"
DISPLAY_VERSION = "Version 15.2 (Build 2562.37)"

DOMAINS = ("contoso.example", "fabrikam.example")
SMART_HOST = "mail.contoso.example"
EWS_URL = f"https://{SMART_HOST}/ews/Exchange.asmx"
AUTODISCOVER_URL = f"https://{SMART_HOST}/autodiscover/autodiscover.svc"
ONLINE_AUTODISCOVER_URL = "https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc"

INITIAL_DOMAIN = "contoso.onmicrosoft.com"
ROUTING_DOMAIN = "contoso.mail.onmicrosoft.com"
PROTECTION_DOMAIN = "mail.protection.outlook.com"
FOREST = "EURPR99A001.PROD.OUTLOOK.COM"
FOREST_SERVER = "AM0PR99A01DC001.EURPR99A001.PROD.OUTLOOK.COM"

TENANT_GUID = "5c1d2e3f-7a4b-4c8d-9e0f-c0ffee000001"
ONPREM_GUID = "8d9e0f1a-2b3c-4d5e-8f60-c0ffee000002"
DIRECTORY_GUID = "0f1e2d3c-4b5a-4968-8776-c0ffee000003"
APPLICATION_GUID = "6a5b4c3d-2e1f-4a0b-9c8d-c0ffee000004"

SEND = f"Outbound to Office 365 - {TENANT_GUID}"
INBOUND = f"Inbound from {ONPREM_GUID}"
OUTBOUND = f"Outbound to {ONPREM_GUID}"
ONPREM_RELATIONSHIP = f"On-premises to O365 - {TENANT_GUID}"
TENANT_RELATIONSHIP = f"O365 to On-premises - {ONPREM_GUID}"
ENDPOINT = "Hybrid Migration Endpoint - EWS (Default Web Site)"
SENDER_NAME = "*.contoso.example"  # CN minus its first label: the CN itself is no accepted domain
FEATURES = (
    "FreeBusy", "MoveMailbox", "Mailtips", "MessageTracking", "OwaRedirection", "OnlineArchive",
    "SecureMail", "Photos",
)  # fmt: skip

INSTALLED = datetime.datetime(2025, 9, 2, 9, 14, 7)  # Exchange set-up, UTC
HYBRID_SINCE = datetime.datetime(2025, 9, 9, 13, 2, 44)  # first run of the wizard, UTC


def fqdn(server):
    return f"{server}.{AD_DOMAIN}"


def guid(*names):
    """The same name has the same GUID in every story."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, "/".join(names) + ".contoso.example"))


@dataclasses.dataclass(frozen=True)
class Story:
    name: str
    started: datetime.datetime  # local time
    offset: datetime.timedelta  # local time minus UTC
    client: str  # version of the wizard
    certificate: str  # name of the certificate connectors use
    also_installed: tuple  # further certificates on both servers
    changed: datetime.datetime  # UTC: the connectors' last change before this run
    previous: datetime.datetime  # UTC: the run before
    previous_client: str
    added_domain: str = ""  # the domain this run was made for
    is_rich: bool = False  # with what a real folder lacks, so that no rule is unknown

    @property
    def stamp(self):
        return self.started.strftime("%Y%m%d_%H%M%S")

    def utc(self, local):
        return local - self.offset

    def local(self, utc):
        return utc + self.offset

    @property
    def former_domains(self):
        return tuple(domain for domain in DOMAINS if domain != self.added_domain)


STORIES = {
    "healthy": Story(
        name="healthy",
        started=datetime.datetime(2026, 9, 15, 8, 12, 4, 218000),
        offset=datetime.timedelta(hours=2),
        client="17.2.9012.0",
        certificate="hybrid",
        also_installed=(),
        changed=datetime.datetime(2026, 8, 21, 7, 44, 19),
        previous=datetime.datetime(2026, 8, 21, 7, 41, 52, 604000),
        previous_client="17.2.8874.0",
        is_rich=True,
    ),
    "example": Story(
        name="example",
        started=datetime.datetime(2026, 10, 20, 14, 37, 51, 96000),
        offset=datetime.timedelta(hours=2),
        client="17.2.9104.0",
        certificate="example-old",
        also_installed=("example-renewed",),
        changed=datetime.datetime(2026, 5, 4, 9, 31, 8),
        previous=datetime.datetime(2026, 5, 4, 9, 28, 33, 417000),
        previous_client="17.2.8410.0",
        added_domain="fabrikam.example",
    ),
}
