/* hybridcheck check: inputs to verdict and report.  Room: app. */
#include "agent/app/commands.h"
#include "agent/app/configured.h"
#include "agent/app/deliver.h"
#include "agent/app/example.h"
#include "agent/app/gather.h"
#include "agent/app/options.h"
#include "agent/app/shipped.h"
#include "agent/app/waivers.h"
#include "agent/base/error.h"
#include "agent/hcw/edited.h"
#include "agent/hcw/overwrite.h"
#include "agent/report/report.h"
#include "agent/verdict/waive.h"
#include "checks/run.h"

#include <stdio.h>

/* Everything a judged run owns; the report model borrows from it. */
typedef struct {
	HcEvidence *evidence;
	HcHybrid *hybrid;
	GPtrArray *waivers; /* HcWaiver; findings point into it */
	HcFindings *findings;
	GPtrArray *tables;
	GPtrArray *changes;
	GPtrArray *resets;
	GPtrArray *edited;
	HcVerdict *verdict;
} Judged;

static void
judged_clear(Judged *self)
{
	hc_verdict_free(self->verdict);
	g_clear_pointer(&self->edited, g_ptr_array_unref);
	g_clear_pointer(&self->resets, g_ptr_array_unref);
	g_clear_pointer(&self->changes, g_ptr_array_unref);
	g_clear_pointer(&self->tables, g_ptr_array_unref);
	hc_findings_free(self->findings);
	g_clear_pointer(&self->waivers, g_ptr_array_unref);
	hc_hybrid_free(self->hybrid);
	hc_evidence_free(self->evidence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Judged, judged_clear)

static void
judge(Judged *self, const HcOptions *options, gboolean interrupted)
{
	HcVerdictInput input = { .offline = !hc_evidence_network_asked(self->evidence),
		.usable = TRUE,
		.interrupted = interrupted,
		.filtered = options->only[0] != NULL || options->skip[0] != NULL };

	self->hybrid = hc_hybrid_new_in(self->evidence, options->cloud);
	self->tables = hc_tables_new(self->hybrid);
	self->resets = hc_overwrite_resets(self->hybrid);
	self->edited = hc_edited_since(self->hybrid);
	self->findings = hc_run_checks(self->hybrid, (const char *const *)options->only,
		(const char *const *)options->skip);
	hc_waive(self->findings, self->waivers, hc_evidence_as_of(self->evidence));
	self->verdict = hc_verdict_new(self->hybrid, self->findings, self->tables, &input);
	self->changes = hc_changes_new(self->hybrid, self->verdict->selection);
}

static char *
command_line(GStrv args)
{
	g_autofree char *joined = g_strjoinv(" ", args);
	g_autofree char *whole =
		g_strdup_printf("hybridcheck check%s%s", *joined ? " " : "", joined);

	return hc_text_printable(whole);
}

static void
describe_judged(HcReportModel *model, const Judged *judged)
{
	model->evidence = judged->evidence;
	model->hybrid = judged->hybrid;
	model->findings = judged->findings;
	model->tables = judged->tables;
	model->changes = judged->changes;
	model->resets = judged->resets;
	model->edited = judged->edited;
	model->verdict = judged->verdict;
}

static void
describe_run(HcReportModel *model, const HcWorld *world, const HcGathered *gathered,
	const HcOptions *options)
{
	model->version = HC_VERSION;
	model->started = world->now;
	model->finished = g_get_real_time();
	model->host = world->host;
	model->offline = !hc_evidence_network_asked(model->evidence);
	model->interrupted = gathered->interrupted;
	model->is_example = options->example;
}

static gboolean
deliver(const HcReportModel *model, const HcWorld *world, const HcOptions *options, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	HcReportStyle style = {
		.color = hc_options_wants_color(options, world),
		.width = 72,
		.verbose = options->verbose,
	};

	hc_report_find_format(options->format)(model, &style, text);
	return hc_deliver(text, options->output, error);
}

/* The system's folder may be missing; one that was named may not. */
static GPtrArray *
read_waivers(const HcOptions *options, GError **error)
{
	const char *folder = options->waivers != NULL ? options->waivers : HC_WAIVERS_DIR;

	if (options->waivers != NULL && !g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, HC_ERROR, HC_ERROR_NOT_FOUND, "--waivers: %s: no such folder",
			folder);
		return NULL;
	}
	return hc_waivers_read(folder, error);
}

