/*
 * Places that name the certificate by issuer and subject.  Room: hcw.
 * On each server three moments are compared: today, with the new certificate beside the old ones,
 * and after the old ones are gone.  Of several that carry the name Exchange takes the newest,
 * valid or not (rulebook 5.4).
 */
#include "agent/hcw/rehearsal-parts.h"

#include "agent/base/powershell.h"
#include "agent/hcw/label.h"
#include "agent/hcw/named.h"
#include "agent/hcw/names.h"
#include "agent/hcw/servers.h"
#include "certs/dn.h"
#include "certs/match.h"
#include "certs/pick.h"

#define PROPERTY "TlsCertificateName"
#define NEW_NAME "\"<I>$($c.Issuer)<S>$($c.Subject)\""
#define NO_CERTIFICATE "none"
#define SOURCES "BLOG-TLSCERT KB2989382"

/* A connector and what it would do. */
typedef struct {
	const HcExchangeObject *object;
	const char *cmdlet; /* "Set-SendConnector" */
	const char *lost;   /* what happens when nothing carries the name */
} Place;

/* What the servers of a place answer, all together. */
typedef struct {
	gboolean any_none;    /* today no certificate is found */
	gboolean any_invalid; /* today's is expired or not yet valid, and the new one not there */
	gboolean any_unknown; /* which one is taken after installation cannot be told */
	gboolean any_older;   /* an old one stays in use because it is newer than the new one */
	gboolean any_lost;    /* without the old ones nothing is found */
} Answers;

static char *
answer_of(HcPickHow how, const HcCertFacts *cert)
{
	if (how == HC_PICK_UNKNOWN)
		return NULL;
	return g_strdup(how == HC_PICK_NONE || cert == NULL ? NO_CERTIFICATE : cert->thumbprint);
}

static gboolean
is_none(const char *answer)
{
	return g_strcmp0(answer, NO_CERTIFICATE) == 0;
}

/* As it will lie on the server: with its key and the SMTP service. */
static HcCertFacts
as_installed(const HcCertFacts *cert)
{
	static char services[] = "SMTP";
	HcCertFacts copy = *cert;

	copy.services = services;
	copy.has_private_key = HC_TRI_YES;
	return copy;
}

static gboolean
is_old_one(const HcDraft *draft, const Place *place, const HcCertFacts *cert)
{
	const char *name = hc_exchange_text(place->object, PROPERTY);
	g_autofree char *own = NULL;

	if (hc_text_same(cert->thumbprint, draft->cert->thumbprint) || cert->issuer == NULL ||
		cert->subject == NULL)
		return FALSE;
	own = hc_dn_identifier_format(cert->issuer, cert->subject);
	return hc_text_is_empty(name)
		       ? hc_match_cert_covers(cert, hc_exchange_text(place->object, "Fqdn")) &&
				 !cert->self_issued
		       : hc_dn_identifier_equal(own, name);
}

static char *
pick(const Place *place, const GPtrArray *certs, const HcCertFacts **ret_cert)
{
	guint n_matches = 0;
	HcPickHow how = hc_pick_choose(certs, hc_exchange_text(place->object, PROPERTY),
		hc_exchange_text(place->object, "Fqdn"), ret_cert, &n_matches);

	return answer_of(how, *ret_cert);
}

static HcRehearsedOn *
look_on(const HcDraft *draft, const Place *place, const char *server, const HcCertFacts **ret_today)
{
	HcRehearsedOn *on = g_new0(HcRehearsedOn, 1);
	g_autoptr(GPtrArray) today = hc_draft_certs_on(draft, server);
	g_autoptr(GPtrArray) installed = g_ptr_array_new();
	g_autoptr(GPtrArray) removed = g_ptr_array_new();
	HcCertFacts fresh = as_installed(draft->cert);
	const HcCertFacts *ignored = NULL;

	on->server = g_strdup(server);
	if (!hc_draft_knows(draft, server))
		return on;
	g_ptr_array_add(installed, &fresh);
	g_ptr_array_add(removed, &fresh);
	for (guint i = 0; i < today->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(today, i);

		if (hc_text_same(cert->thumbprint, fresh.thumbprint))
			continue;
		hc_draft_borrow(installed, cert);
		if (!is_old_one(draft, place, cert))
			hc_draft_borrow(removed, cert);
	}
	on->today = pick(place, today, ret_today);
	on->installed = pick(place, installed, &ignored);
	on->removed = pick(place, removed, &ignored);
	return on;
}

