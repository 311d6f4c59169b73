/* Dated data that comes with the program and may be replaced.  Room: app. */
#include "agent/app/shipped.h"

#include "agent/parse/bounces.h"
#include "agent/parse/builds.h"
#include "checks/sources.h"

static HcBuildTable *
not_readable(const char *path, const char *why)
{
	HcBuildTable *table = hc_build_table_new();
	g_autofree char *input = g_strdup(path);
	g_autofree char *reason = g_strdup(why);
	HcFactHead head = { .status = HC_FACT_UNREACHABLE,
		.why = reason,
		.origin = { .input = input, .as_of = HC_TIME_NONE } };

	hc_build_table_set_head(table, &head);
	return table;
}

void
hc_shipped_load(const char *data_dir, HcEvidenceBuilder *builder)
{
	g_autofree char *path = g_build_filename(data_dir, "data", "exchange-builds.json", NULL);
	g_autoptr(GError) error = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &error);

	if (file == NULL) {
		hc_evidence_builder_take_builds(builder, not_readable(path, error->message));
		return;
	}
	hc_evidence_builder_take_builds(builder, hc_builds_parse(g_mapped_file_get_contents(file),
							 g_mapped_file_get_length(file), path));
	g_mapped_file_unref(file);
}

HcBounceTable *
hc_shipped_bounces(const char *data_dir)
{
	g_autofree char *path =
		g_build_filename(data_dir, "data", "exchange-online-replies.json", NULL);
	g_autoptr(GError) error = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &error);
	HcBounceTable *table = NULL;

	if (file == NULL) {
		HcFactHead head = { .status = HC_FACT_UNREACHABLE,
			.why = error->message,
			.origin = { .input = path, .as_of = HC_TIME_NONE } };

		table = hc_bounce_table_new();
		hc_bounce_table_set_head(table, &head);
		return table;
	}
	table = hc_bounces_parse(
		g_mapped_file_get_contents(file), g_mapped_file_get_length(file), path);
	g_mapped_file_unref(file);
	return table;
}

HcReportData
hc_shipped_rules(void)
{
	return (HcReportData){ "rules", HC_VERSION, HC_SOURCES_AS_OF,
		"Microsoft's documentation and logs of HCW 17.0.6981.0; hybridcheck explain ID "
		"names each source with its date" };
}

void
hc_shipped_describe(
	const HcEvidence *evidence, HcReportData ret_data[HC_SHIPPED_N_DATA], char **ret_as_of)
{
	const HcBuildTable *builds = hc_evidence_builds(evidence);
	guint n = 0;

	ret_data[n++] = hc_shipped_rules();
	*ret_as_of = hc_when_format_date(builds->head.origin.as_of);
	if (builds->head.status == HC_FACT_COLLECTED)
		ret_data[n++] =
			(HcReportData){ builds->name, builds->version, *ret_as_of, builds->source };
	ret_data[n] = (HcReportData){ 0 };
}
