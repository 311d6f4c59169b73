/* Is the certificate that connectors name there?  Rules 1, 2, 3 and 8.  Room: checks. */
#include "checks/check.h"

#include "agent/base/dname.h"
#include "certs/dn.h"
#include "checks/cert-use.h"
#include "checks/saw.h"

#define PROPERTY "TlsCertificateName"

/* Where one connector's certificate is, among the servers the connector works on. */
typedef struct {
	GString *missing;
	GString *unknown;
	guint n_found;
	const char *cause; /* the rule that says the certificate itself is missing */
} Whereabouts;

static void
look_on(Whereabouts *where, const HcNamedOn *on)
{
	if (!hc_cert_use_is_known(on))
		hc_check_note(where->unknown, on->server);
	else if (on->newest == NULL)
		hc_check_note(where->missing, on->server);
	else
		where->n_found++;
}

static gboolean
is_listed(const char *server, const char *const *servers)
{
	for (gsize i = 0; servers[i] != NULL; i++) {
		if (hc_dname_same_host(servers[i], server))
			return TRUE;
	}
	return FALSE;
}

static void
report_missing(const HcCheck *self, const HcExchangeObject *object, const HcCertUse *use,
	const Whereabouts *where, HcFindings *out)
{
	const HcCertFacts *replacement = use->named->replacement;
	const char *missing = where->missing->str;
	HcFinding *finding;

	if (replacement == NULL) {
		finding = hc_check_report(self, HC_STATUS_INFO, object, PROPERTY, out,
			"the named certificate is missing on %s and no replacement is ready there",
			missing);
		hc_finding_follow(finding, where->cause);
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, object, PROPERTY, out,
		"no certificate on %s has the issuer and subject that the %s names; "
		"the certificate with thumbprint %s stands ready",
		missing, hc_check_kind(object), replacement->thumbprint);
	hc_cert_prove(finding, replacement);
	hc_finding_fill_remedy(finding, hc_exchange_identity(object), replacement->thumbprint);
}

static void
report_whereabouts(const HcCheck *self, const HcExchangeObject *object, const HcCertUse *use,
	const Whereabouts *where, HcFindings *out)
{
	if (where->missing->len > 0)
		report_missing(self, object, use, where, out);
	else if (where->unknown->len > 0)
		hc_check_report(self, HC_STATUS_UNKNOWN, object, PROPERTY, out,
			"the certificates of %s were not exported", where->unknown->str);
	else if (where->n_found > 0)
		hc_check_report(self, HC_STATUS_PASS, object, PROPERTY, out,
			"the named certificate is on every server of the connector");
	else
		hc_check_report(self, HC_STATUS_UNKNOWN, object, PROPERTY, out,
			"the servers of the connector are not known");
}

/* A Send connector's name has a rule of its own for its form. */
static void
report_unreadable(const HcCheck *self, const HcExchangeObject *object, HcFindings *out)
{
	gboolean follows = hc_exchange_kind(object) == HC_KIND_SEND_CONNECTOR;
	HcFinding *finding = hc_check_report(self, follows ? HC_STATUS_INFO : HC_STATUS_FAIL,
		object, PROPERTY, out,
		"TlsCertificateName is not of the form <I>issuer<S>subject: no certificate has "
		"that name");

	if (follows)
		hc_finding_follow(finding, "send-tlscertname-syntax");
}

/* Looks for the certificate @object names on @servers. */
static void
judge_name(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	const char *const *servers, HcFindings *out)
{
	g_autoptr(GPtrArray) uses = hc_cert_uses_new(hybrid);
	const HcCertUse *use = hc_cert_use_find(uses, hc_exchange_text(object, PROPERTY));
	Whereabouts where = { .n_found = 0 };

	if (use == NULL) {
		report_unreadable(self, object, out);
		return;
	}
	where.cause = hybrid->edge[0] != NULL ? "cert-missing-on-edge"
					      : "cert-missing-on-transport-server";
	where.missing = g_string_new(NULL);
	where.unknown = g_string_new(NULL);
	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (is_listed(on->server, servers))
			look_on(&where, on);
	}
	report_whereabouts(self, object, use, &where, out);
	g_string_free(where.missing, TRUE);
	g_string_free(where.unknown, TRUE);
}

/* FALSE, with the finding added, if the connector names no certificate. */
static gboolean
names_certificate(const HcCheck *self, const HcExchangeObject *object, HcFindings *out)
{
	if (!hc_check_saw_property(self, object, PROPERTY, out))
		return FALSE;
	if (!hc_exchange_is_empty(object, PROPERTY))
		return TRUE;
	hc_check_report(self, HC_STATUS_NOT_APPLICABLE, object, PROPERTY, out,
		"the connector names no certificate");
	return FALSE;
}

static void
judge_send_name(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const char *const *servers = hc_exchange_list(object, "SourceTransportServers");

	if (!names_certificate(self, object, out))
		return;
	if (servers == NULL || servers[0] == NULL)
		servers = (const char *const *)hybrid->sending;
	judge_name(self, hybrid, object, servers, out);
}

