/* The certificates hybrid mail needs.  Room: checks. */
#include "checks/cert-use.h"

#include "agent/base/dname.h"
#include "agent/base/limits.h"
#include "agent/hcw/names.h"
#include "agent/hcw/servers.h"
#include "certs/dn.h"
#include "checks/saw.h"

#define PROPERTY "TlsCertificateName"

/* A name and where it is needed, while uses are collected. */
typedef struct {
	char *identifier;
	GPtrArray *servers; /* char *, each once */
	const char *named_by;
	const char *finder;
} Need;

static void
need_free(Need *need)
{
	g_free(need->identifier);
	g_ptr_array_unref(need->servers);
	g_free(need);
}

static void
use_free(HcCertUse *use)
{
	hc_named_free(use->named);
	g_free(use);
}

/* The name @object has; NULL if it is not known, empty, or no name at all. */
static const char *
name_of(const HcExchangeObject *object)
{
	const char *text = object != NULL ? hc_exchange_text(object, PROPERTY) : NULL;

	return hc_dn_is_identifier(text) ? text : NULL;
}

static void
add_server(GPtrArray *servers, const char *server)
{
	for (guint i = 0; i < servers->len; i++) {
		if (hc_dname_same_host(g_ptr_array_index(servers, i), server))
			return;
	}
	g_ptr_array_add(servers, g_strdup(server));
}

static void
add_servers(GPtrArray *servers, const GStrv list)
{
	for (gsize i = 0; hc_servers_is_judged(list, i); i++)
		add_server(servers, list[i]);
}

/* Nothing can be asked of a source server that is gone; a rule of its own reports it. */
static void
add_sources(GPtrArray *servers, const HcHybrid *hybrid)
{
	const char *const *sources = hc_exchange_list(hybrid->send, "SourceTransportServers");

	for (gsize i = 0; sources != NULL && i < HC_LIMIT_SERVERS && sources[i] != NULL; i++) {
		if (!hc_names_server_is_gone(hybrid->evidence, sources[i]))
			add_server(servers, sources[i]);
	}
}

static Need *
need_of(GPtrArray *needs, const char *identifier, const char *named_by, const char *finder)
{
	Need *need;

	for (guint i = 0; i < needs->len; i++) {
		need = g_ptr_array_index(needs, i);
		if (hc_dn_identifier_equal(need->identifier, identifier))
			return need;
	}
	need = g_new0(Need, 1);
	need->identifier = g_strdup(identifier);
	need->servers = g_ptr_array_new_with_free_func(g_free);
	need->named_by = named_by;
	need->finder = finder;
	g_ptr_array_add(needs, need);
	return need;
}

/*
 * The Send connector's certificate lies on every server it sends from, and on those receiving
 * servers whose own connector is not known to name another one.
 */
static void
need_of_send(GPtrArray *needs, const HcHybrid *hybrid)
{
	const char *identifier = name_of(hybrid->send);
	Need *need;

	if (identifier == NULL)
		return;
	need = need_of(needs, identifier, "Send connector", "cert-send-name-not-found");
	add_sources(need->servers, hybrid);
	add_servers(need->servers, hybrid->sending);
	add_servers(need->servers, hybrid->edge);
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (!match->is_rest && name_of(match->connector) == NULL)
			add_server(need->servers, match->server);
	}
}

static void
needs_of_receives(GPtrArray *needs, const HcHybrid *hybrid)
{
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		const char *identifier = name_of(match->connector);

		if (identifier != NULL)
			add_server(need_of(needs, identifier, "Receive connector",
					   "cert-recv-name-not-found")
					   ->servers,
				match->server);
	}
}

static void
need_of_configuration(GPtrArray *needs, const HcHybrid *hybrid)
{
	const char *identifier = name_of(hybrid->configuration);
	Need *need;

	if (identifier == NULL || needs->len > 0)
		return;
	need = need_of(needs, identifier, "HybridConfiguration", NULL);
	add_servers(need->servers, hybrid->sending);
	add_servers(need->servers, hybrid->receiving);
	add_servers(need->servers, hybrid->edge);
}

static HcCertUse *
use_of(const HcHybrid *hybrid, Need *need)
{
	HcCertUse *use = g_new0(HcCertUse, 1);

	g_ptr_array_add(need->servers, NULL);
	use->named =
		hc_named_new(hybrid, need->identifier, (const char *const *)need->servers->pdata);
	use->named_by = need->named_by;
	use->finder = need->finder;
	return use;
}

/* TRUE if the one source of a name was exported, whatever it says. */
static gboolean
was_seen(const HcHybrid *hybrid, HcKind kind, const HcExchangeObject *object)
{
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, kind);

	if (object != NULL)
		return hc_exchange_has(object, PROPERTY);
	return hc_fact_is_answered(&set->head);
}

static char *
servers_with(const HcCertUse *use, gboolean (*wanted)(const HcNamedOn *on))
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		g_autofree char *server = hc_check_value(on->server);

		if (!wanted(on))
			continue;
		g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", server);
	}
	return g_string_free(text, FALSE);
}

static HcStatus
status_of(HcTri good)
{
	return good == HC_TRI_YES ? HC_STATUS_PASS : HC_STATUS_UNKNOWN;
}

static gboolean
is_missing(const HcNamedOn *on)
{
	return hc_cert_use_is_known(on) && on->newest == NULL;
}

static gboolean
is_unknown(const HcNamedOn *on)
{
	return !hc_cert_use_is_known(on);
}

