/* What is known of Exchange, in lines that a test can compare.  Room: tests. */
#include "tests/unit/sets.h"

#include <string.h>

static void
describe_answers(const HcExchangeSet *set, GString *out)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];

		g_string_append_printf(out, " [%s%s%s%s%s %s]",
			answer->server != NULL ? answer->server : "",
			answer->server != NULL ? " " : "",
			answer->narrow != NULL ? answer->narrow : "whole",
			answer->head.why != NULL ? ": " : "",
			answer->head.why != NULL ? answer->head.why : "",
			answer->head.origin.place);
	}
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = set->objects->pdata[i];
		const char *server = hc_exchange_server(object);

		g_string_append_printf(out, " %s%s%s", hc_exchange_identity(object),
			server != NULL ? "@" : "", server != NULL ? server : "");
	}
}

char *
sets_describe(const HcEvidence *evidence)
{
	GString *out = g_string_new(NULL);

	for (guint side = 0; side < HC_N_SIDES; side++) {
		for (guint kind = 0; kind < HC_N_KINDS; kind++) {
			const HcExchangeSet *set =
				hc_evidence_set(evidence, (HcSide)side, (HcKind)kind);

			if (set->answers->len == 0)
				continue;
			g_string_append_printf(out, "%s %s", hc_side_word((HcSide)side),
				hc_kind_noun((HcKind)kind));
			describe_answers(set, out);
			g_string_append_c(out, '\n');
		}
	}
	return g_string_free(out, FALSE);
}

void
sets_assert_warnings(const HcInput *input, const char *wanted)
{
	g_auto(GStrv) parts = g_strsplit(wanted, "|", -1);

	g_assert_cmpuint(input->warnings->len, ==, g_strv_length(parts));
	for (guint i = 0; i < input->warnings->len; i++) {
		if (strstr(input->warnings->pdata[i], parts[i]) == NULL)
			g_error("\"%s\" has no \"%s\"", (char *)input->warnings->pdata[i],
				parts[i]);
	}
}