static void
weigh(const HcDraft *draft, const HcRehearsedOn *on, const HcCertFacts *today, Answers *answers)
{
	const char *fresh = draft->cert->thumbprint;

	if (on->installed == NULL)
		answers->any_unknown = TRUE;
	if (is_none(on->today))
		answers->any_none = TRUE;
	if (today != NULL && !hc_text_same(on->today, fresh) &&
		!hc_named_is_valid_at(today, draft->as_of))
		answers->any_invalid = TRUE;
	if (on->installed != NULL && !hc_text_same(on->installed, fresh))
		answers->any_older = TRUE;
	if (is_none(on->removed))
		answers->any_lost = TRUE;
}

static Answers
ask_servers(
	const HcDraft *draft, const Place *place, const char *const *servers, HcRehearsed *entry)
{
	Answers answers = { 0 };

	for (gsize i = 0; servers != NULL && servers[i] != NULL; i++) {
		const HcCertFacts *today = NULL;
		HcRehearsedOn *on = look_on(draft, place, servers[i], &today);

		g_ptr_array_add(entry->on, on);
		weigh(draft, on, today, &answers);
	}
	if (entry->on->len == 0)
		answers.any_unknown = TRUE;
	return answers;
}

/* "the issuer differs", of @name and the new certificate. */
static const char *
difference(const HcDraft *draft, const char *name)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;
	gboolean same_issuer;
	gboolean same_subject;

	if (!hc_dn_identifier_parse(name, &issuer, &subject))
		return "the value is not of the form <I>issuer<S>subject";
	same_issuer = hc_dn_equal(issuer, draft->cert->issuer);
	same_subject = hc_dn_equal(subject, draft->cert->subject);
	if (!same_issuer && !same_subject)
		return "issuer and subject differ";
	return same_issuer ? "the subject differs" : "the issuer differs";
}

/* Where only Edge servers hold it, no Mailbox server's shell finds it: the name is spelt out. */
static gboolean
is_found_by(const HcDraft *draft, const char *shell)
{
	g_auto(GStrv) servers = hc_servers_concerned(draft->hybrid);

	if (!g_str_equal(shell, HC_SHELL_ONPREM) || servers[0] == NULL)
		return TRUE;
	for (gsize i = 0; servers[i] != NULL; i++) {
		if (!hc_servers_is_edge(draft->hybrid, servers[i]))
			return TRUE;
	}
	return FALSE;
}

/* @setter: "Set-SendConnector 'x'", before its parameter; @today: the value to go back to. */
static void
add_commands(const HcDraft *draft, const char *setter, const char *today, HcRehearsed *entry)
{
	g_autofree char *get = hc_rehearsed_get(draft->cert);
	g_autofree char *old_name = hc_powershell_quote(today);
	g_autofree char *new_name = hc_powershell_quote(draft->identifier);

	if (is_found_by(draft, entry->shell)) {
		hc_rehearsed_command(entry, "%s", get);
		hc_rehearsed_command(entry, "%s -TlsCertificateName " NEW_NAME, setter);
	} else {
		hc_rehearsed_command(entry, "%s -TlsCertificateName %s", setter, new_name);
	}
	hc_rehearsed_undo(entry, "%s -TlsCertificateName %s", setter,
		hc_text_is_empty(today) ? "$null" : old_name);
}

