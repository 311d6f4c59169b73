/* Names that Exchange Online and the wizard compare with the certificate's.  Room: hcw. */
#include "agent/hcw/rehearsal-parts.h"

#include "agent/base/powershell.h"
#include "agent/hcw/label.h"
#include "agent/hcw/named.h"
#include "certs/match.h"

#define SENDER_NAME "TlsSenderCertificateName"
#define TLS_DOMAIN "TlsDomain"
#define SMART_HOST "OnPremisesSmartHost"

static const char *const *
accepted(const HcDraft *draft)
{
	return (const char *const *)draft->hybrid->tenant_domains;
}

/*
 * TRUE, with the label filled in, if @object has a value for @property; else @entry says what is
 * so.
 */
static gboolean
has_value(const HcDraft *draft, const HcExchangeObject *object, HcKind kind, const char *property,
	HcRehearsed *entry)
{
	HcSide side = kind == HC_KIND_INBOUND_CONNECTOR || kind == HC_KIND_OUTBOUND_CONNECTOR
			      ? HC_SIDE_TENANT
			      : HC_SIDE_ONPREM;
	g_autofree char *label = object != NULL ? hc_label_object(object) : NULL;

	hc_rehearsed_say(
		&entry->what, "%s: %s", label != NULL ? label : hc_kind_noun(kind), property);
	if (object == NULL && hc_draft_was_exported(draft, side, kind))
		hc_rehearsed_say(&entry->then, "there is no such hybrid object");
	else if (object == NULL)
		hc_rehearsed_lacks(entry, draft, side, kind);
	else if (!hc_exchange_has(object, property))
		hc_rehearsed_lacks_property(entry, object, property);
	else if (hc_exchange_is_empty(object, property))
		hc_rehearsed_say(&entry->then, "it is empty: nothing is compared");
	else
		return TRUE;
	return FALSE;
}

/* Says what holds today and whether the new certificate carries @name. */
static gboolean
carries(const HcDraft *draft, const char *name, HcRehearsed *entry)
{
	gboolean covers = hc_match_cert_covers(draft->cert, name);
	g_autofree char *shown = hc_rehearsed_value(name);

	hc_rehearsed_say(&entry->today, "%s", shown);
	hc_rehearsed_say(&entry->then, "the new certificate %s %s",
		covers ? "carries" : "does not carry", shown);
	return covers;
}

/* The value a name of Exchange Online gets; NULL if it cannot be told. */
static char *
new_sender_name(const HcDraft *draft)
{
	const HcCertFacts *cert = draft->cert;

	if (accepted(draft) == NULL)
		return NULL;
	if (hc_match_is_attributable(cert->subject_cn, accepted(draft)))
		return hc_match_derive_sender_name(cert->subject_cn, accepted(draft));
	for (gsize i = 0; cert->dns_names != NULL && cert->dns_names[i] != NULL; i++) {
		if (hc_match_is_attributable(cert->dns_names[i], accepted(draft)))
			return hc_match_derive_sender_name(cert->dns_names[i], accepted(draft));
	}
	return NULL;
}

/* The wizard takes the CN as it is; without one, a name that Exchange Online may look for. */
static const char *
new_tls_domain(const HcDraft *draft)
{
	const HcCertFacts *cert = draft->cert;
	const HcExchangeObject *configuration = draft->hybrid->configuration;
	const char *host =
		configuration != NULL ? hc_exchange_text(configuration, SMART_HOST) : NULL;

	if (!hc_text_is_empty(cert->subject_cn) && hc_match_cert_covers(cert, cert->subject_cn))
		return cert->subject_cn;
	return !hc_text_is_empty(host) && hc_match_cert_covers(cert, host) ? host : NULL;
}

/* "Set-InboundConnector 'x' -TlsSenderCertificateName 'y'"; an unknown value as a placeholder. */
static void
add_set(HcRehearsed *entry, const char *cmdlet, const HcExchangeObject *object,
	const char *property, const char *value)
{
	g_autofree char *identity = hc_powershell_quote(hc_exchange_identity(object));
	g_autofree char *today = hc_powershell_quote(hc_exchange_text(object, property));
	g_autofree char *quoted = value != NULL ? hc_powershell_quote(value) : NULL;

	hc_rehearsed_command(entry, "%s %s -%s %s", cmdlet, identity, property,
		quoted != NULL ? quoted : "<name on the certificate>");
	hc_rehearsed_undo(entry, "%s %s -%s %s", cmdlet, identity, property, today);
}

