/* SMTP sessions as JSON and back.  Room: evidence. */
#include "agent/evidence/evidence-json-network.h"

#include "agent/base/limits.h"

typedef struct {
	const char *word;
	guint flag;
} Masked;

static const Masked masked_words[] = {
	{ "banner", HC_MASKED_BANNER },
	{ "keyword", HC_MASKED_KEYWORD },
};

/* --- out -------------------------------------------------------------------------------------- */

static void
put_reply(json_t *json, const char *key, const HcSmtpReplyFacts *reply)
{
	json_t *member = json_object();

	hc_json_out_int(member, "code", reply->code);
	hc_json_out_text(member, "enhanced", reply->enhanced);
	hc_json_out_text(member, "text", reply->text);
	json_object_set_new(json, key, member);
}

static void
put_stages(json_t *json, const HcStageResult *stages)
{
	json_t *array = json_array();

	for (guint i = 0; i < HC_N_STAGES; i++) {
		json_t *member = json_object();

		hc_json_out_text(member, "stage", hc_stage_word((HcStage)i));
		hc_json_out_text(member, "outcome", hc_outcome_word(stages[i].outcome));
		hc_json_out_int(member, "took_us", stages[i].took_us);
		hc_json_out_text(member, "detail", stages[i].detail);
		json_array_append_new(array, member);
	}
	json_object_set_new(json, "stages", array);
}

static void
put_masked(json_t *json, guint masked)
{
	json_t *array = json_array();

	for (guint i = 0; i < G_N_ELEMENTS(masked_words); i++) {
		if ((masked & masked_words[i].flag) != 0)
			json_array_append_new(array, json_string(masked_words[i].word));
	}
	json_object_set_new(json, "masked", array);
}

json_t *
hc_evidence_json_smtp(const HcSmtpSession *session)
{
	json_t *json = json_object();

	hc_json_out_head(json, &session->head);
	hc_evidence_json_put_host(json, session->host, session->roles);
	hc_evidence_json_put_peer(json, session->address, session->port);
	hc_json_out_text(json, "source", session->source);
	hc_json_out_int(json, "tls_max", session->tls_max);
	hc_json_out_text(json, "stage", hc_stage_word(session->stage));
	hc_json_out_text(json, "outcome", hc_outcome_word(session->outcome));
	hc_json_out_int(json, "took_us", session->took_us);
	hc_json_out_int(json, "seconds", session->seconds);
	hc_json_out_text(json, "alert", session->alert);
	put_reply(json, "reply", &session->reply);
	put_stages(json, session->stages);
	put_reply(json, "greeting", &session->greeting);
	hc_json_out_list(json, "before", (const char *const *)session->before);
	hc_json_out_list(json, "after", (const char *const *)session->after);
	hc_json_out_bool(json, "helo", session->helo);
	put_masked(json, session->masked);
	json_object_set_new(json, "tls", hc_evidence_json_tls(session->tls));
	hc_json_out_text(json, "transcript", session->transcript);
	return json;
}

/* --- in --------------------------------------------------------------------------------------- */

static gboolean
read_reply(const HcJsonAt *at, const char *key, HcSmtpReplyFacts *reply, GError **error)
{
	const json_t *value = json_object_get(at->value, key);
	const HcJsonAt inside = { at, key, -1, value };

	if (value == NULL || json_is_null(value))
		return TRUE;
	if (!json_is_object(value))
		return hc_json_in_fail(at, key, "not an object", error);
	return hc_json_in_uint(&inside, "code", &reply->code, error) &&
	       hc_json_in_text(&inside, "enhanced", &reply->enhanced, error) &&
	       hc_json_in_text(&inside, "text", &reply->text, error);
}

static gboolean
read_stage(const HcJsonAt *at, gpointer into, GError **error)
{
	HcSmtpSession *session = into;
	HcStage stage = HC_STAGE_RESOLVE;
	HcStageResult *result = NULL;

	if (!hc_evidence_json_read_stage(at, &stage, error))
		return FALSE;
	result = &session->stages[stage];
	hc_stage_result_clear(result);
	return hc_evidence_json_read_outcome(at, &result->outcome, error) &&
	       hc_json_in_int(at, "took_us", &result->took_us, error) &&
	       hc_json_in_text(at, "detail", &result->detail, error);
}

static gboolean
read_masked(const HcJsonAt *at, guint *ret_masked, GError **error)
{
	g_auto(GStrv) words = NULL;

	if (!hc_json_in_list(at, "masked", G_N_ELEMENTS(masked_words), &words, error))
		return FALSE;
	for (guint i = 0; words != NULL && words[i] != NULL; i++) {
		guint flag = 0;

		for (guint k = 0; k < G_N_ELEMENTS(masked_words); k++)
			flag |= g_str_equal(words[i], masked_words[k].word) ? masked_words[k].flag
									    : 0;
		if (flag == 0)
			return hc_json_in_fail(
				at, "masked", "not \"banner\" or \"keyword\"", error);
		*ret_masked |= flag;
	}
	return TRUE;
}

static gboolean
read_asked(const HcJsonAt *at, HcSmtpSession *session, GError **error)
{
	return hc_json_in_head(at, &session->head, error) &&
	       hc_evidence_json_read_host(at, &session->host, &session->roles, error) &&
	       hc_evidence_json_read_peer(at, &session->address, &session->port, error) &&
	       hc_json_in_text(at, "source", &session->source, error) &&
	       hc_json_in_uint(at, "tls_max", &session->tls_max, error);
}

static gboolean
read_ending(const HcJsonAt *at, HcSmtpSession *session, GError **error)
{
	static const HcJsonArray stages = { "stages", HC_N_STAGES, read_stage };

	return hc_evidence_json_read_stage(at, &session->stage, error) &&
	       hc_evidence_json_read_outcome(at, &session->outcome, error) &&
	       hc_json_in_int(at, "took_us", &session->took_us, error) &&
	       hc_json_in_uint(at, "seconds", &session->seconds, error) &&
	       hc_json_in_text(at, "alert", &session->alert, error) &&
	       read_reply(at, "reply", &session->reply, error) &&
	       hc_json_in_each(at, &stages, session, error);
}

static gboolean
read_said(const HcJsonAt *at, HcSmtpSession *session, GError **error)
{
	return read_reply(at, "greeting", &session->greeting, error) &&
	       hc_json_in_list(at, "before", HC_LIMIT_EHLO_LINES, &session->before, error) &&
	       hc_json_in_list(at, "after", HC_LIMIT_EHLO_LINES, &session->after, error) &&
	       hc_json_in_bool(at, "helo", &session->helo, error) &&
	       read_masked(at, &session->masked, error) &&
	       hc_json_in_text(at, "transcript", &session->transcript, error);
}

gboolean
hc_evidence_json_read_smtp(const HcJsonAt *at, gpointer into, GError **error)
{
	g_autoptr(HcSmtpSession) session = hc_smtp_session_new();

	if (!read_asked(at, session, error) || !read_ending(at, session, error) ||
		!read_said(at, session, error) ||
		!hc_evidence_json_read_tls(at, into, &session->tls, error))
		return FALSE;
	hc_evidence_builder_take_smtp(into, g_steal_pointer(&session));
	return TRUE;
}