/* A waiver that covers nothing is either done with or misspelt. */
static void
print_unused_waivers(const GPtrArray *waivers)
{
	for (guint i = 0; i < waivers->len; i++) {
		const HcWaiver *waiver = g_ptr_array_index(waivers, i);
		g_autofree char *clean = hc_text_printable(waiver->place);

		if (waiver->n_used == 0)
			fprintf(stderr, "hybridcheck: %s: waives nothing that failed\n", clean);
	}
}

/* Without any file there may still be something to ask. */
static gboolean
has_targets(const HcOptions *options, const HcConfig *config)
{
	return !options->offline && config->smtp->len + config->https->len > 0;
}

/* NULL, without an @error, where no packet is to leave. */
static HcAsk *
get_ready(const HcWorld *world, HcOptions *options, const HcConfig *config, GError **error)
{
	HcTargets *targets = NULL;
	HcAsk *ask = NULL;

	if (options->offline || options->example)
		return NULL;
	targets = hc_targets_new();
	hc_target_list_add(targets->smtp, config->smtp);
	hc_target_list_add(targets->https, config->https);
	ask = hc_ask_new(world, &options->net, targets, options->ca_file, error);
	if (ask == NULL)
		return NULL;
	ask->of_organisation = TRUE;
	ask->cloud = options->cloud;
	return ask;
}

/* The paths to read and the time to judge at. */
static GStrv
choose_inputs(const HcWorld *world, const HcOptions *options, const HcConfig *config,
	HcTime *ret_as_of, GError **error)
{
	HcTime as_of = world->now;
	GStrv paths = NULL;

	if (options->example && options->paths[0] != NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"check: --example takes no path besides it");
		return NULL;
	}
	if (!options->example && options->paths[0] == NULL && !has_targets(options, config)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"check: name the wizard's folder or its files, or use --example");
		return NULL;
	}
	if (options->example) {
		char *folder = hc_example_find(world, &as_of, error);

		if (folder == NULL)
			return NULL;
		paths = g_new0(char *, 2);
		paths[0] = folder;
	} else {
		paths = g_strdupv(options->paths);
	}
	*ret_as_of = options->has_as_of ? options->as_of : as_of;
	return paths;
}

gboolean
hc_cmd_check(const HcWorld *world, GStrv args, int *ret_status, GError **error)
{
	static const char *const without[] = { "all-versions", "client-cert", "client-key", NULL };
	g_autoptr(HcConfig) config = NULL;
	g_autoptr(HcOptions) options =
		hc_configured_parse(args, hc_options_parse_check, without, &config, error);
	g_autoptr(HcAsk) ask = NULL;
	g_autoptr(GError) unready = NULL;
	g_auto(Judged) judged = { 0 };
	g_auto(GStrv) paths = NULL;
	g_autofree char *command = command_line(args);
	g_autofree char *run_id = g_uuid_string_random();
	g_autofree char *data_as_of = NULL;
	HcReportData data[HC_SHIPPED_N_DATA];
	HcGatherRequest request = { .data_dir = world->data_dir };
	HcGathered gathered = { 0 };
	HcReportModel model = { 0 };

	if (options == NULL ||
		(paths = choose_inputs(world, options, config, &request.as_of, error)) == NULL)
		return FALSE;
	judged.waivers = read_waivers(options, error);
	if (judged.waivers == NULL)
		return FALSE;
	ask = get_ready(world, options, config, &unready);
	if (unready != NULL) {
		g_propagate_error(error, g_steal_pointer(&unready));
		return FALSE;
	}
	request.ask = ask;
	request.paths = (const char *const *)paths;
	judged.evidence = hc_gather(&request,
		world->stderr_is_tty && !options->quiet ? hc_show_progress : NULL, &gathered,
		error);
	if (judged.evidence == NULL)
		return FALSE;
	if (!options->quiet)
		hc_print_warnings(judged.evidence);
	if (ask != NULL)
		hc_print_limit(ask->limit);
	judge(&judged, options, gathered.interrupted);
	if (!options->quiet)
		print_unused_waivers(judged.waivers);
	describe_judged(&model, &judged);
	describe_run(&model, world, &gathered, options);
	hc_shipped_describe(judged.evidence, data, &data_as_of);
	model.data = data;
	model.run_id = run_id;
	model.command = command;
	if (!deliver(&model, world, options, error))
		return FALSE;
	*ret_status = gathered.interrupted
			      ? 128 + gathered.signal
			      : hc_verdict_exit_status(judged.findings, options->fail_on);
	return TRUE;
}