GPtrArray *
hc_cert_uses_new(const HcHybrid *hybrid)
{
	GPtrArray *uses = g_ptr_array_new_with_free_func((GDestroyNotify)use_free);
	g_autoptr(GPtrArray) needs = g_ptr_array_new_with_free_func((GDestroyNotify)need_free);

	need_of_send(needs, hybrid);
	needs_of_receives(needs, hybrid);
	need_of_configuration(needs, hybrid);
	for (guint i = 0; i < needs->len; i++)
		g_ptr_array_add(uses, use_of(hybrid, g_ptr_array_index(needs, i)));
	return uses;
}

const HcCertUse *
hc_cert_use_find(const GPtrArray *uses, const char *identifier)
{
	for (guint i = 0; i < uses->len; i++) {
		const HcCertUse *use = g_ptr_array_index(uses, i);

		if (hc_dn_identifier_equal(use->named->identifier, identifier))
			return use;
	}
	return NULL;
}

char *
hc_cert_use_subject(const HcCertUse *use)
{
	g_autofree char *issuer = NULL;
	g_autofree char *subject = NULL;
	g_autofree char *issuer_cn = NULL;
	g_autofree char *name = NULL;
	g_autofree char *by = NULL;

	if (!hc_dn_identifier_parse(use->named->identifier, &issuer, &subject))
		return g_strdup("certificate");
	issuer_cn = hc_dn_get(issuer, "CN");
	name = hc_check_value(use->named->cn != NULL ? use->named->cn : subject);
	by = hc_check_value(issuer_cn != NULL ? issuer_cn : issuer);
	if (*name == '\0')
		return g_strdup_printf("certificate without a subject of \"%s\"", by);
	return g_strdup_printf("certificate \"%s\" of \"%s\"", name, by);
}

char *
hc_cert_use_name(const HcCertUse *use)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *cn = hc_check_value(use->named->cn);

	if (use->named->cn == NULL)
		return g_strdup_printf("the %s", subject);
	return g_strdup_printf("the certificate for %s", cn);
}

gboolean
hc_cert_use_is_known(const HcNamedOn *on)
{
	return hc_fact_is_answered(on->head);
}

char *
hc_cert_use_missing_on(const HcCertUse *use)
{
	return servers_with(use, is_missing);
}

char *
hc_cert_use_unknown_on(const HcCertUse *use)
{
	return servers_with(use, is_unknown);
}

void
hc_cert_prove(HcFinding *finding, const HcCertFacts *cert)
{
	g_autofree char *server = hc_check_value(cert->server);
	g_autofree char *subject = hc_check_value(cert->subject);
	g_autofree char *issuer = hc_check_value(cert->issuer);
	g_autofree char *from = hc_when_format_date(cert->not_before);
	g_autofree char *to = hc_when_format_date(cert->not_after);

	hc_finding_prove(finding, &cert->head.origin,
		"%s: %s, issued by %s, thumbprint %s, valid from %s to %s", server, subject, issuer,
		cert->thumbprint, from, to);
}

void
hc_cert_use_prove(const HcCertUse *use, HcFinding *finding)
{
	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);
		g_autofree char *server = hc_check_value(on->server);

		if (on->newest != NULL)
			hc_cert_prove(finding, on->newest);
		else
			hc_finding_prove(finding, &on->head->origin, "%s: %s", server,
				hc_cert_use_is_known(on) ? "no certificate of that name"
							 : "certificates were not exported");
	}
}

HcFinding *
hc_cert_report(const HcCheck *self, const char *subject, const HcCertFacts *cert, HcTri good,
	const char *text, HcFindings *out)
{
	g_autofree char *name =
		hc_check_value(cert->subject_cn != NULL ? cert->subject_cn : cert->subject);
	HcFinding *finding =
		good == HC_TRI_NO
			? hc_findings_add(out, self, hc_check_bad(self), subject,
				  "the certificate for %s: %s", name, text)
			: hc_findings_add(out, self, status_of(good), subject, "%s", text);

	hc_cert_prove(finding, cert);
	hc_finding_fill_remedy(finding, cert->thumbprint, NULL);
	return finding;
}

/* Adds UNKNOWN or NOT_APPLICABLE for a use without any certificate. */
void
hc_cert_report_without(const HcCheck *self, const HcCertUse *use, HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	g_autofree char *unknown = hc_cert_use_unknown_on(use);

	if (*unknown == '\0' && use->named->servers->len > 0)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, subject,
			"no server holds this certificate");
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the certificates of %s were not exported",
			*unknown != '\0' ? unknown : "the servers");
}

void
hc_cert_report_none(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	if (was_seen(hybrid, HC_KIND_SEND_CONNECTOR, hybrid->send) &&
		was_seen(hybrid, HC_KIND_HYBRID_CONFIGURATION, hybrid->configuration))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"neither the connectors nor HybridConfiguration name a certificate");
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, NULL,
			"which certificate hybrid mail uses is not known: TlsCertificateName of "
			"the connectors and of HybridConfiguration was not exported");
}

void
hc_cert_judge_uses(const HcCheck *self, const HcHybrid *hybrid, HcJudgeUse judge, HcFindings *out)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);

	for (guint i = 0; i < uses->len; i++)
		judge(self, hybrid, g_ptr_array_index(uses, i), out);
	if (uses->len == 0)
		hc_cert_report_none(self, hybrid, out);
}
