/* Words for an input that would have decided something.  Room: hcw. */
#include "agent/hcw/missing.h"

/* The side is named where the same cmdlet exists on both. */
static const char *
side_words(HcSide side, HcKind kind)
{
	gboolean on_both = kind == HC_KIND_ACCEPTED_DOMAIN || kind == HC_KIND_ORGANIZATION_CONFIG;

	if (side == HC_SIDE_TENANT)
		return " of Exchange Online";
	return on_both ? " on premises" : "";
}

char *
hc_missing_answer(const HcFactHead *head, HcSide side, HcKind kind, const char *server)
{
	const char *noun = hc_kind_noun(kind);
	const char *where = side_words(side, kind);
	const char *why = head->why != NULL ? head->why : "no reason was given";
	g_autofree char *of = server != NULL ? g_strconcat(" -Server ", server, NULL) : NULL;
	const char *scope = of != NULL ? of : "";

	switch (head->status) {
	case HC_FACT_NOT_ASKED:
		return g_strdup_printf("Get-%s%s%s was not seen", noun, scope, where);
	case HC_FACT_UNREACHABLE:
		return g_strdup_printf("Get-%s%s%s failed: %s", noun, scope, where, why);
	case HC_FACT_MALFORMED:
		return g_strdup_printf("Get-%s%s%s could not be read: %s", noun, scope, where, why);
	case HC_FACT_COLLECTED:
	case HC_FACT_ABSENT:
	case HC_FACT_NOT_APPLICABLE:
		return g_strdup_printf("there is no %s%s", noun, where);
	}
	g_return_val_if_reached(g_strdup(""));
}

char *
hc_missing_kind(const HcEvidence *evidence, HcSide side, HcKind kind)
{
	return hc_missing_answer(&hc_evidence_set(evidence, side, kind)->head, side, kind, NULL);
}

char *
hc_missing_property(const HcExchangeObject *object, const char *property)
{
	HcKind kind = hc_exchange_kind(object);

	return g_strdup_printf("Get-%s%s was seen without %s", hc_kind_noun(kind),
		side_words(hc_exchange_side(object), kind), property);
}
