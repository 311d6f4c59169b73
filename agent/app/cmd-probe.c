/* hybridcheck probe HOST[:PORT]…: mail servers, asked as Exchange Online would ask.  Room: app. */
#include "agent/app/commands.h"
#include "agent/app/configured.h"
#include "agent/app/deliver.h"
#include "agent/app/gather.h"
#include "agent/app/shipped.h"
#include "agent/base/error.h"
#include "agent/base/hostport.h"
#include "agent/base/limits.h"
#include "agent/plan/plan.h"
#include "agent/report/probe-model.h"

/* NULL with a USAGE @error for a word that is no target, or of a family that is left out. */
static HcTarget *
read_target(const char *word, const HcNetOptions *net, GError **error)
{
	HcTarget *target = hc_target_new(NULL, 0);
	g_autoptr(GError) found = NULL;
	HcFamily family = HC_FAMILY_NONE;

	if (!hc_hostport_parse(word, HC_PORT_SMTP, &target->host, &target->port, &found)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE, "probe: %s", found->message);
		hc_target_free(target);
		return NULL;
	}
	family = hc_hostport_family(target->host);
	if ((family == HC_FAMILY_IPV4 && !net->ipv4) || (family == HC_FAMILY_IPV6 && !net->ipv6)) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"probe: %s is of the family that -4 or -6 leaves out", target->host);
		hc_target_free(target);
		return NULL;
	}
	return target;
}

static HcTargets *
read_targets(const HcOptions *options, GError **error)
{
	g_autoptr(HcTargets) targets = hc_targets_new();

	for (guint i = 0; options->paths[i] != NULL; i++) {
		HcTarget *target = read_target(options->paths[i], &options->net, error);

		if (target == NULL)
			return NULL;
		g_ptr_array_add(targets->smtp, target);
		if (i >= HC_LIMIT_TARGETS) {
			g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
				"probe: limit HC_LIMIT_TARGETS (%d) reached", HC_LIMIT_TARGETS);
			return NULL;
		}
	}
	return g_steal_pointer(&targets);
}

/* A bad certificate stops mail as surely as a closed port. */
static int
exit_status(const GPtrArray *rows, const char *limit)
{
	gboolean unknown = limit != NULL;

	for (guint i = 0; i < rows->len; i++) {
		const HcProbeRow *row = g_ptr_array_index(rows, i);

		if (hc_probe_row_is_unknown(row))
			unknown = TRUE;
		else if (hc_probe_row_outcome(row) != HC_OUTCOME_OK || row->bounce != NULL)
			return 1;
	}
	return unknown || rows->len == 0 ? 2 : 0;
}

static gboolean
report(const HcProbeModel *model, const HcWorld *world, const HcOptions *options, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const HcReportStyle style = { hc_options_wants_color(options, world), 72,
		options->verbose };

	hc_probe_report_find_format(options->format)(model, &style, text);
	return hc_deliver(text, options->output, error);
}

/* Reads the options and everything that can be wrong with them. */
static HcAsk *
get_ready(const HcWorld *world, HcOptions *options, GError **error)
{
	HcTargets *targets = read_targets(options, error);

	if (targets == NULL)
		return NULL;
	return hc_ask_new(world, &options->net, targets, options->ca_file, error);
}

static gboolean
probe(const HcWorld *world, HcOptions *options, HcAsk *ask, int *ret_status, GError **error)
{
	const char *const nothing[] = { NULL };
	const HcGatherRequest request = { nothing, world->data_dir, world->now, ask };
	HcGathered gathered = { 0 };
	g_autoptr(HcEvidence) evidence = hc_gather(&request,
		world->stderr_is_tty && !options->quiet ? hc_show_progress : NULL, &gathered,
		error);
	g_autoptr(HcBounceTable) table = hc_shipped_bounces(world->data_dir);
	g_autoptr(GPtrArray) rows = NULL;
	const HcReportData data[] = { hc_shipped_rules(), { 0 } };
	HcProbeModel model = { .version = HC_VERSION,
		.data = data,
		.host = world->host,
		.started = world->now,
		.finished = g_get_real_time(),
		.interrupted = gathered.interrupted,
		.roots = hc_trust_path(ask->trust) };

	if (evidence == NULL)
		return FALSE;
	rows = hc_probe_rows_new(evidence, table);
	model.rows = rows;
	if (!report(&model, world, options, error))
		return FALSE;
	hc_print_limit(ask->limit);
	*ret_status = gathered.interrupted ? 128 + gathered.signal : exit_status(rows, ask->limit);
	return TRUE;
}

gboolean
hc_cmd_probe(const HcWorld *world, GStrv args, int *ret_status, GError **error)
{
	static const char *const without[] = { "as-of", "example", "fail-on", "instance", "offline",
		"only", "skip", "waivers", NULL };
	g_autoptr(HcConfig) config = NULL;
	g_autoptr(HcOptions) options =
		hc_configured_parse(args, hc_options_parse_probe, without, &config, error);
	g_autoptr(HcAsk) ask = options != NULL ? get_ready(world, options, error) : NULL;

	return ask != NULL && probe(world, options, ask, ret_status, error);
}
