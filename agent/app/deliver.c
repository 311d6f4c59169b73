/* What the commands print.  Room: app. */
#include "agent/app/deliver.h"

#include "agent/base/error.h"
#include "agent/base/text.h"
#include "agent/report/report.h"

#include <stdio.h>

gboolean
hc_deliver(const GString *text, const char *output, GError **error)
{
	if (output != NULL)
		return hc_report_save(output, text, error);
	if (fwrite(text->str, 1, text->len, stdout) != text->len || fflush(stdout) != 0) {
		g_set_error(error, HC_ERROR, HC_ERROR_IO, "standard output: cannot write");
		return FALSE;
	}
	return TRUE;
}

void
hc_show_progress(guint done, guint total, const char *name)
{
	g_autofree char *file = name != NULL ? g_path_get_basename(name) : NULL;
	g_autofree char *clean = hc_text_excerpt(file, 50);

	if (name != NULL)
		fprintf(stderr, "\r\033[Kreading %u of %u: %s", done + 1, total, clean);
	else
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static void
print_line(const char *place, const char *text)
{
	g_autofree char *line = g_strdup_printf("%s: %s", place, text);
	g_autofree char *clean = hc_text_printable(line);

	fprintf(stderr, "hybridcheck: %s\n", clean);
}

/* "FOLDER: TEXT": equal for the same text about several files of one folder. */
static char *
folder_line(const char *path, const char *text)
{
	g_autofree char *folder = g_path_get_dirname(path);

	return g_strdup_printf("%s: %s", folder, text);
}

static void
count_one(GHashTable *counts, char *take_line)
{
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, take_line));

	g_hash_table_insert(counts, take_line, GUINT_TO_POINTER(n + 1));
}

/* How many files of a folder belong to another organisation: a folder says so once. */
static GHashTable *
count_foreign(const HcEvidence *evidence)
{
	GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		for (guint w = 0; w < input->warnings->len; w++) {
			const char *text = g_ptr_array_index(input->warnings, w);

			if (hc_foreign_is_warning(text))
				count_one(counts, folder_line(input->path, text));
		}
	}
	return counts;
}

static void
print_foreign(GHashTable *counts, const HcInput *input, const char *text)
{
	g_autofree char *line = folder_line(input->path, text);
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, line));

	g_hash_table_remove(counts, line);
	if (n > 1) {
		g_autofree char *folder = g_path_get_dirname(input->path);
		g_autofree char *place = g_strdup_printf("%s (%u files)", folder, n);

		print_line(place, text);
	} else if (n == 1) {
		print_line(input->path, text);
	}
}

void
hc_print_warnings(const HcEvidence *evidence)
{
	const HcFactHead *builds = &hc_evidence_builds(evidence)->head;
	g_autoptr(GHashTable) counts = count_foreign(evidence);

	if (builds->status != HC_FACT_COLLECTED)
		print_line(builds->origin.input, builds->why);
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		for (guint w = 0; w < input->warnings->len; w++) {
			const char *text = g_ptr_array_index(input->warnings, w);

			if (hc_foreign_is_warning(text))
				print_foreign(counts, input, text);
			else
				print_line(input->path, text);
		}
	}
}

void
hc_print_limit(const char *limit)
{
	if (limit != NULL)
		fprintf(stderr, "hybridcheck: limit %s reached: not everything was asked\n", limit);
}