static void
judge_receive_name(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	const char *servers[] = { NULL, NULL };

	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);

		if (match->connector == object)
			servers[0] = match->server;
	}
	if (names_certificate(self, object, out))
		judge_name(self, hybrid, object, servers, out);
}

/* Adds the connector to @list when it names another certificate than @wanted. */
static void
compare(GString *list, GString *unknown, const HcExchangeObject *object, const char *wanted)
{
	g_autofree char *subject = hc_check_subject(object);
	const char *name = hc_exchange_text(object, PROPERTY);

	if (name == NULL)
		g_string_append_printf(unknown, "%s%s", unknown->len > 0 ? ", " : "", subject);
	else if (hc_dn_is_identifier(name) && !hc_dn_identifier_equal(name, wanted))
		g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", subject);
}

static void
compare_receives(GString *list, GString *unknown, const HcHybrid *hybrid, const char *wanted)
{
	for (guint i = 0; i < hybrid->receives->len; i++) {
		const HcReceiveMatch *match = g_ptr_array_index(hybrid->receives, i);
		g_autofree char *server = hc_check_value(match->server);

		if (match->connector != NULL)
			compare(list, unknown, match->connector, wanted);
		else if (!hc_fact_is_answered(match->head))
			g_string_append_printf(unknown, "%sthe Receive connectors of %s",
				unknown->len > 0 ? ", " : "", server);
	}
}

static void
compare_send(GString *list, GString *unknown, const HcHybrid *hybrid, const char *wanted)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	if (hybrid->send != NULL)
		compare(list, unknown, hybrid->send, wanted);
	else if (!hc_fact_is_answered(&set->head))
		g_string_append(unknown, "the Send connectors");
}

/* A name that leads to no certificate would be written over one that works. */
static gboolean
leads_nowhere(const HcHybrid *hybrid, const char *identifier)
{
	g_autoptr(HcNamed) named =
		hc_named_new(hybrid, identifier, (const char *const *)hybrid->sending);

	for (guint i = 0; i < named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(named->servers, i);

		if (hc_cert_use_is_known(on) && on->newest == NULL)
			return TRUE;
	}
	return FALSE;
}

/* The Send connector's name, where it is another one and leads to a certificate: else no command.
 */
static void
fill_configuration(HcFinding *finding, const HcHybrid *hybrid, const char *configured)
{
	const char *name = hybrid->send != NULL ? hc_exchange_text(hybrid->send, PROPERTY) : NULL;

	if (hc_dn_is_identifier(name) && !hc_dn_identifier_equal(name, configured) &&
		!leads_nowhere(hybrid, name))
		hc_finding_fill_remedy(finding, NULL, name);
	else
		g_ptr_array_set_size(finding->commands, 0);
}

static void
judge_differs(const HcCheck *self, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	g_autoptr(GString) differing = g_string_new(NULL);
	g_autoptr(GString) unknown = g_string_new(NULL);
	const char *name = hc_exchange_text(object, PROPERTY);
	HcFinding *finding;

	if (!hc_check_saw_property(self, object, PROPERTY, out))
		return;
	compare_send(differing, unknown, hybrid, name);
	compare_receives(differing, unknown, hybrid, name);
	if (differing->len == 0 && unknown->len > 0) {
		hc_check_report(self, HC_STATUS_UNKNOWN, object, PROPERTY, out,
			"not exported, so not compared: %s", unknown->str);
		return;
	}
	if (differing->len == 0) {
		hc_check_report(self, HC_STATUS_PASS, object, PROPERTY, out,
			"the connectors name the certificate HybridConfiguration names");
		return;
	}
	finding = hc_check_report(self, HC_STATUS_FAIL, object, PROPERTY, out,
		"HybridConfiguration names another certificate than %s", differing->str);
	if (leads_nowhere(hybrid, name))
		finding->effect = HC_EFFECT_RERUN_REQUIRED;
	fill_configuration(finding, hybrid, name);
}

static gboolean
is_edge(const HcHybrid *hybrid, const HcNamedOn *on)
{
	return is_listed(on->server, (const char *const *)hybrid->edge);
}

static void
report_on(const HcCheck *self, const HcCertUse *use, const HcNamedOn *on, HcFindings *out)
{
	const HcCertFacts *replacement = use->named->replacement;
	g_autofree char *server = hc_check_value(on->server);
	g_autofree char *certificate = hc_cert_use_subject(use);
	g_autofree char *subject = g_strdup_printf("%s on %s", certificate, server);
	HcFinding *finding;

	if (!hc_cert_use_is_known(on)) {
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the certificates of %s were not exported", server);
	} else if (on->newest != NULL) {
		finding =
			hc_findings_add(out, self, HC_STATUS_PASS, subject, "it is on %s", server);
		hc_cert_prove(finding, on->newest);
	} else if (replacement != NULL) {
		finding = hc_findings_add(out, self, HC_STATUS_INFO, subject,
			"it is missing on %s; the certificate with thumbprint %s stands ready to "
			"replace it",
			server, replacement->thumbprint);
		hc_finding_follow(finding, use->finder != NULL
						   ? use->finder
						   : "cert-renewed-issuer-or-subject-changed");
	} else {
		finding = hc_findings_add(out, self, HC_STATUS_FAIL, subject,
			"the certificate that the %s names is missing on %s", use->named_by,
			server);
		hc_finding_prove(
			finding, &on->head->origin, "%s: no certificate of that name", server);
	}
}

