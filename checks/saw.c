/* From facts that were not collected to UNKNOWN, and how findings name things.  Room: checks. */
#include "checks/saw.h"

#include "agent/base/limits.h"

static const char *
not_seen(HcFactStatus status)
{
	switch (status) {
	case HC_FACT_NOT_ASKED:
		return "not exported";
	case HC_FACT_UNREACHABLE:
		return "no usable answer";
	case HC_FACT_MALFORMED:
		return "could not be read";
	case HC_FACT_NOT_APPLICABLE:
		return "does not apply here";
	case HC_FACT_COLLECTED:
	case HC_FACT_ABSENT:
		break;
	}
	g_return_val_if_reached("");
}

/* How a kind is called in the middle of a sentence. */
static const char *
kind_name(HcKind kind)
{
	if (kind == HC_KIND_SEND_CONNECTOR)
		return "Send connector";
	if (kind == HC_KIND_RECEIVE_CONNECTOR)
		return "Receive connector";
	return hc_kind_noun(kind);
}

gboolean
hc_check_saw(const HcCheck *self, const HcFactHead *head, const char *what, HcFindings *out)
{
	g_autofree char *why = NULL;
	HcFinding *finding;
	HcStatus status = HC_STATUS_UNKNOWN;

	if (hc_fact_is_answered(head))
		return TRUE;
	if (head->status == HC_FACT_NOT_APPLICABLE)
		status = HC_STATUS_NOT_APPLICABLE;
	/* "not exported" says it all. */
	why = hc_check_value(head->status == HC_FACT_NOT_ASKED ? NULL : head->why);
	if (*why != '\0')
		finding = hc_findings_add(
			out, self, status, NULL, "%s: %s (%s)", what, not_seen(head->status), why);
	else
		finding = hc_findings_add(
			out, self, status, NULL, "%s: %s", what, not_seen(head->status));
	if (head->origin.input != NULL)
		hc_finding_prove(finding, &head->origin, "%s: %s", what, not_seen(head->status));
	return FALSE;
}

gboolean
hc_check_saw_property(
	const HcCheck *self, const HcExchangeObject *object, const char *property, HcFindings *out)
{
	g_autofree char *subject = NULL;
	HcFinding *finding;

	if (hc_exchange_has(object, property))
		return TRUE;
	subject = hc_check_subject(object);
	finding = hc_findings_add(out, self, HC_STATUS_UNKNOWN, subject,
		"%s was not exported for %s", property, subject);
	hc_finding_prove(finding, hc_exchange_origin(object), "the object has no %s", property);
	return FALSE;
}

gboolean
hc_check_saw_edge(const HcCheck *self, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);

	if (hybrid->edge[0] != NULL)
		return TRUE;
	if (hybrid->configuration != NULL &&
		!hc_check_saw_property(self, hybrid->configuration, "EdgeTransportServers", out))
		return FALSE;
	if (hc_check_saw(self, &set->head, "HybridConfiguration", out))
		hc_findings_add(out, self, HC_STATUS_NOT_APPLICABLE, NULL,
			"no Edge Transport server handles hybrid mail");
	return FALSE;
}

void
hc_check_unseen_server(const HcCheck *self, const HcReceiveMatch *match, HcFindings *out)
{
	g_autofree char *server = hc_check_value(match->server);

	if (match->is_rest)
		hc_findings_add(
			out, self, HC_STATUS_UNKNOWN, server, "%s: %s", server, match->head->why);
	else
		hc_findings_add(out, self, HC_STATUS_UNKNOWN, server,
			"the Receive connectors of server %s were not exported", server);
}

const char *
hc_check_kind(const HcExchangeObject *object)
{
	return kind_name(hc_exchange_kind(object));
}

char *
hc_check_subject(const HcExchangeObject *object)
{
	HcKind kind = hc_exchange_kind(object);
	g_autofree char *identity = hc_check_value(hc_exchange_identity(object));

	if (*identity == '\0' || hc_kind_is_single(kind))
		return g_strdup(kind_name(kind));
	return g_strdup_printf("%s \"%s\"", kind_name(kind), identity);
}

HcStatus
hc_check_bad(const HcCheck *self)
{
	return self->effect == HC_EFFECT_INFO ? HC_STATUS_INFO : HC_STATUS_FAIL;
}

char *
hc_check_value(const char *text)
{
	return hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);
}

HcFinding *
hc_check_report(const HcCheck *self, HcStatus status, const HcExchangeObject *object,
	const char *property, HcFindings *out, const char *format, ...)
{
	g_autofree char *subject = hc_check_subject(object);
	g_autofree char *summary = NULL;
	HcFinding *finding;
	va_list args;

	va_start(args, format);
	summary = g_strdup_vprintf(format, args);
	va_end(args);
	finding = hc_findings_add(out, self, status, subject, "%s", summary);
	if (property != NULL && hc_exchange_has(object, property)) {
		g_autofree char *value = hc_check_value(hc_exchange_text(object, property));

		hc_finding_prove(finding, hc_exchange_origin(object), "%s = %s", property,
			*value != '\0' ? value : "(empty)");
	}
	hc_finding_fill_remedy(finding, hc_exchange_identity(object), NULL);
	return finding;
}

void
hc_check_note(GString *list, const char *text)
{
	g_autofree char *shown = hc_check_value(text);

	g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", shown);
}
