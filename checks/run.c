/* Runs every rule once: the one place that knows which objects a rule looks at.  Room: checks. */
#include "checks/run.h"

#include "checks/saw.h"

/* Where the objects of one HcOn come from. */
typedef struct {
	HcSide side;
	HcKind kind;
	const char *what; /* in a sentence */
} Source;

static const Source sources[] = {
	[HC_ON_ORGANISATION] = { HC_SIDE_ONPREM, HC_N_KINDS, "organisation" },
	[HC_ON_SEND] = { HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR, "hybrid Send connector" },
	[HC_ON_RECEIVE] = { HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR, "hybrid Receive connector" },
	[HC_ON_INBOUND] = { HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR, "hybrid InboundConnector" },
	[HC_ON_OUTBOUND] = { HC_SIDE_TENANT, HC_KIND_OUTBOUND_CONNECTOR,
		"hybrid OutboundConnector" },
	[HC_ON_ON_PREMISES_ORGANIZATION] = { HC_SIDE_TENANT, HC_KIND_ON_PREMISES_ORGANIZATION,
		"OnPremisesOrganization" },
	[HC_ON_HYBRID_CONFIGURATION] = { HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION,
		"HybridConfiguration" },
};

static const HcExchangeObject *
object_of(const HcHybrid *hybrid, HcOn on)
{
	switch (on) {
	case HC_ON_SEND:
		return hybrid->send;
	case HC_ON_INBOUND:
		return hybrid->inbound;
	case HC_ON_OUTBOUND:
		return hybrid->outbound;
	case HC_ON_ON_PREMISES_ORGANIZATION:
		return hybrid->organization;
	case HC_ON_HYBRID_CONFIGURATION:
		return hybrid->configuration;
	case HC_ON_ORGANISATION:
	case HC_ON_RECEIVE:
		break;
	}
	g_return_val_if_reached(NULL);
}

/* Calls the judge; silence is never a pass. */
static void
judge_one(const HcCheck *check, const HcHybrid *hybrid, const HcExchangeObject *object,
	HcFindings *out)
{
	guint before = hc_findings_count(out);

	if (object != NULL)
		check->judge_object(check, hybrid, object, out);
	else
		check->judge(check, hybrid, out);
	if (hc_findings_count(out) == before)
		hc_findings_add(out, check, HC_STATUS_UNKNOWN, NULL, "nothing to judge");
}

static void
judge_single(const HcCheck *check, const HcHybrid *hybrid, HcFindings *out)
{
	const Source *source = &sources[check->on];
	const HcExchangeObject *object = object_of(hybrid, check->on);
	const HcExchangeSet *set = hc_evidence_set(hybrid->evidence, source->side, source->kind);

	if (object != NULL)
		judge_one(check, hybrid, object, out);
	else if (hc_check_saw(check, &set->head, source->what, out))
		hc_findings_add(
			out, check, HC_STATUS_NOT_APPLICABLE, NULL, "there is no %s", source->what);
}

static void
judge_server(
	const HcCheck *check, const HcHybrid *hybrid, const HcReceiveMatch *match, HcFindings *out)
{
	g_autofree char *server = hc_check_value(match->server);

	if (match->connector != NULL)
		judge_one(check, hybrid, match->connector, out);
	else if (hc_fact_is_answered(match->head))
		hc_findings_add(out, check, HC_STATUS_NOT_APPLICABLE, server,
			"server %s has no hybrid Receive connector", server);
	else
		hc_check_unseen_server(check, match, out);
}

/* Which servers receive is written in HybridConfiguration. */
static void
judge_no_servers(const HcCheck *check, const HcHybrid *hybrid, HcFindings *out)
{
	const HcExchangeSet *set =
		hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, HC_KIND_HYBRID_CONFIGURATION);
	const char *property = "ReceivingTransportServers";

	if (hybrid->configuration != NULL) {
		if (hc_check_saw_property(check, hybrid->configuration, property, out))
			hc_findings_add(out, check, HC_STATUS_NOT_APPLICABLE, NULL,
				"HybridConfiguration names no receiving server");
		return;
	}
	if (hc_check_saw(check, &set->head, "receiving servers: HybridConfiguration", out))
		hc_findings_add(out, check, HC_STATUS_NOT_APPLICABLE, NULL,
			"there is no HybridConfiguration that names receiving servers");
}

static void
judge_receives(const HcCheck *check, const HcHybrid *hybrid, HcFindings *out)
{
	for (guint i = 0; i < hybrid->receives->len; i++)
		judge_server(check, hybrid, g_ptr_array_index(hybrid->receives, i), out);
	if (hybrid->receives->len == 0)
		judge_no_servers(check, hybrid, out);
}

static void
run_check(const HcCheck *check, const HcHybrid *hybrid, HcFindings *out)
{
	switch (check->on) {
	case HC_ON_ORGANISATION:
		judge_one(check, hybrid, NULL, out);
		break;
	case HC_ON_RECEIVE:
		judge_receives(check, hybrid, out);
		break;
	case HC_ON_SEND:
	case HC_ON_INBOUND:
	case HC_ON_OUTBOUND:
	case HC_ON_ON_PREMISES_ORGANIZATION:
	case HC_ON_HYBRID_CONFIGURATION:
		judge_single(check, hybrid, out);
		break;
	}
}

/* TRUE if @list names the check by id, area or class. */
static gboolean
is_named(const HcCheck *check, const char *const *list)
{
	return hc_text_in(list, check->id) || hc_text_in(list, hc_checks_area(check)) ||
	       hc_text_in(list, hc_class_word(check->class));
}

HcFindings *
hc_run_checks(const HcHybrid *hybrid, const char *const *only, const char *const *skip)
{
	HcFindings *out = hc_findings_new();
	guint n = hc_checks_count();

	for (guint i = 0; i < n; i++) {
		const HcCheck *check = hc_checks_at(i);

		if (only != NULL && *only != NULL && !is_named(check, only))
			continue;
		if (!is_named(check, skip))
			run_check(check, hybrid, out);
	}
	return out;
}

gboolean
hc_run_knows(const char *word)
{
	const char *const list[] = { word, NULL };
	guint n = hc_checks_count();

	for (guint i = 0; i < n; i++) {
		if (is_named(hc_checks_at(i), list))
			return TRUE;
	}
	return FALSE;
}
