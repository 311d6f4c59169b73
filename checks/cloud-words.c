/* A cloud in a sentence.  Room: checks. */
#include "checks/cloud-words.h"

static const char *
how_words(const HcHybrid *hybrid)
{
	switch (hybrid->cloud_how) {
	case HC_CLOUD_ASSUMED:
		return "assumed: no domain of the tenant is known";
	case HC_CLOUD_SHARED:
		return "GCC High and DoD have the same domains: --instance says which";
	case HC_CLOUD_CHOSEN:
		return "chosen with --instance";
	case HC_CLOUD_FOUND:
		break;
	}
	return NULL;
}

char *
hc_cloud_words(const HcHybrid *hybrid)
{
	const char *how = how_words(hybrid);
	GString *words = g_string_new(hybrid->cloud->name);

	if (how != NULL)
		g_string_append_printf(words, " (%s)", how);
	if (!hybrid->cloud->is_confirmed)
		g_string_append(words,
			", as far as is known: no page of Microsoft confirms the name, so look at "
			"the certificate its host presents first");
	return g_string_free(words, FALSE);
}
