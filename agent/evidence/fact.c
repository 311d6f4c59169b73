/* What every fact carries.  Room: evidence. */
#include "agent/evidence/fact.h"

static const char *const status_words[] = {
	[HC_FACT_NOT_ASKED] = "not-asked",
	[HC_FACT_COLLECTED] = "collected",
	[HC_FACT_ABSENT] = "absent",
	[HC_FACT_UNREACHABLE] = "unreachable",
	[HC_FACT_MALFORMED] = "malformed",
	[HC_FACT_NOT_APPLICABLE] = "not-applicable",
};

gboolean
hc_fact_is_answered(const HcFactHead *head)
{
	return head->status == HC_FACT_COLLECTED || head->status == HC_FACT_ABSENT;
}

void
hc_origin_clear(HcOrigin *origin)
{
	g_clear_pointer(&origin->input, g_free);
	g_clear_pointer(&origin->place, g_free);
	g_clear_pointer(&origin->vantage, g_free);
	origin->as_of = HC_TIME_NONE;
}

void
hc_origin_copy(const HcOrigin *from, HcOrigin *ret_to)
{
	ret_to->input = g_strdup(from->input);
	ret_to->place = g_strdup(from->place);
	ret_to->vantage = g_strdup(from->vantage);
	ret_to->as_of = from->as_of;
}

void
hc_fact_head_clear(HcFactHead *head)
{
	g_clear_pointer(&head->why, g_free);
	hc_origin_clear(&head->origin);
}

char *
hc_origin_text(const HcOrigin *origin)
{
	if (origin->input != NULL && origin->place != NULL)
		return g_strdup_printf("%s: %s", origin->input, origin->place);
	if (origin->input != NULL)
		return g_strdup(origin->input);
	return g_strdup(origin->place != NULL ? origin->place : "");
}

const char *
hc_fact_status_word(HcFactStatus status)
{
	return status_words[status];
}

gboolean
hc_fact_status_from_word(const char *word, HcFactStatus *ret_status)
{
	for (guint i = 0; i < G_N_ELEMENTS(status_words); i++) {
		if (g_strcmp0(status_words[i], word) == 0) {
			*ret_status = (HcFactStatus)i;
			return TRUE;
		}
	}
	return FALSE;
}