static void
add_connector_commands(const HcDraft *draft, const Place *place, HcRehearsed *entry)
{
	g_autofree char *identity = hc_powershell_quote(hc_exchange_identity(place->object));
	g_autofree char *setter = g_strdup_printf("%s %s", place->cmdlet, identity);

	add_commands(draft, setter, hc_exchange_text(place->object, PROPERTY), entry);
}

/* The string still leads to the new certificate. */
static void
say_match(const HcDraft *draft, const Answers *answers, HcRehearsed *entry)
{
	hc_rehearsed_raise(entry, HC_REHEARSED_INFO);
	hc_rehearsed_say(&entry->why, "issuer and subject stay the same: no rerun is needed");
	if (answers->any_unknown) {
		hc_rehearsed_raise(entry, HC_REHEARSED_UNKNOWN);
		hc_rehearsed_say(&entry->then,
			"the name matches %s; whether an even newer one of that name lies on a "
			"server is not known",
			draft->cert->thumbprint);
		hc_rehearsed_say(&entry->supply,
			"Get-ExchangeCertificate -Server <each of them> | Export-Clixml");
	} else if (answers->any_older) {
		hc_rehearsed_say(&entry->then,
			"the name matches, but an old certificate with a later NotBefore stays in "
			"use until it is removed; then %s is taken",
			draft->cert->thumbprint);
	} else {
		hc_rehearsed_say(&entry->then, "the name matches: once installed, %s is taken",
			draft->cert->thumbprint);
	}
}

static void
say_mismatch(const HcDraft *draft, const Place *place, const Answers *answers, HcRehearsed *entry)
{
	const char *name = hc_exchange_text(place->object, PROPERTY);

	hc_rehearsed_raise(entry, HC_REHEARSED_RERUN_REQUIRED);
	hc_rehearsed_say(&entry->then, "the name does not lead to it: without the old one %s",
		answers->any_lost || answers->any_unknown ? place->lost
							  : "another certificate is taken");
	hc_rehearsed_say(&entry->why, "%s", difference(draft, name));
	add_connector_commands(draft, place, entry);
}

/* Today's trouble does not wait for the change. */
static void
say_trouble(const HcDraft *draft, const Place *place, const Answers *answers, HcRehearsed *entry)
{
	g_autofree char *why = g_steal_pointer(&entry->why);

	if (!answers->any_none && !answers->any_invalid) {
		entry->why = g_steal_pointer(&why);
		return;
	}
	hc_rehearsed_raise(entry, HC_REHEARSED_FIX_FIRST);
	if (answers->any_none)
		hc_rehearsed_say(&entry->why,
			"today no certificate of that name lies there: %s; install %s at once (%s)",
			place->lost, draft->cert->thumbprint, why);
	else
		hc_rehearsed_say(&entry->why,
			"today's certificate is not valid: install %s at once (%s)",
			draft->cert->thumbprint, why);
}

/* Without TlsCertificateName Exchange chooses by Fqdn. */
static void
say_by_fqdn(const HcDraft *draft, const Place *place, const Answers *answers, HcRehearsed *entry)
{
	g_autofree char *fqdn = hc_rehearsed_value(hc_exchange_text(place->object, "Fqdn"));

	hc_rehearsed_say(&entry->today, "names no certificate; Exchange chooses by Fqdn %s", fqdn);
	if (*fqdn == '\0' || answers->any_unknown) {
		hc_rehearsed_raise(entry, HC_REHEARSED_UNKNOWN);
		hc_rehearsed_say(&entry->then, "which certificate is taken cannot be told");
		hc_rehearsed_say(&entry->supply,
			"Fqdn of the connector, and Get-ExchangeCertificate with Services and "
			"HasPrivateKey");
	} else if (!hc_match_cert_covers(draft->cert, fqdn)) {
		hc_rehearsed_raise(entry, HC_REHEARSED_RERUN_REQUIRED);
		hc_rehearsed_say(&entry->then, "the new certificate does not carry it");
		hc_rehearsed_say(
			&entry->why, "once the old certificate is removed %s", place->lost);
		add_connector_commands(draft, place, entry);
	} else {
		hc_rehearsed_raise(entry, HC_REHEARSED_INFO);
		hc_rehearsed_say(&entry->then, answers->any_older
						       ? "another certificate that carries it "
							 "stays preferred"
						       : "the new certificate is chosen");
	}
}

