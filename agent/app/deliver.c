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

void
hc_print_warnings(const HcEvidence *evidence)
{
	const HcFactHead *builds = &hc_evidence_builds(evidence)->head;

	if (builds->status != HC_FACT_COLLECTED) {
		g_autofree char *line =
			g_strdup_printf("%s: %s", builds->origin.input, builds->why);
		g_autofree char *clean = hc_text_printable(line);

		fprintf(stderr, "hybridcheck: %s\n", clean);
	}
	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		for (guint w = 0; w < input->warnings->len; w++) {
			g_autofree char *line = g_strdup_printf("%s: %s", input->path,
				(const char *)g_ptr_array_index(input->warnings, w));
			g_autofree char *clean = hc_text_printable(line);

			fprintf(stderr, "hybridcheck: %s\n", clean);
		}
	}
}
