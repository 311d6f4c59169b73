/*
 * Where the rules come from.  Room: checks.  Sorted by key.
 * Dates are those of the copy that was read: a repository's commit, else the day of reading.
 * Microsoft changes its pages; a rule whose source is old says so by its date.
 */
#include "checks/sources.h"

#include <stdlib.h>
#include <string.h>

#define OE "github.com/MicrosoftDocs/OfficeDocs-Exchange, Exchange/"
#define OS "github.com/MicrosoftDocs/OfficeDocs-Support, Exchange/"
#define HCW_ERRORS OS "ExchangeHybrid/hybrid-configuration-wizard-errors/"
#define NDR_PAGES OS "ExchangeOnline/email-delivery/ndr/"
#define PS                                                                                         \
	"github.com/MicrosoftDocs/office-docs-powershell, "                                        \
	"exchange/exchange-ps/ExchangePowerShell/"
#define HC "github.com/microsoft/CSS-Exchange, "

static const HcSource sources[] = {
	{ "BLOG-2016CERT",
		"Important notice about certificate expiration for Exchange 2013 Hybrid customers",
		"techcommunity.microsoft.com/t5/Exchange-Team-Blog/"
		"Important-notice-about-certificate-expiration-for-Exchange-2013/bc-p/604523",
		"2026-11-23" },
	{ "BLOG-3KEYS", "Three key points for connector settings (Microsoft Japan support)",
		"jpmessaging/blog source/_posts/Three-Key-Points-for-Connector-Settings.md",
		"2026-11-23" },
	{ "BLOG-ATTR", "Office 365 Message Attribution",
		"techcommunity.microsoft.com/blog/exchange/office-365-message-attribution/749143",
		"2026-11-23" },
	{ "BLOG-DANEMODE", "Announcing SMTP DANE & MTA-STS Connector Modes",
		"techcommunity.microsoft.com/blog/exchange/"
		"announcing-smtp-dane--mta-sts-connector-modes-in-exchange-online/4501005",
		"2026-11-23" },
	{ "BLOG-DHA", "Dedicated hybrid app: temporary enforcements, new wizard (2025-08)",
		"techcommunity.microsoft.com/blog/exchange/"
		"exchange-server-security-changes-for-hybrid-deployments/4396833 and .../4440682",
		"2026-11-23" },
	{ "BLOG-DIRECTSEND", "Introducing more control over Direct Send",
		"techcommunity.microsoft.com/blog/exchange/"
		"introducing-more-control-over-direct-send-in-exchange-online/4408790",
		"2026-11-23" },
	{ "BLOG-G2",
		"Trust DigiCert Global Root G2 Certificate Authority to avoid Exchange Online "
		"email "
		"disruption (2026-01-28, edited until 2026-03-16)",
		"techcommunity.microsoft.com/blog/exchange/"
		"trust-digicert-global-root-g2-certificate-authority-to-avoid-exchange-online-ema/"
		"4488311",
		"2026-03-16" },
	{ "BLOG-LOCKDOWN", "Advanced Office 365 Routing: Locking Down Exchange On-Premises",
		"techcommunity.microsoft.com/t5/exchange-team-blog/"
		"advanced-office-365-routing-locking-down-exchange-on-premises/ba-p/609238",
		"2026-11-23" },
	{ "BLOG-MODERNHCW", "Modern HCW (Hybrid Agent): troubleshooting like a pro",
		"techcommunity.microsoft.com/blog/exchange/"
		"modern-hcw-hybrid-agent-troubleshooting-like-a-pro/1558725",
		"2026-11-23" },
	{ "BLOG-SU",
		"Released: August 2026 Exchange Server Security Updates (same sentence in earlier "
		"SU posts)",
		"techcommunity.microsoft.com/blog/exchange/"
		"released-august-2026-exchange-server-security-updates/4543951",
		"2026-11-23" },
	{ "BLOG-TLSCERT",
		"TLS Certificates in Exchange Hybrid - Common Issues & How to Fix them (2025-06)",
		"techcommunity.microsoft.com/blog/exchange/"
		"tls-certificates-in-exchange-hybrid---common-issues--how-to-fix-them/4420592",
		"2026-11-23" },
	{ "BLOG-WRITEBACK",
		"Writeback for Cloud-Managed Remote Mailboxes (mentions the last-server removal "
		"guide)",
		"techcommunity.microsoft.com/blog/exchange/"
		"writeback-for-cloud-managed-remote-mailboxes-now-in-public-preview/4520138",
		"2026-11-23" },
	{ "CABF-SC081", "Ballot SC-081v3: shorter validity of public TLS certificates",
		"CA/Browser Forum ballot SC-081v3, as summarised by three published articles",
		"2026-03-19" },
	{ "COMM-EIGHTWONE", "Exchange hybrid deployment and SMTP inspection",
		"eightwone.com/2012/04/02/hybrid-office-365-and-smtp-inspection/", "2026-11-23" },
	{ "COMM-ENFORCE",
		"Persistently vulnerable Exchange Servers: throttling and blocking (third party, "
		"2026)",
		"codetwo.com/admins-blog/?p=6988", "2026-11-23" },
	{ "COMM-EWSAPPS",
		"Testing EWS application access and EwsAllowedAppIDs (third party, 2026-08-12)",
		"github.com/David-Barrett-MS/PowerShell-EWS-Scripts/wiki/Testing-EWS-App-Access",
		"2026-11-23" },
	{ "COMM-EXPTA", "Receive connector FQDN and certificate selection",
		"community article, the name of a Receive connector on its certificate",
		"2026-11-23" },
	{ "COMM-EXSHELL", "Notes on upgrading a certificate in hybrid",
		"ex-shell.com/2021/11/01/"
		"notes-on-upgrading-an-exchange-on-premises-certificate-in-a-exchange-online-"
		"hybrid-environment/",
		"2026-11-23" },
	{ "COMM-FRANKY", "Exchange 2019 and ECC certificates",
		"frankysweb.de/en/"
		"exchange-server-2019-and-ecc-certificates-elliptic-curve-cryptography",
		"2026-11-23" },
	{ "COMM-GRANIKOS", "HCW receive connector selection",
		"granikos.eu/hcw-receive-connector-selection/", "2026-11-23" },
	{ "COMM-GRAPHHU",
		"Reports of the May 2026 hotfix update and of a runbook that quotes the "
		"documentation of 2026-05-07 (third party)",
		"windowsforum.com and windowsnews.ai, 2026-05", "2026-11-23" },
	{ "COMM-QA1556853",
		"454 4.7.5 Certificate validation failure, UntrustedRoot (question and answers)",
		"learn.microsoft.com/answers/questions/1556853", "2026-11-23" },
	{ "COMM-RELAYDL", "Relay mail to cloud-managed groups arrives external",
		"community article on Send connector changes and headers", "2026-11-23" },
	{ "CSS-MONAUTH", "MonitorExchangeAuthCertificate",
		HC "docs/Admin/MonitorExchangeAuthCertificate.md", "2026-04-02" },
	{ "DOC-ADDENDP",
		"Other endpoints not included in the Office 365 IP address and URL web service",
		"learn.microsoft.com/microsoft-365/enterprise/"
		"additional-office365-ip-addresses-and-urls",
		"2025-01-08" },
	{ "DOC-CERTREQ", "Certificate requirements for hybrid deployments",
		"learn.microsoft.com/exchange/certificate-requirements", "2021-07-14" },
	{ "DOC-CIPHERS", "Technical reference details about encryption",
		"MicrosoftDocs/microsoft-365-docs "
		"microsoft-365/compliance/technical-reference-details-about-encryption.md (commit "
		"00fff53)",
		"2026-11-23" },
	{ "DOC-CUSTOMRECV", "custom Receive connectors, warning on Externally secured",
		"github.com/MicrosoftDocs/OfficeDocs-Exchange/pull/1807", "2026-11-23" },
	{ "DOC-EDGE", "Edge Transport servers with hybrid deployments",
		"learn.microsoft.com/exchange/edge-transport-servers", "2021-07-14" },
	{ "DOC-EDGEPR", "pull request \"Update edge-transport-servers.md\"",
		"github.com/MicrosoftDocs/OfficeDocs-Exchange/pull/2937", "2026-11-23" },
	{ "DOC-EDGESUB",
		"Edge Subscriptions / Edge Subscription procedures / EdgeSync replication data",
		OE "ExchangeServer/architecture/edge-transport-servers/edge-subscriptions.md",
		"2021-07-14" },
	{ "DOC-EFC", "Enhanced Filtering for Connectors",
		OE "ExchangeOnline/mail-flow-best-practices/use-connectors-to-configure-mail-flow/"
		   "enhanced-filtering-for-connectors.md",
		"2021-07-14" },
	{ "DOC-EXOTLS", "How Exchange Online uses TLS to secure email connections",
		"MicrosoftDocs/microsoft-365-docs "
		"microsoft-365/compliance/exchange-online-uses-tls-to-secure-email-connections.md "
		"(commit 0186a29)",
		"2026-11-23" },
	{ "DOC-HCW", "Hybrid Configuration wizard",
		"learn.microsoft.com/exchange/hybrid-configuration-wizard", "2021-07-14" },
	{ "DOC-OPTIONS", "Hybrid Configuration wizard options",
		OE "ExchangeHybrid/hybrid-configuration-wizard-options.md", "2021-07-14" },
	{ "DOC-PREREQ", "Hybrid deployment prerequisites",
		OE "ExchangeHybrid/hybrid-deployment-prerequisites.md", "2021-07-14" },
	{ "DOC-SETUPCONN",
		"Set up connectors to route mail between Microsoft 365 and your own email servers",
		OE "ExchangeOnline/mail-flow-best-practices/use-connectors-to-configure-mail-flow/"
		   "set-up-connectors-to-route-mail.md",
		"2021-07-14" },
	{ "DOC-STARTTLSSEL", "Selection of inbound STARTTLS certificates",
		"learn.microsoft.com/exchange/mail-flow/mail-routing/"
		"inbound-starttls-certificates-selection",
		"2026-11-23" },
	{ "DOC-TROPT", "Transport options in Exchange hybrid deployments",
		OE "ExchangeHybrid/transport-options.md", "2021-07-14" },
	{ "DOC-VALCONN", "Validate connectors",
		OE "ExchangeOnline/mail-flow-best-practices/use-connectors-to-configure-mail-flow/"
		   "validate-connectors.md",
		"2021-07-14" },
	{ "EDCA-029", "EDCA 1.0.0.0, control EDCA-TLS-029: hybrid receive connector TLS integrity",
		"PowerShell module EDCA, Content/Controls/EDCA-TLS-029.json", "2026-11-23" },
	{ "HC-AUTH", "HealthChecker: AuthCertificateCheck",
		HC "docs/Diagnostics/HealthChecker/AuthCertificateCheck.md", "2026-04-02" },
	{ "HC-BUILDS", "Builds of Exchange as Microsoft's scripts know them",
		HC "Shared/Get-ExchangeBuildVersionInformation.ps1 (01bad11)", "2026-11-23" },
	{ "HC-CERT", "HealthChecker: CertificateCheck",
		HC "docs/Diagnostics/HealthChecker/CertificateCheck.md", "2026-04-02" },
	{ "HC-CLOUD", "HealthChecker: CloudConnectorCheck",
		HC "docs/Diagnostics/HealthChecker/CloudConnectorCheck.md", "2026-04-02" },
	{ "HC-EXO", "HealthChecker: ExoConnectorCheck",
		HC "docs/Diagnostics/HealthChecker/ExoConnectorCheck.md", "2026-04-02" },
	{ "HC-EXTPROT", "ExchangeExtendedProtectionManagement",
		HC "docs/Security/Extended-Protection.md", "2026-04-02" },
	{ "HC-HYBAPP", "ConfigureExchangeHybridApplication",
		HC "docs/Hybrid/ConfigureExchangeHybridApplication.md", "2026-04-02" },
	{ "HC-INTTR", "HealthChecker: internal transport certificate",
		HC "docs/Diagnostics/HealthChecker/InternalTransportCertificateCheck.md",
		"2026-04-02" },
	{ "HC-PR2000",
		"TlsDomain only needs to be set with DomainValidation (remark on other clouds)",
		"github.com/microsoft/CSS-Exchange/pull/2000", "2024-02-15" },
	{ "HC-PR2234", "Improve hybrid transport certificate testing",
		"github.com/microsoft/CSS-Exchange/pull/2234", "2026-11-23" },
	{ "HC-RETRY", "HealthChecker: TransportRetryConfigCheck",
		HC "docs/Diagnostics/HealthChecker/TransportRetryConfigCheck.md", "2026-04-02" },
	{ "HC-SRC", "HealthChecker: hybrid analysers",
		HC "Diagnostics/HealthChecker/Analyzer/Invoke-AnalyzerHybridInformation.ps1",
		"2026-04-02" },
	{ "HCW-DEFAULTS",
		"Defaults of Update-HybridConfiguration per ServiceInstance, Exchange Server 2013",
		"class Microsoft.Exchange.Management.Hybrid.Configuration, read in a public copy",
		"2026-11-23" },
	{ "ISSUE-8199", "TlsCertificateName with same issuer and subject",
		"github.com/MicrosoftDocs/office-docs-powershell/issues/8199", "2026-11-23" },
	{ "KB-ADSTS50011", "ADSTS50011 when running HCW",
		HCW_ERRORS "error-hybrid-config-wizard.md", "2024-10-24" },
	{ "KB-FBSTOP", "Free/busy lookups stop working (federation metadata)",
		OS "ExchangeHybrid/calendars/freebusy-lookups-stop-working.md", "2024-10-24" },
	{ "KB-HASHMARKS", "Free/busy lookups return hash marks",
		OS "ExchangeHybrid/administration/free-busy-lookups-return-hash-marks-in-hybrid.md",
		"2024-10-24" },
	{ "KB-HCWACC", "Wizard errors about accepted domains (KB3087155)",
		HCW_ERRORS "hcw-erros-about-accepted-domains.md", "2024-10-24" },
	{ "KB-HCWDOMAIN",
		"A hybrid domain isn't an accepted domain for the cloud organization (KB3067179)",
		HCW_ERRORS, "2024-10-24" },
	{ "KB-MEP", "Migration endpoint could not be created (HCW8078)",
		HCW_ERRORS "migration-endpoint-could-not-be-created.md", "2024-10-24" },
	{ "KB-OAUTHEXP", "Can't access OWA/ECP if OAuth expired",
		OS "ExchangeServer/administration/cannot-access-owa-or-ecp-if-oauth-expired.md",
		"2024-10-24" },
	{ "KB-OAUTHTP", "OAuth could not find the authorization certificate",
		OS "ExchangeHybrid/administration/"
		   "exchange-oauth-authentication-could-not-find-the-authorization.md",
		"2024-10-24" },
	{ "KB-OFFICE365NOTICE",
		"Configure a certificate-based connector to relay through Microsoft 365 "
		"(KB3169958)",
		OS "ExchangeOnline/email-delivery/office-365-notice.md", "2024-10-24" },
	{ "KB-OOF", "Out-of-office replies and voting options appear incorrectly",
		OS "ExchangeHybrid/send-emails/"
		   "out-of-office-replies-and-voting-options-appear-incorrectly.md",
		"2024-10-24" },
	{ "KB-SENDMBX", "Sending Mailbox Server isn't running Exchange 2013 (KB3013420)",
		HCW_ERRORS "sending-mailbox-server-error-running-hcw.md", "2024-10-24" },
	{ "KB-SOCKETERR", "Cannot send or receive email when TLS 1.0 or 1.1 is used",
		OS "ExchangeOnline/email-delivery/send-receive-emails-socketerror.md",
		"2024-01-24" },
	{ "KB2663556", "Emails show addresses, not display names",
		OS "ExchangeHybrid/send-emails/emails-show-addresses-not-display-names-in-from.md",
		"2024-10-24" },
	{ "KB2730609", "On-premises users can't get mail from Microsoft 365",
		OS "ExchangeHybrid/email-delivery/"
		   "on-premises-users-not-getting-emails-from-microsoft-365.md",
		"2024-10-24" },
	{ "KB2821224", "Legacy Email Address Policy",
		HCW_ERRORS "legacy-email-address-policy-not-automatically-updated.md",
		"2024-10-24" },
	{ "KB2871053", "No out-of-office notifications",
		OS "ExchangeHybrid/send-emails/"
		   "microsoft-365-users-cannot-receive-out-of-office-notification.md",
		"2024-10-24" },
	{ "KB2879262", "Certificate missing on the last page of the wizard",
		OS "ExchangeHybrid/administration/"
		   "missing-certificate-on-the-last-page-of-hybrid-configuration-wizard.md",
		"2024-10-24" },
	{ "KB2888788", "Mail flow stops, event 2004",
		OS "ExchangeHybrid/email-delivery/mail-flow-stops-event-2004.md", "2024-10-24" },
	{ "KB2989382", "Can't receive mail after you install a new certificate",
		OS "ExchangeHybrid/email-delivery/cannot-receive-mail-with-new-certificate.md",
		"2024-10-24" },
	{ "KB3013740", "Blocked by Customer Allow List",
		NDR_PAGES "unable-to-relay-blocked-by-allow-list.md", "2024-10-24" },
	{ "KB3058190", "Secure Mail Certificate not bound to SMTP",
		HCW_ERRORS
		"secure-mail-certificate-on-server-is-not-bound-to-smtp-service-error.md",
		"2024-10-24" },
	{ "KB3062283", "RequiredTls flag",
		HCW_ERRORS "requiredtls-flag-should-be-set-to-true-if-tlscertificatename-is-"
			   "specified-error.md",
		"2024-10-24" },
	{ "KB3068010", "routing domain for the cloud organization",
		HCW_ERRORS "unable-to-determine-the-routing-domain-for-the-cloud-org.md",
		"2024-10-24" },
	{ "KB3079142", "Messages quarantined with centralized mail control",
		OS "ExchangeHybrid/email-delivery/email-messages-incorrectly-quarantined.md",
		"2024-10-24" },
	{ "KB3087157", "HCW8008: server without Client Access role", HCW_ERRORS, "2024-10-24" },
	{ "KB3087159", "HCW8010: Default Receive Connector cannot be found", HCW_ERRORS,
		"2024-10-24" },
	{ "KB3087161", "HCW8011: multiple Send connectors for one address space", HCW_ERRORS,
		"2024-10-24" },
	{ "KB3087162", "HCW8014: Client Access servers not cleared", HCW_ERRORS, "2024-10-24" },
	{ "KB3087163", "HCW8018: external IP addresses not cleared", HCW_ERRORS, "2024-10-24" },
	{ "KB3087168", "HCW8019, 8021, 8022, 8023: hybrid configuration object",
		HCW_ERRORS "hcw-errors-about-hybrid-configuration.md", "2024-10-24" },
	{ "KB3087170", "HCW8034, HCW8057: Autodiscover cannot be reached", HCW_ERRORS,
		"2024-10-24" },
	{ "KB3087172", "HCW8039: single address space", HCW_ERRORS, "2024-10-24" },
	{ "KB3087173", "HCW8043: Edge Transport servers mixed with others", HCW_ERRORS,
		"2024-10-24" },
	{ "KB3156771", "Mail issues after April 15, 2016",
		OS "ExchangeHybrid/email-delivery/mails-issues-occur-after-april-15-2016.md",
		"2024-10-24" },
	{ "KB320027", "Cannot send or receive email behind a Cisco firewall (Mailguard)",
		OS "ExchangeServer/mailflow/cannot-send-receive-email-behind-cisco-firewall.md",
		"2024-01-24" },
	{ "KB3212872", "Mail from Edge appears external",
		OS
		"ExchangeHybrid/email-delivery/"
		"email-sent-from-edge-transport-server-appears-as-mail-from-external-contacts.md",
		"2024-10-24" },
	{ "KB3212877", "\"550 5.7.64 TenantAttribution\" when the chain is not sent",
		NDR_PAGES "tenantattribution-ndr.md", "2024-10-24" },
	{ "KB4019940", "Warning about possible NDR (ATTR36) in HCW",
		HCW_ERRORS "relay-access-denied-attr36-ndr.md", "2024-10-24" },
	{ "KB4052493", "On-prem mail appears external after HCW (256 characters)",
		OS "ExchangeServer/mailflow/email-sent-to-online-appears-external.md",
		"2024-10-24" },
	{ "KB4495258", "TLS negotiation failed with NoCredentials",
		OS
		"ExchangeServer/mailflow/tls-negotiation-failed-with-error-nocredentials-error.md",
		"2024-10-24" },
	{ "LE-CHAINS", "Chains of trust and lifetimes of Let's Encrypt",
		"github.com/letsencrypt/website, content/en/certificates.md", "2026-07-09" },
	{ "LOG-A", "A public log of HCW 17.0.6981.0, run of 2022-02-19",
		"github.com/SammyKrosoft/Hybrid-Config-Wiz-Checks (35c44be)", "2022-02-19" },
	{ "MC1226222", "Prevent/Fix: Guidance for On-Premises Connectors Configuration (2026-02)",
		"republished at "
		"mwpro.co.uk/blog/2026/02/04/"
		"updated-prevent-fix-guidance-for-on-premises-connectors-configuration-mc1226222",
		"2026-11-23" },
	{ "MS365-DNS-GOV", "DNS records for Office 365 GCC High and DoD",
		"learn.microsoft.com/microsoft-365/enterprise/dns-records-for-office-365-gcc-high",
		"2026-11-23" },
	{ "MS365-ENDPOINTS",
		"Office 365 URLs and IP address ranges (worldwide 2026-08-14, GCC High and DoD "
		"2026-03-31, China 2023-06-29)",
		"learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges",
		"2026-08-14" },
	{ "NDR-230",
		"How to pause throttling and blocking of out-of-date on-premises Exchange servers",
		"techcommunity.microsoft.com/t5/exchange-team-blog/"
		"how-to-pause-throttling-and-blocking-of-out-of-date-on-premises/ba-p/4007169",
		"2026-11-23" },
	{ "NDR-44317", "Fix error code 450 4.4.317 UntrustedRoot",
		NDR_PAGES "fix-error-code-450-4-4-317-untrusted-root.md", "2024-04-17" },
	{ "NDR-447", "Fix NDR error \"550 4.4.7\"",
		NDR_PAGES "fix-error-code-550-4-4-7-in-exchange-online.md", "2024-10-24" },
	{ "NDR-5110", "Fix NDR error 550 5.1.10",
		NDR_PAGES "fix-error-code-550-5-1-10-in-exchange-online.md", "2024-10-24" },
	{ "NDR-54X", "Fix NDR error 5.4.6 or 5.4.14",
		NDR_PAGES "fix-error-code-5-4-6-through-5-4-20-in-exchange-online.md",
		"2024-10-24" },
	{ "NDR-564", "\"550 5.7.64 TenantAttribution\" when sending mail externally",
		NDR_PAGES
		"relay-access-denied-smtp.md (and fix-error-code-5-7-64-in-exchange-online.md)",
		"2024-10-24" },
	{ "NDR-CAT", "Email non-delivery reports and SMTP errors in Exchange Online",
		NDR_PAGES "non-delivery-reports-in-exchange-online.md", "2024-10-24" },
	{ "NDR-MFI", "Mail flow intelligence in Office 365 (4.4.312 to 4.4.318)",
		"MicrosoftDocs/defender-docs "
		"defender-office-365/connectors-mail-flow-intelligence.md (commit 112ac77)",
		"2023-06-14" },
	{ "NDR-SEEN", "Non-delivery reports of Exchange Online that their recipients published",
		"forum and mailing-list posts that quote them: 5.4.316 (2017-12-25), 5.4.312 "
		"(2019-11-19), 5.4.317 after a missing STARTTLS (2020-12-09), after a refusal at "
		"the "
		"greeting (2024-06-13) and after a connection that failed (2026-07-07, "
		"2026-08-26); RFC conformance, from a server on premises (2018-02-20)",
		"2026-11-24" },
	{ "OUTLOOK-FB", "Resolve free/busy errors",
		"github.com/MicrosoftDocs/OfficeDocs-Support, "
		"Outlook/Client/calendaring/Resolve-free-busy-errors.md",
		"2024-10-24" },
	{ "PS-ACCDOM", "Set-AcceptedDomain", PS "Set-AcceptedDomain.md", "2026-08-21" },
	{ "PS-EDGESYNC", "Test-EdgeSynchronization", PS "Test-EdgeSynchronization.md",
		"2026-08-21" },
	{ "PS-HCFP", "Set-HostedConnectionFilterPolicy", PS "Set-HostedConnectionFilterPolicy.md",
		"2026-08-21" },
	{ "PS-IN", "Set-InboundConnector", PS "Set-InboundConnector.md", "2026-08-21" },
	{ "PS-ONPREMORG", "Set-OnPremisesOrganization", PS "Set-OnPremisesOrganization.md",
		"2026-08-21" },
	{ "PS-ORGCONFIG", "Set-OrganizationConfig", PS "Set-OrganizationConfig.md", "2026-08-21" },
	{ "PS-OUT", "Set-OutboundConnector", PS "Set-OutboundConnector.md", "2026-08-21" },
	{ "PS-RECV", "Set-ReceiveConnector", PS "Set-ReceiveConnector.md", "2026-08-21" },
	{ "PS-SEND", "Set-SendConnector", PS "Set-SendConnector.md", "2026-08-21" },
	{ "WINACME-1754", "renewals break the Send connector",
		"github.com/win-acme/win-acme/issues/1754", "2026-11-23" },
};

static int
compare(const void *key, const void *source)
{
	return strcmp(key, ((const HcSource *)source)->key);
}

const HcSource *
hc_sources_find(const char *key)
{
	return bsearch(key, sources, G_N_ELEMENTS(sources), sizeof(sources[0]), compare);
}