static void
add_sender_name(HcDraft *draft)
{
	const HcExchangeObject *inbound = draft->hybrid->inbound;
	HcRehearsed *entry = hc_draft_add(
		draft, "inbound-connector", HC_REHEARSED_NONE, "NDR-564 BLOG-TLSCERT BLOG-ATTR");
	g_autofree char *derived = new_sender_name(draft);
	g_autofree char *shown = NULL;

	entry->shell = HC_SHELL_ONLINE;
	if (!has_value(draft, inbound, HC_KIND_INBOUND_CONNECTOR, SENDER_NAME, entry))
		return;
	shown = hc_rehearsed_value(derived);
	if (!carries(draft, hc_exchange_text(inbound, SENDER_NAME), entry)) {
		entry->effect = HC_REHEARSED_RERUN_REQUIRED;
		hc_rehearsed_say(&entry->why,
			"Exchange Online does not recognise the servers until it is changed: mail "
			"arrives as external, relayed mail bounces (550 5.7.64)");
		add_set(entry, "Set-InboundConnector", inbound, SENDER_NAME, derived);
		return;
	}
	entry->effect = HC_REHEARSED_INFO;
	if (derived != NULL && !hc_text_same(derived, hc_exchange_text(inbound, SENDER_NAME)))
		hc_rehearsed_say(&entry->why, "a run of the wizard would write %s instead", shown);
}

static void
add_tls_domain(HcDraft *draft)
{
	const HcExchangeObject *outbound = draft->hybrid->outbound;
	HcRehearsed *entry = hc_draft_add(
		draft, "outbound-connector", HC_REHEARSED_NONE, "BLOG-TLSCERT DOC-TROPT PS-OUT");

	entry->shell = HC_SHELL_ONLINE;
	if (!has_value(draft, outbound, HC_KIND_OUTBOUND_CONNECTOR, TLS_DOMAIN, entry))
		return;
	if (carries(draft, hc_exchange_text(outbound, TLS_DOMAIN), entry)) {
		entry->effect = HC_REHEARSED_INFO;
		return;
	}
	entry->effect = HC_REHEARSED_RERUN_REQUIRED;
	hc_rehearsed_say(&entry->why,
		"Exchange Online keeps mail in its queue until it is changed (450 4.4.317 "
		"SubjectMismatch)");
	add_set(entry, "Set-OutboundConnector", outbound, TLS_DOMAIN, new_tls_domain(draft));
}

