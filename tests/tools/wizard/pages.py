"""What the wizard prints before it starts to work: its start, its pages, what it found."""
from . import certs, log, org, record
from .session import UX

ZONE = "W. Europe Daylight Time"
UPDATE_URL = (
    "https://shcwreleaseprod.blob.core.windows.net/shcw/Microsoft.Online.CSE.Hybrid.Client"
    ".application"
)
FOLDER = "C:\\Users\\admin\\AppData\\Local\\Apps\\2.0\\Microsoft.Online.CSE.Hybrid.Client"
PROGRAM = f"{FOLDER}\\Microsoft.Online.CSE.Hybrid.Client.exe"


def boot(session, story):
    """The .boot file: the starter of the wizard."""
    context = (("Client", "Boot"),)
    session.log.append(log.zone_line(session.now, ZONE))
    with session.span((10411, 10411), (), thread=1, head=context):
        session.say(10412, "Startup Options: ", head=context, thread=1)
        major, minor, build, private = story.client.split(".")
        rows = [
            ("CompanyName", "Microsoft Corporation."),
            ("FileBuildPart", build),
            ("FileMajorPart", major),
            ("FileMinorPart", minor),
            ("FileName", PROGRAM),
            ("FilePrivatePart", private),
            ("FileVersion", f"{major}.{int(minor):02d}.{build}.{int(private):03d}"),
            ("InternalName", "Microsoft.Online.CSE.Hybrid.Client.exe"),
        ]
        session.say(10413, log.table("FileVersionInfo", rows), head=context, thread=1)
        session.pass_time(120)
        configuration = log.table("Boot Configuration", _configuration(story))
        session.say(10414, configuration, head=context, thread=1)
        session.say(10415, f"Starting {PROGRAM}", head=context, thread=1)


def _configuration(story):
    """Printed by the starter and by the wizard; both say when the starter began."""
    return [
        ("DateTimeUtcTicks", str(record.ticks(story.utc(story.started)))),
        ("ActivationUri", UPDATE_URL),
        ("IsNetworkDeployed", "False"),
        ("CurrentVersion", story.client),
        ("DataDirectory", f"{FOLDER}\\Data"),
        ("IsFirstRun", "False"),
        ("UpdatedVersion", story.client),
        ("UpdateLocation", UPDATE_URL),
    ]


def opening(session, story):
    session.log.append(log.zone_line(session.now, ZONE))
    session.pass_time(88)
    session.say(10410, log.table("Boot Configuration", _configuration(story)), thread=1)
    session.say(10016, "Startup Options: boot", thread=1)
    process = [
        ("Machine Name", org.SERVERS[0]),
        ("OS Version", "Microsoft Windows NT 10.0.26100.0"),
        ("Latest Framework", " - 533509"),
        ("Current Directory", FOLDER),
        ("Session Id", org.guid("session", story.name)),
        ("Current Culture", "en-US"),
        ("Date Time Offset", f"{story.offset.seconds // 3600:02d}:00:00"),
    ]
    session.say(10017, log.table("Process Info", process), thread=1)


def page(session, name, rows=None, lasts=1500):
    with session.span((10265, 10266), (("Page", name),), thread=1, how="via Next"):
        session.pass_time(lasts)
    if rows:
        context = (("Page", name),)
        session.say(10302, log.table(name, rows), context=context, thread=1)


def findings(session, story):
    """Initial Data and what stands around it."""
    rows = [
        ("Administrator", "True"),
        ("Tenant State", "Hydrated (ready)"),
        ("Tenant Accepted Domains", org.ROUTING_DOMAIN),
        *[("", domain) for domain in (*org.DOMAINS, org.INITIAL_DOMAIN)],
        ("On-premises Accepted Domains", ", ".join((*org.DOMAINS, org.ROUTING_DOMAIN))),
        ("Potential Hybrid Domains", ", ".join(org.DOMAINS)),
        ("Internet Web Proxies", ""),
        ("AAD Connect Installed", "True"),
        ("Connector Route", ""),
    ]
    session.say(10035, log.table("Initial Data", rows), thread=1)
    header = ("AdminDisplayVersion", "Domain", "Edition", "Fqdn", "Identity", "ServerRole", "Site")
    servers = [
        (org.DISPLAY_VERSION, org.AD_DOMAIN, "Standard", org.fqdn(name), name, "Mailbox", org.SITE)
        for name in org.SERVERS
    ]
    session.say(10304, log.table("Exchange Servers", servers, header), thread=1)
    session.say(10034, log.table("External Urls", [(org.EWS_URL, "2")]), thread=1)


def _moment(time):
    return f"{log.moment(time)} +00:00"


def certificates(session, story, store, server):
    """Message 10023: what lies on a server, as the wizard lists it."""
    own = server.lower()
    names = (f"{own}-wmsvc", story.certificate, *story.also_installed, "auth", f"{own}-server")
    today = story.utc(session.now)
    rows = []
    for name in names:
        spec = certs.SPECS[name]
        client = "clientAuth" in spec.purposes
        purpose = "Server Authentication" + (", Client Authentication" if client else "")
        rows.append(
            (
                spec.common_name,
                _moment(spec.starts),
                _moment(spec.ends),
                str(spec.ends < today),
                str(name == "auth"),
                str(client),
                purpose,
                spec.issuer_text,
                spec.subject,
                store.thumbprint(name),
            )
        )
    header = (
        "Name", "NotBefore", "NotAfter", "IsExpired", "IsSelfSigned", "IsClientAuthentication",
        "Purpose", "Issuer", "Subject", "Thumbprint",
    )  # fmt: skip
    session.say(10023, log.table(f"Certificates on {server}: {len(rows)}", rows, header))


def selected(session, story):
    spec = certs.SPECS[story.certificate]
    context = (("Page", "SendReceiveCertificate"),)
    text = f"Selected Certificate: {spec.identifier}"
    session.say(10063, text, context=context, thread=1, head=UX)
    described = (
        f"{spec.issuer_text}: Issuer, {spec.subject}: Subject, {_moment(spec.starts)}: Not Before,"
        f" {_moment(spec.ends)}: Not After"
    )
    lines = log.table("SendReceiveCertificate", [("Certificate", described)])
    session.say(10302, lines, context=context, thread=1)