static void
say_today(const Place *place, const HcRehearsed *entry, char **ret_today)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *name = hc_rehearsed_value(hc_exchange_text(place->object, PROPERTY));

	g_string_append_printf(text, "names %s", name);
	for (guint i = 0; i < entry->on->len; i++) {
		const HcRehearsedOn *on = g_ptr_array_index(entry->on, i);

		g_string_append_printf(text, "%s %s on %s", i == 0 ? ":" : ",",
			on->today != NULL ? on->today : "not known", on->server);
	}
	hc_rehearsed_say(ret_today, "%s", text->str);
}

static void
rehearse(HcDraft *draft, const Place *place, const char *const *servers, HcRehearsed *entry)
{
	const char *name = hc_exchange_text(place->object, PROPERTY);
	Answers answers;

	if (!hc_exchange_has(place->object, PROPERTY)) {
		hc_rehearsed_lacks_property(entry, place->object, PROPERTY);
		return;
	}
	answers = ask_servers(draft, place, servers, entry);
	if (hc_text_is_empty(name)) {
		say_by_fqdn(draft, place, &answers, entry);
		return;
	}
	say_today(place, entry, &entry->today);
	if (hc_dn_identifier_equal(name, draft->identifier))
		say_match(draft, &answers, entry);
	else
		say_mismatch(draft, place, &answers, entry);
	say_trouble(draft, place, &answers, entry);
}

/* Nothing can be asked of a source server that is gone; a rule of its own reports it. */
static GStrv
sources_of(const HcDraft *draft)
{
	const char *const *sources =
		hc_exchange_list(draft->hybrid->send, "SourceTransportServers");
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	if (sources == NULL || sources[0] == NULL)
		return g_strdupv(draft->hybrid->sending);
	for (gsize i = 0; sources[i] != NULL; i++) {
		if (!hc_names_server_is_gone(draft->hybrid->evidence, sources[i]))
			g_strv_builder_add(builder, sources[i]);
	}
	return g_strv_builder_end(builder);
}