static void
judge_servers(const HcCheck *self, const HcHybrid *hybrid, const HcCertUse *use, HcFindings *out)
{
	g_autofree char *subject = hc_cert_use_subject(use);
	guint n_edge = 0;

	for (guint i = 0; i < use->named->servers->len; i++) {
		const HcNamedOn *on = g_ptr_array_index(use->named->servers, i);

		if (is_edge(hybrid, on))
			n_edge++;
		else
			report_on(self, use, on, out);
	}
	if (use->named->servers->len == 0)
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
			"the servers that must hold it are not known");
	else if (n_edge == use->named->servers->len)
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, subject,
			"only Edge Transport servers handle hybrid mail");
}

static void
judge_missing(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	hc_cert_judge_uses(self, hybrid, judge_servers, out);
}

const HcCheck hc_checks_cert_named[] = {
	{
		.id = "cert-send-name-not-found",
		.title = "The certificate the Send connector names is on every source server",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "B6",
		.on = HC_ON_SEND,
		.property = PROPERTY,
		.judge_object = judge_send_name,
		.impact = "Mail to Exchange Online is deferred and queues: the connector finds no "
			  "certificate to present.",
		.remedy = "$c = Get-ExchangeCertificate -Thumbprint {value}\n"
			  "Set-SendConnector {identity} -TlsCertificateName "
			  "\"<I>$($c.Issuer)<S>$($c.Subject)\"",
		.ndr = "454 4.7.5 The certificate specified in TlsCertificateName of the "
		       "SendConnector could not be found; event 12014",
		.reference = "BLOG-TLSCERT HC-CLOUD KB2989382",
	},
	{
		.id = "cert-recv-name-not-found",
		.title = "The certificate the Receive connector names is on its server",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_RERUN_REQUIRED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.on = HC_ON_RECEIVE,
		.property = PROPERTY,
		.judge_object = judge_receive_name,
		.impact =
			"STARTTLS disappears from EHLO, so Exchange Online cannot deliver to this "
			"server.",
		.remedy = "$c = Get-ExchangeCertificate -Thumbprint {value}\n"
			  "Set-ReceiveConnector {identity} -TlsCertificateName "
			  "\"<I>$($c.Issuer)<S>$($c.Subject)\"",
		.fix = "Enable the SMTP service on the new certificate and answer No when asked to "
		       "overwrite the default one.",
		.ndr = "450 4.4.101 Proxy session setup failed on Frontend with '451 4.4.0 Primary "
		       "target IP address responded with \"451 5.7.3 STARTTLS is required to send "
		       "mail.\"'; event 12014",
		.reference = "KB2989382 BLOG-TLSCERT",
	},
	{
		.id = "cert-hybridconf-differs-from-connectors",
		.title = "HybridConfiguration and the connectors name the same certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_MEDIUM,
		.effect = HC_EFFECT_RERUN_RECOMMENDED,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.who = HC_WHO_YOU,
		.on = HC_ON_HYBRID_CONFIGURATION,
		.property = PROPERTY,
		.judge_object = judge_differs,
		.impact = "Nothing fails yet; the next run of the wizard starts from "
			  "HybridConfiguration and may bring the other certificate back.",
		.remedy = "Set-HybridConfiguration -TlsCertificateName {value}",
		.reference = "HC-CLOUD DOC-HCW",
	},
	{
		.id = "cert-missing-on-transport-server",
		.title = "Every server that handles hybrid mail holds the named certificate",
		.class = HC_CLASS_MAILFLOW,
		.severity = HC_SEVERITY_CRITICAL,
		.effect = HC_EFFECT_FIX_FIRST,
		.hcw = HC_HCW_USMC,
		.confidence = HC_CONFIRMED,
		.required = TRUE,
		.who = HC_WHO_YOU,
		.hop = "A6",
		.judge = judge_missing,
		.impact = "Sessions that reach this server fail while others work; the wizard "
			  "refuses to run until the certificate is there.",
		.fix = "Export the certificate with its private key from a server or a backup that "
		       "has it, import it on this one and enable the SMTP service; answer No when "
		       "asked to overwrite the default certificate. If nothing has it, install a "
		       "new one on every server that handles hybrid mail.",
		.unless = "the same certificate is imported again",
		.ndr = "454 4.7.5; 451 5.7.3 STARTTLS is required to send mail; event 12014",
		.reference = "DOC-CERTREQ HC-PR2234",
	},
	{ .id = NULL },
};
