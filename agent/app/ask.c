/* The network, asked until nothing is left to ask.  Room: app. */
#include "agent/app/ask.h"

#include "agent/app/interrupt.h"
#include "agent/app/read-file.h"
#include "agent/base/error.h"
#include "agent/base/hostport.h"
#include "agent/base/limits.h"
#include "agent/collect/collect.h"
#include "agent/parse/derive/derive-wire.h"
#include "agent/parse/probe/probe.h"
#include "agent/plan/plan.h"

/* --- getting ready ---------------------------------------------------------------------------- */

static char *
read_pem(const char *option, const char *path, GError **error)
{
	g_autoptr(GBytes) data = NULL;
	gsize n = 0;
	const char *text = NULL;

	data = hc_read_file(path, HC_LIMIT_CERT_FILE_BYTES, "HC_LIMIT_CERT_FILE_BYTES", error);
	if (data == NULL) {
		g_prefix_error(error, "%s: ", option);
		return NULL;
	}
	text = g_bytes_get_data(data, &n);
	return g_strndup(text, n);
}

static gboolean
read_client(HcAsk *self, GError **error)
{
	if (self->net->client_cert == NULL)
		return TRUE;
	self->client_cert = read_pem("--client-cert", self->net->client_cert, error);
	if (self->client_cert == NULL)
		return FALSE;
	self->client_key = read_pem("--client-key", self->net->client_key, error);
	return self->client_key != NULL;
}

static gboolean
open_trust(HcAsk *self, const HcWorld *world, const char *ca_file, GError **error)
{
	self->anchors = hc_shipped_anchors_load(world->data_dir, error);
	if (self->anchors == NULL)
		return FALSE;
	if (ca_file == NULL) {
		self->trust = hc_trust_new_folder(world->trust_folder);
		return TRUE;
	}
	self->trust = hc_trust_new_file(ca_file, error);
	if (self->trust == NULL)
		g_prefix_error(error, "--ca-file: ");
	return self->trust != NULL;
}

static HcCollectOptions
collect_options(const HcAsk *self)
{
	return (HcCollectOptions){
		.now = self->now,
		.ehlo = self->ehlo,
		.source4 = self->net->source4,
		.source6 = self->net->source6,
		.client_cert_pem = self->client_cert,
		.client_key_pem = self->client_key,
		.timeout_ms = self->net->timeout_ms,
		.budget_ms = self->net->budget_ms,
		.concurrency = self->net->concurrency,
		.ipv4 = self->net->ipv4,
		.ipv6 = self->net->ipv6,
	};
}

/* A host without a proper name still has to greet (RFC 5321 4.1.4). */
static char *
ehlo_of(const HcWorld *world, const HcNetOptions *net)
{
	if (net->ehlo != NULL)
		return g_strdup(net->ehlo);
	return g_strdup(hc_hostport_is_name(world->host) ? world->host : "localhost");
}

HcAsk *
hc_ask_new(const HcWorld *world, HcNetOptions *net, HcTargets *take_targets, const char *ca_file,
	GError **error)
{
	g_autoptr(HcAsk) self = g_new0(HcAsk, 1);
	HcCollectOptions options;

	self->targets = take_targets;
	self->targets->ipv4 = net->ipv4;
	self->targets->ipv6 = net->ipv6;
	self->targets->all_versions = net->all_versions;
	self->net = net;
	self->now = world->now;
	self->ehlo = ehlo_of(world, net);
	if (!read_client(self, error) || !open_trust(self, world, ca_file, error))
		return NULL;
	options = collect_options(self);
	if (hc_collect_check(&options, error))
		return g_steal_pointer(&self);
	if (net->client_cert != NULL)
		g_prefix_error(error, "--client-cert %s, --client-key %s: ", net->client_cert,
			net->client_key);
	return NULL;
}

void
hc_ask_free(HcAsk *self)
{
	if (self == NULL)
		return;
	hc_targets_free(self->targets);
	g_free(self->ehlo);
	g_free(self->client_cert);
	g_free(self->client_key);
	hc_trust_free(self->trust);
	hc_shipped_anchors_free(self->anchors);
	g_free(self);
}

/* --- rounds ----------------------------------------------------------------------------------- */

typedef struct {
	HcEvidenceBuilder *builder;
	HcAskProgress progress;
	guint n_done;
	guint n_total;
} Round;

static gboolean
was_interrupted(void)
{
	return hc_interrupt_signal() != 0;
}

static void
on_answer(HcCapture *capture, gpointer user)
{
	Round *round = user;

	hc_parse_answer(capture, round->builder);
	round->n_done++;
	if (round->progress != NULL)
		round->progress(round->n_done, round->n_total, hc_capture_name(capture));
	hc_capture_free(capture);
}

static GPtrArray *
next_questions(const HcAsk *self, HcEvidenceBuilder *builder, const GPtrArray *asked)
{
	const HcEvidence *so_far = hc_evidence_builder_view(builder);
	g_autoptr(HcHybrid) hybrid =
		self->of_organisation ? hc_hybrid_new_in(so_far, self->cloud) : NULL;

	return hc_plan_next(self->targets, so_far, hybrid, asked);
}

/* What is left of the budget: a round that begins too late is told so at once. */
static void
spend(const HcAsk *self, HcCollectOptions *options)
{
	const gint64 spent_ms = (g_get_monotonic_time() - self->began_us) / 1000;

	options->now = self->now + spent_ms * 1000;
	if (self->net->budget_ms > 0)
		options->budget_ms = (guint)MAX((gint64)self->net->budget_ms - spent_ms, 1);
}

static gboolean
ask_round(HcAsk *self, Round *round, GPtrArray *asked)
{
	g_autoptr(GPtrArray) next = next_questions(self, round->builder, asked);
	HcCollectOptions options = collect_options(self);

	if (next->len == 0)
		return FALSE;
	spend(self, &options);
	options.cancelled = was_interrupted;
	round->n_total += next->len;
	hc_evidence_builder_set_network_asked(round->builder);
	hc_collect_run(next, &options, on_answer, round);
	g_ptr_array_extend_and_steal(asked, g_steal_pointer(&next));
	return TRUE;
}

void
hc_ask_run(HcAsk *self, HcEvidenceBuilder *builder, HcAskProgress progress)
{
	g_autoptr(GPtrArray) asked =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_question_free);
	Round round = { .builder = builder, .progress = progress };
	guint n = 0;

	self->began_us = g_get_monotonic_time();
	while (n < HC_LIMIT_ROUNDS && !was_interrupted() && ask_round(self, &round, asked))
		n++;
	if (asked->len >= HC_LIMIT_QUESTIONS)
		self->limit = "HC_LIMIT_QUESTIONS";
	else if (n >= HC_LIMIT_ROUNDS)
		self->limit = "HC_LIMIT_ROUNDS";
	if (progress != NULL)
		progress(round.n_done, round.n_total, NULL);
	hc_derive_wire(
		builder, hc_trust_lookup, self->trust, hc_anchors_lookup, self->anchors->anchors);
}