static void
add_send(HcDraft *draft)
{
	HcRehearsed *entry = hc_draft_add(draft, "send-connector", HC_REHEARSED_NONE, SOURCES);
	const Place place = { draft->hybrid->send, "Set-SendConnector",
		"mail to Exchange Online is deferred (454 4.7.5)" };
	g_autofree char *label = NULL;
	g_auto(GStrv) servers = NULL;

	entry->shell = HC_SHELL_ONPREM;
	hc_rehearsed_say(&entry->what, "Send connector");
	if (place.object == NULL) {
		if (hc_draft_was_exported(draft, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR))
			hc_rehearsed_say(&entry->then, "there is no hybrid Send connector");
		else
			hc_rehearsed_lacks(entry, draft, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
		return;
	}
	label = hc_label_object(place.object);
	servers = sources_of(draft);
	hc_rehearsed_say(&entry->what, "%s", label);
	rehearse(draft, &place, (const char *const *)servers, entry);
}

/* An Edge server's connectors are in no directory: only one that was seen says anything of it. */
static void
add_receive(HcDraft *draft, const HcReceiveMatch *match)
{
	gboolean is_edge = hc_servers_is_edge(draft->hybrid, match->server);
	HcRehearsed *entry = hc_draft_add(draft, "receive-connector", HC_REHEARSED_NONE, SOURCES);
	const Place place = {
		match->connector, "Set-ReceiveConnector",
		"STARTTLS disappears (event 12014) and Exchange Online cannot deliver (451 5.7.3)"
	};
	const char *servers[] = { match->server, NULL };
	g_autofree char *label = NULL;

	entry->shell = is_edge ? HC_SHELL_EDGE : HC_SHELL_ONPREM;
	hc_rehearsed_say(&entry->what, "Receive Connector of %s", match->server);
	if (place.object != NULL) {
		label = hc_label_object(place.object);
		hc_rehearsed_say(&entry->what, "%s", label);
		rehearse(draft, &place, servers, entry);
	} else if (!is_edge && hc_fact_is_answered(match->head)) {
		hc_rehearsed_say(&entry->then, "there is no hybrid Receive connector on it");
	} else if (match->is_rest) {
		hc_rehearsed_say(&entry->then, "not known: %s", match->head->why);
	} else {
		hc_rehearsed_lacks(entry, draft, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
		hc_rehearsed_say(&entry->then, "not known: its Receive connectors were not seen");
		hc_rehearsed_say(&entry->supply, "Get-ReceiveConnector | Export-Clixml %s %s",
			is_edge ? "on" : "with -Server", match->server);
	}
}

static void
add_receives(HcDraft *draft)
{
	const GPtrArray *receives = draft->hybrid->receives;
	HcRehearsed *entry;

	for (guint i = 0; i < receives->len; i++)
		add_receive(draft, g_ptr_array_index(receives, i));
	if (receives->len > 0 || draft->hybrid->without_mail)
		return;
	entry = hc_draft_add(draft, "receive-connector", HC_REHEARSED_NONE, SOURCES);
	hc_rehearsed_lacks(entry, draft, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	hc_rehearsed_say(&entry->what, "Receive connectors");
	hc_rehearsed_say(&entry->then, "not known: the receiving servers are not known");
}

/* At least one connector has to be told the new name. */
static gboolean
any_connector_changes(const HcDraft *draft)
{
	for (guint i = 0; i < draft->out->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(draft->out->entries, i);

		if (g_str_has_suffix(entry->id, "-connector") && entry->commands->len > 0)
			return TRUE;
	}
	return FALSE;
}

static void
compare_configuration(HcDraft *draft, const char *name, HcRehearsed *entry)
{
	g_autofree char *shown = hc_rehearsed_value(name);

	hc_rehearsed_say(&entry->today, "names %s", shown);
	if (hc_dn_identifier_equal(name, draft->identifier)) {
		entry->effect = HC_REHEARSED_INFO;
		hc_rehearsed_say(&entry->then, "the name matches");
		return;
	}
	entry->effect = any_connector_changes(draft) ? HC_REHEARSED_RERUN_REQUIRED
						     : HC_REHEARSED_RERUN_RECOMMENDED;
	hc_rehearsed_say(
		&entry->then, "the next run of the wizard would start from the old certificate");
	hc_rehearsed_say(&entry->why, "%s", difference(draft, name));
	add_commands(draft, "Set-HybridConfiguration", name, entry);
}

static void
add_configuration(HcDraft *draft)
{
	const HcExchangeObject *object = draft->hybrid->configuration;
	HcRehearsed *entry =
		hc_draft_add(draft, "hybrid-configuration", HC_REHEARSED_NONE, "HC-CLOUD DOC-HCW");

	entry->shell = HC_SHELL_ONPREM;
	hc_rehearsed_say(&entry->what, "HybridConfiguration");
	if (object == NULL &&
		hc_draft_was_exported(draft, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION))
		hc_rehearsed_say(&entry->then, "there is no HybridConfiguration");
	else if (object == NULL)
		hc_rehearsed_lacks(entry, draft, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	else if (!hc_exchange_has(object, PROPERTY))
		hc_rehearsed_lacks_property(entry, object, PROPERTY);
	else if (hc_exchange_is_empty(object, PROPERTY))
		hc_rehearsed_say(&entry->then, "it names no certificate");
	else
		compare_configuration(draft, hc_exchange_text(object, PROPERTY), entry);
}

void
hc_draft_places(HcDraft *self)
{
	add_send(self);
	add_receives(self);
	add_configuration(self);
}
