/* The servers that must hold the new certificate.  Room: hcw. */
#include "agent/hcw/rehearsal-parts.h"

#include "agent/hcw/servers.h"
#include "certs/dn.h"

/* What is known of the new certificate on all servers together. */
typedef struct {
	GString *missing;
	GString *unknown;
	GString *without_key;
	guint n_holding;
} Spread;

static void
note(GString *list, const char *server)
{
	g_autofree char *text = hc_rehearsed_value(server);

	g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", text);
}

static const HcCertFacts *
find_copy(const HcDraft *draft, const char *server)
{
	g_autoptr(GPtrArray) certs = hc_draft_certs_on(draft, server);

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (hc_text_same(cert->thumbprint, draft->cert->thumbprint))
			return cert;
	}
	return NULL;
}

static void
look_on(const HcDraft *draft, const char *server, Spread *spread)
{
	const HcCertFacts *copy = find_copy(draft, server);

	if (copy != NULL) {
		spread->n_holding++;
		if (copy->has_private_key == HC_TRI_NO)
			note(spread->without_key, server);
	} else if (hc_draft_knows(draft, server)) {
		note(spread->missing, server);
	} else {
		note(spread->unknown, server);
	}
}

static void
say_spread(HcDraft *draft, const Spread *spread, const char *const *servers)
{
	HcRehearsed *entry = hc_draft_add(draft, "servers", HC_REHEARSED_INFO, "DOC-CERTREQ");
	g_autofree char *all = hc_text_join(servers);

	hc_rehearsed_say(&entry->what, "Servers that must hold it with its private key");
	hc_rehearsed_say(&entry->today, "%s", *all ? all : "not known");
	if (*all == '\0') {
		entry->effect = HC_REHEARSED_UNKNOWN;
		hc_rehearsed_say(&entry->then, "which servers handle hybrid mail is not known");
		hc_rehearsed_say(&entry->supply, "Get-HybridConfiguration, Get-SendConnector and "
						 "Get-ReceiveConnector | Export-Clixml");
		return;
	}
	hc_rehearsed_say(&entry->then, "%s%s%s%s%s",
		spread->missing->len > 0 ? "to be imported on " : "",
		spread->missing->len > 0 ? spread->missing->str : "",
		spread->missing->len > 0 && spread->unknown->len > 0 ? "; " : "",
		spread->unknown->len > 0 ? "not known of " : "", spread->unknown->str);
	if (spread->missing->len == 0 && spread->unknown->len == 0)
		hc_rehearsed_say(&entry->then, "all of them hold it");
	if (spread->unknown->len > 0)
		hc_rehearsed_say(&entry->supply, "Get-ExchangeCertificate | Export-Clixml of %s",
			spread->unknown->str);
	if (spread->without_key->len > 0) {
		entry->effect = HC_REHEARSED_FIX_FIRST;
		hc_rehearsed_say(&entry->why,
			"it lies without its private key on %s: import it again from a PFX file",
			spread->without_key->str);
	}
}

/* TRUE if two connectors name certificates of different issuers or subjects today. */
static gboolean
names_differ(const HcHybrid *hybrid)
{
	const char *first =
		hybrid->send != NULL ? hc_exchange_text(hybrid->send, "TlsCertificateName") : NULL;

	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		const char *name = match->connector != NULL ? hc_exchange_text(match->connector,
								      "TlsCertificateName")
							    : NULL;

		if (hc_text_is_empty(name))
			continue;
		if (hc_text_is_empty(first))
			first = name;
		else if (!hc_dn_identifier_equal(first, name))
			return TRUE;
	}
	return FALSE;
}

/* Microsoft requires one certificate on all of them (decision table, last row). */
static void
say_difference(HcDraft *draft)
{
	HcRehearsed *entry;

	if (!names_differ(draft->hybrid))
		return;
	entry = hc_draft_add(draft, "servers-differ", HC_REHEARSED_FIX_FIRST, "DOC-CERTREQ");
	hc_rehearsed_say(&entry->what, "One certificate on all servers");
	hc_rehearsed_say(
		&entry->today, "the connectors name certificates of different issuers or subjects");
	hc_rehearsed_say(
		&entry->then, "the same until every one of them names the new certificate");
	hc_rehearsed_say(&entry->why,
		"hybrid mail needs the same issuer and subject everywhere: change all connectors "
		"in one go");
}

void
hc_draft_servers(HcDraft *self)
{
	g_auto(GStrv) servers = hc_servers_concerned(self->hybrid);
	g_autoptr(GString) missing = g_string_new(NULL);
	g_autoptr(GString) unknown = g_string_new(NULL);
	g_autoptr(GString) without_key = g_string_new(NULL);
	Spread spread = { missing, unknown, without_key, 0 };

	for (gsize i = 0; servers[i] != NULL; i++)
		look_on(self, servers[i], &spread);
	say_spread(self, &spread, (const char *const *)servers);
	say_difference(self);
}
