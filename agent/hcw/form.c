/* How the wizard prints and compares one value.  Room: hcw. */
#include "agent/hcw/form.h"

#include "agent/base/dname.h"
#include "agent/base/text.h"
#include "agent/hcw/space.h"
#include "certs/dn.h"

#include <string.h>

/* What two elements must have in common to be the same. */
static char *
normalise(HcForm form, const char *element)
{
	char *server = NULL;

	switch (form) {
	case HC_FORM_DOMAINS:
	case HC_FORM_COUNT:
		return hc_dname_normalise(element);
	case HC_FORM_SPACES:
		return hc_space_normalise(element);
	case HC_FORM_SERVERS:
		server = hc_dname_normalise(element);
		server[strcspn(server, ".")] = '\0';
		return server;
	case HC_FORM_TEXT:
	case HC_FORM_SET:
	case HC_FORM_IDENTIFIER:
	case HC_FORM_TYPE_NAME:
		break;
	}
	return g_ascii_strdown(element, -1);
}

static GHashTable *
elements_of(HcForm form, const char *value)
{
	g_auto(GStrv) parts = hc_text_split(value, ",");
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (gsize i = 0; parts[i] != NULL; i++)
		g_hash_table_add(set, normalise(form, parts[i]));
	return set;
}

static gboolean
sets_are_equal(HcForm form, const char *actual, const char *expected)
{
	g_autoptr(GHashTable) left = elements_of(form, actual);
	g_autoptr(GHashTable) right = elements_of(form, expected);
	GHashTableIter iter;
	gpointer key = NULL;

	if (g_hash_table_size(left) != g_hash_table_size(right))
		return FALSE;
	g_hash_table_iter_init(&iter, left);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		if (!g_hash_table_contains(right, key))
			return FALSE;
	}
	return TRUE;
}

gboolean
hc_form_equal(HcForm form, const char *actual, const char *expected)
{
	switch (form) {
	case HC_FORM_TEXT:
		return hc_text_same(actual, expected);
	case HC_FORM_IDENTIFIER:
		return hc_text_same(actual, expected) || hc_dn_identifier_equal(actual, expected);
	case HC_FORM_SET:
	case HC_FORM_DOMAINS:
	case HC_FORM_SERVERS:
	case HC_FORM_SPACES:
	case HC_FORM_COUNT:
	case HC_FORM_TYPE_NAME:
		return sets_are_equal(form, actual, expected);
	}
	g_return_val_if_reached(FALSE);
}

char *
hc_form_print(HcForm form, const char *value)
{
	g_auto(GStrv) parts = NULL;

	if (value == NULL)
		return NULL;
	switch (form) {
	case HC_FORM_COUNT:
		parts = hc_text_split(value, ",");
		return g_strdup_printf("%u", g_strv_length(parts));
	case HC_FORM_TYPE_NAME:
		return g_strdup("Microsoft.Exchange.Data.SmtpReceiveDomainCapabilities[]");
	case HC_FORM_TEXT:
	case HC_FORM_SET:
	case HC_FORM_DOMAINS:
	case HC_FORM_SERVERS:
	case HC_FORM_SPACES:
	case HC_FORM_IDENTIFIER:
		break;
	}
	return g_strdup(value);
}

gboolean
hc_form_hides(HcForm form)
{
	return form == HC_FORM_COUNT || form == HC_FORM_TYPE_NAME;
}