/* Mail is attributed by any name on the certificate. */
static void
add_attribution(HcDraft *draft)
{
	HcRehearsed *entry = hc_draft_add(
		draft, "accepted-domain", HC_REHEARSED_NONE, "BLOG-ATTR BLOG-3KEYS KB4019940");
	g_autofree char *domains = hc_text_join(accepted(draft));
	g_autofree char *shown = hc_rehearsed_value(domains);

	hc_rehearsed_say(&entry->what, "Accepted domains of the tenant: names on the certificate");
	if (accepted(draft) == NULL) {
		hc_rehearsed_lacks(entry, draft, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
		return;
	}
	hc_rehearsed_say(&entry->today, "%s", shown);
	if (hc_match_cert_is_attributable(draft->cert, accepted(draft))) {
		hc_rehearsed_say(&entry->then, "a name on the certificate, or its parent domain, "
					       "is accepted");
		return;
	}
	entry->effect = HC_REHEARSED_FIX_FIRST;
	hc_rehearsed_say(&entry->then,
		"no name on the certificate, and no parent domain of one, is accepted");
	hc_rehearsed_say(&entry->why,
		"mail cannot be attributed by it (550 5.7.64 ATTR36): add the domain to Microsoft "
		"365, or have the certificate issued with a name under an accepted domain");
}

/* The wizard looks at the CN alone. */
static void
add_cn(HcDraft *draft)
{
	const char *cn = draft->cert->subject_cn;
	HcRehearsed *entry = hc_draft_add(
		draft, "wizard-cn", HC_REHEARSED_NONE, "KB4019940 LOG-A KB-OFFICE365NOTICE");
	g_autofree char *derived = NULL;
	g_autofree char *shown = hc_rehearsed_value(cn);

	hc_rehearsed_say(&entry->what, "What the wizard would derive from the CN");
	if (hc_text_is_empty(cn)) {
		entry->effect = HC_REHEARSED_UNKNOWN;
		hc_rehearsed_say(&entry->then, "the certificate has no CN to derive names from");
		hc_rehearsed_say(&entry->why, "what the wizard does with it is not documented: set "
					      "the connectors by the commands");
		hc_rehearsed_say(&entry->supply, "a certificate with a CN");
	} else if (accepted(draft) == NULL) {
		hc_rehearsed_lacks(entry, draft, HC_SIDE_TENANT, HC_KIND_ACCEPTED_DOMAIN);
	} else if (hc_match_is_attributable(cn, accepted(draft))) {
		derived = hc_match_derive_sender_name(cn, accepted(draft));
		hc_rehearsed_say(
			&entry->then, "%s %s, %s %s", SENDER_NAME, derived, TLS_DOMAIN, shown);
	} else if (!hc_match_cert_is_attributable(draft->cert, accepted(draft))) {
		entry->effect = HC_REHEARSED_INFO;
		hc_rehearsed_say(
			&entry->then, "%s %s, and the warning HCW8103", SENDER_NAME, shown);
		hc_rehearsed_say(&entry->why, "no name on the certificate is accepted");
	} else {
		entry->effect = HC_REHEARSED_FIX_FIRST;
		hc_rehearsed_say(
			&entry->then, "%s %s, and the warning HCW8103", SENDER_NAME, shown);
		hc_rehearsed_say(&entry->why,
			"neither %s nor its parent domain is accepted in the tenant; another name "
			"on the certificate is, which the wizard does not look at: add the domain "
			"to Microsoft 365, or have the certificate issued with a CN under an "
			"accepted domain",
			shown);
	}
}

static void
add_smart_host(HcDraft *draft)
{
	const HcExchangeObject *object = draft->hybrid->configuration;
	HcRehearsed *entry = hc_draft_add(draft, "smart-host", HC_REHEARSED_NONE, "KB3062283");

	if (!has_value(draft, object, HC_KIND_HYBRID_CONFIGURATION, SMART_HOST, entry) ||
		carries(draft, hc_exchange_text(object, SMART_HOST), entry))
		return;
	entry->effect = HC_REHEARSED_FIX_FIRST;
	hc_rehearsed_say(&entry->why,
		"the wizard stops: have the certificate issued with this name, or give another one "
		"on the page Organization FQDN");
}

/* The wizard writes the smart host's name here too: one cause is told once. */
static void
add_fqdn(HcDraft *draft)
{
	const HcExchangeObject *send = draft->hybrid->send;
	const HcExchangeObject *configuration = draft->hybrid->configuration;
	HcRehearsed *entry = hc_draft_add(draft, "send-fqdn", HC_REHEARSED_NONE, "LOG-A KB3212872");
	gboolean follows;

	if (!has_value(draft, send, HC_KIND_SEND_CONNECTOR, "Fqdn", entry) ||
		carries(draft, hc_exchange_text(send, "Fqdn"), entry))
		return;
	follows = configuration != NULL && hc_text_same(hc_exchange_text(send, "Fqdn"),
						   hc_exchange_text(configuration, SMART_HOST));
	entry->effect = follows ? HC_REHEARSED_INFO : HC_REHEARSED_MANUAL_FIX;
	hc_rehearsed_say(&entry->why, "%s",
		follows ? "it is the name " SMART_HOST " has: it changes with that one"
			: "the EHLO name is then none of the certificate's; mail goes on as long "
			  "as TlsCertificateName selects the certificate");
}

static void
add_length(HcDraft *draft)
{
	glong length = g_utf8_strlen(draft->identifier, -1);
	HcRehearsed *entry;

	if (draft->hybrid->edge[0] == NULL)
		return;
	entry = hc_draft_add(draft, "edge-name-length",
		length > HC_NAMED_EDGE_CHARS ? HC_REHEARSED_FIX_FIRST : HC_REHEARSED_NONE,
		"KB4052493");
	hc_rehearsed_say(&entry->what, "Edge servers: length of <I>…<S>…");
	hc_rehearsed_say(&entry->then, "%ld characters; an Edge server stores %d", length,
		HC_NAMED_EDGE_CHARS);
	if (length > HC_NAMED_EDGE_CHARS)
		hc_rehearsed_say(&entry->why,
			"EdgeSync ends as Incomplete and mail arrives as external: raise "
			"rangeUpper of ms-Exch-Smtp-TLS-Certificate in the AD LDS of every Edge "
			"server to 1024, or take a certificate with a shorter name");
}

/* What other people's servers may pin; no input of this program shows it. */
static void
add_dns(HcDraft *draft)
{
	HcRehearsed *entry = hc_draft_add(draft, "dns", HC_REHEARSED_INFO, "BLOG-DANEMODE");

	hc_rehearsed_say(&entry->what, "DNS: TLSA and MTA-STS of the smart host");
	hc_rehearsed_say(&entry->then, "not seen here");
	hc_rehearsed_say(&entry->why,
		"publish the TLSA record of the new key (3 1 1 %s) beside the old one before the "
		"change, and see that the MTA-STS policy's mx names are on the certificate",
		draft->cert->spki_sha256 != NULL ? draft->cert->spki_sha256 : "unknown");
}

void
hc_draft_names(HcDraft *self)
{
	add_tls_domain(self);
	add_sender_name(self);
	add_attribution(self);
	add_cn(self);
	add_smart_host(self);
	add_fqdn(self);
	add_length(self);
	add_dns(self);
}
