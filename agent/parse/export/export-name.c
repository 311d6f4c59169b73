/* What the name of an exported file says of it.  Room: parse. */
#include "agent/parse/export/export-name.h"
#include "agent/parse/export/export.h"

#include <string.h>

/* The file, its folder, and the folder around that: what lies further out was not named for it. */
#define PARTS_LOOKED_AT 3

/* Words of the names that our own collection and other people's tools give. */
static const struct {
	const char *word;
	HcSide side;
} side_words[] = {
	{ "onprem", HC_SIDE_ONPREM },
	{ "onpremises", HC_SIDE_ONPREM },
	{ "online", HC_SIDE_TENANT },
	{ "exchangeonline", HC_SIDE_TENANT },
	{ "tenant", HC_SIDE_TENANT },
	{ "cloud", HC_SIDE_TENANT },
	{ "exo", HC_SIDE_TENANT },
	{ "o365", HC_SIDE_TENANT },
	{ "m365", HC_SIDE_TENANT },
	{ "office365", HC_SIDE_TENANT },
	{ "microsoft365", HC_SIDE_TENANT },
	{ "edge", HC_SIDE_EDGE },
};

/* In the place of a server, where a file speaks for the organisation. */
static const char *const organisation_words[] = { "org", "organization", "organisation", "tenant",
	NULL };

/* hybridConfigCollection exports those that point to Exchange Online, under these names. */
static const char *const selections[] = { "SendConnectors.json", "ReceiveConnectors.json", NULL };

static gboolean
side_of_word(const char *word, HcSide *ret_side)
{
	for (guint i = 0; i < G_N_ELEMENTS(side_words); i++) {
		if (hc_text_same(side_words[i].word, word)) {
			*ret_side = side_words[i].side;
			return TRUE;
		}
	}
	return FALSE;
}

/* "On-Premises" is one word. */
static GStrv
split_words(const char *text)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);
	GString *joined = g_string_new(lower);
	GStrv words = NULL;

	g_string_replace(joined, "on-prem", "onprem", 0);
	g_string_replace(joined, "on_prem", "onprem", 0);
	g_string_replace(joined, "on prem", "onprem", 0);
	words = g_strsplit_set(joined->str, "-_ .,()[]", -1);
	g_string_free(joined, TRUE);
	return words;
}

/* One side, named once or more; words of two sides say nothing. */
static gboolean
side_of_part(const char *part, HcSide *ret_side)
{
	g_auto(GStrv) words = split_words(part);
	gboolean found = FALSE;
	HcSide side = HC_SIDE_ONPREM;

	for (char **word = words; *word != NULL; word++) {
		HcKind kind = HC_KIND_SEND_CONNECTOR;
		HcSide one = HC_SIDE_ONPREM;

		if (hc_export_kind_of_name(*word, &kind) || !side_of_word(*word, &one))
			continue;
		if (found && one != side)
			return FALSE;
		found = TRUE;
		side = one;
	}
	*ret_side = side;
	return found;
}

/* "onprem-E1-ExchangeCertificate.clixml"; FALSE if @file is not of this form. */
static gboolean
read_own_form(const char *file, HcExportName *ret_name)
{
	const char *first = strchr(file, '-');
	const char *last = strrchr(file, '-');
	g_autofree char *word = first != NULL ? g_strndup(file, (gsize)(first - file)) : NULL;
	g_autofree char *middle = NULL;
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	if (word == NULL || first == last || !side_of_word(word, &ret_name->side) ||
		!hc_export_kind_of_name(last + 1, &kind))
		return FALSE;
	ret_name->has_side = TRUE;
	middle = g_strndup(first + 1, (gsize)(last - first) - 1);
	/* "onprem-Get-SendConnector" has the cmdlet there. */
	if (*middle != '\0' && !hc_text_same(middle, "Get") &&
		!hc_text_in(organisation_words, middle) && ret_name->side != HC_SIDE_TENANT)
		ret_name->server = g_steal_pointer(&middle);
	return TRUE;
}

void
hc_export_name_read(const char *path, HcExportName *ret_name)
{
	g_auto(GStrv) parts = g_strsplit_set(path, "/\\", -1);
	guint n = g_strv_length(parts);
	const char *file = n > 0 ? parts[n - 1] : "";

	*ret_name = (HcExportName){ .is_selection = hc_text_in(selections, file) };
	if (read_own_form(file, ret_name))
		return;
	for (guint i = 0; i < MIN(n, PARTS_LOOKED_AT) && !ret_name->has_side; i++)
		ret_name->has_side = side_of_part(parts[n - 1 - i], &ret_name->side);
}

void
hc_export_name_clear(HcExportName *self)
{
	g_clear_pointer(&self->server, g_free);
}
