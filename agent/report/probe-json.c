/* The report on probed mail servers as JSON: "hybridcheck-probe/1".  Room: report. */
#include "agent/report/probe-model.h"

#include "agent/report/json-cert.h"
#include "agent/report/json-value.h"

/* Seconds with microseconds; what was not reached took no time. */
static json_t *
seconds(gint64 microseconds)
{
	return json_real((double)microseconds / G_USEC_PER_SEC);
}

static json_t *
stage_part(HcStage stage, const HcStageResult *result)
{
	return json_pack("{s:s, s:s, s:o, s:o}", "stage", hc_stage_word(stage), "outcome",
		hc_outcome_word(result->outcome), "elapsed", seconds(result->took_us), "detail",
		hc_json_text(result->detail));
}

/* The name's own stage stands before those of the session. */
static json_t *
stages_part(const HcProbeRow *row)
{
	json_t *array = json_array();

	if (row->name != NULL)
		json_array_append_new(array, stage_part(HC_STAGE_RESOLVE, &row->name->result));
	for (guint i = HC_STAGE_CONNECT; row->session != NULL && i < HC_N_STAGES; i++)
		json_array_append_new(array, stage_part((HcStage)i, &row->session->stages[i]));
	return array;
}

static json_t *
reply_part(const HcSmtpReplyFacts *reply)
{
	if (reply->code == 0 && reply->text == NULL)
		return json_null();
	return json_pack("{s:i, s:o, s:o}", "code", (int)reply->code, "enhanced",
		hc_json_text(reply->enhanced), "text", hc_json_text(reply->text));
}

static json_t *
keywords(GStrv lines)
{
	return lines != NULL ? hc_json_strv((const char *const *)lines) : json_null();
}

static json_t *
trust_part(const HcTlsTrust *trust)
{
	return json_pack("{s:s, s:o, s:o, s:o}", "status", hc_trust_status_word(trust->status),
		"why", hc_json_text(trust->why), "missing_issuer",
		hc_json_text(trust->missing_issuer), "anchor", hc_json_text(trust->anchor));
}

static json_t *
versions_part(const HcTri versions[HC_N_TLS_VERSIONS])
{
	json_t *object = json_object();

	for (guint i = 0; i < HC_N_TLS_VERSIONS; i++)
		json_object_set_new(
			object, hc_tls_version_word((HcTlsVersion)i), hc_json_tri(versions[i]));
	return object;
}

static json_t *
tls_part(const HcProbeRow *row)
{
	const HcTlsSession *tls = row->session->tls;
	json_t *object = NULL;

	if (tls == NULL)
		return json_null();
	object = json_object();
	json_object_set_new(object, "version", hc_json_text(tls->version));
	json_object_set_new(object, "cipher", hc_json_text(tls->cipher));
	json_object_set_new(object, "group", hc_json_text(tls->group));
	json_object_set_new(object, "versions", versions_part(row->versions));
	json_object_set_new(object, "client_certificate", hc_json_tri(tls->client_certificate));
	json_object_set_new(object, "stapled", json_boolean(tls->staple != NULL));
	json_object_set_new(object, "complete", hc_json_tri(tls->complete));
	json_object_set_new(object, "in_order", hc_json_tri(tls->in_order));
	json_object_set_new(object, "name_matches", hc_json_tri(tls->name_matches));
	json_object_set_new(object, "host_roots", trust_part(&tls->trust[HC_TRUST_HOST]));
	json_object_set_new(
		object, "exchange_online_roots", trust_part(&tls->trust[HC_TRUST_SHIPPED]));
	json_object_set_new(object, "notes", hc_json_strv((const char *const *)tls->notes));
	return object;
}

static json_t *
certificates_part(const HcTlsSession *tls)
{
	json_t *array = json_array();

	for (guint i = 0; tls != NULL && i < tls->chain->len; i++)
		json_array_append_new(
			array, hc_json_certificate(g_ptr_array_index(tls->chain, i), i == 0));
	return array;
}

static json_t *
ndr_part(const HcBounce *bounce)
{
	if (bounce == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o, s:s, s:o, s:o}", "now", hc_json_text(bounce->now),
		"after_24h", hc_json_text(bounce->after_24h), "what", hc_json_text(bounce->what),
		"condition", hc_json_text(bounce->condition), "confidence", bounce->confidence,
		"source", hc_json_text(bounce->source), "as_of", hc_json_time(bounce->as_of));
}

static void
add_session(json_t *target, const HcProbeRow *row)
{
	const HcSmtpSession *session = row->session;

	json_object_set_new(target, "source", hc_json_text(session->source));
	json_object_set_new(target, "at", hc_json_time(session->head.origin.as_of));
	json_object_set_new(target, "reply", reply_part(&session->reply));
	json_object_set_new(target, "greeting", reply_part(&session->greeting));
	json_object_set_new(target, "masked", json_boolean(session->masked != 0));
	json_object_set_new(target, "capabilities",
		json_pack("{s:o, s:o}", "before", keywords(session->before), "after",
			keywords(session->after)));
	json_object_set_new(target, "tls", tls_part(row));
	json_object_set_new(target, "certificates", certificates_part(session->tls));
	json_object_set_new(target, "transcript", hc_json_text(session->transcript));
}

static json_t *
target_part(const HcProbeRow *row)
{
	const HcSmtpSession *session = row->session;
	g_autofree char *text = session != NULL
					? hc_smtp_outcome_text(session)
					: g_strdup(hc_outcome_word(row->name->result.outcome));
	json_t *target = json_object();

	json_object_set_new(
		target, "host", hc_json_text(session != NULL ? session->host : row->name->host));
	json_object_set_new(
		target, "address", hc_json_text(session != NULL ? session->address : NULL));
	json_object_set_new(
		target, "port", session != NULL ? json_integer(session->port) : json_null());
	json_object_set_new(target, "vantage", json_string(HC_VANTAGE_THIS_HOST));
	json_object_set_new(
		target, "outcome", json_string(hc_outcome_word(hc_probe_row_outcome(row))));
	json_object_set_new(target, "outcome_text", hc_json_text(text));
	json_object_set_new(target, "stage",
		json_string(hc_stage_word(session != NULL ? session->stage : HC_STAGE_RESOLVE)));
	json_object_set_new(target, "stages", stages_part(row));
	if (session != NULL)
		add_session(target, row);
	json_object_set_new(target, "ndr", ndr_part(row->bounce));
	return target;
}

void
hc_probe_report_json(
	const HcProbeModel *model, G_GNUC_UNUSED const HcReportStyle *style, GString *out)
{
	json_t *root = json_object();
	json_t *targets = json_array();

	for (guint i = 0; i < model->rows->len; i++)
		json_array_append_new(targets, target_part(g_ptr_array_index(model->rows, i)));
	json_object_set_new(root, "schema", json_string("hybridcheck-probe/1"));
	json_object_set_new(root, "tool", hc_json_tool(model->version, model->data));
	json_object_set_new(root, "run",
		json_pack("{s:o, s:o, s:o, s:o, s:b}", "started", hc_json_time(model->started),
			"finished", hc_json_time(model->finished), "host",
			hc_json_text(model->host), "roots", hc_json_text(model->roots),
			"interrupted", model->interrupted));
	json_object_set_new(root, "targets", targets);
	hc_json_print(root, out);
	json_decref(root);
}
