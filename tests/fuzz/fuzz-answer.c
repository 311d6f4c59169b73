/* Transcripts, as answers to every kind of question: whatever they hold is a fact that survives
 * JSON.
 */
#include "agent/evidence/evidence-json.h"
#include "agent/parse/probe/probe.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_session(const HcEvidence *evidence)
{
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);
	HcTri offered[HC_N_TLS_VERSIONS];
	g_autofree char *text = hc_smtp_outcome_text(session);

	g_assert_cmpint(session->outcome, ==, session->stages[session->stage].outcome);
	g_assert_cmpint(session->outcome, !=, HC_OUTCOME_NOT_REACHED);
	g_assert_true(g_utf8_validate(session->transcript, -1, NULL));
	g_assert_true(g_utf8_validate(text, -1, NULL));
	hc_evidence_tls_versions(evidence, session, offered);
}

static void
try_json(const HcEvidence *evidence)
{
	json_t *once = hc_evidence_to_json(evidence);
	HcEvidenceBuilder *builder = hc_evidence_builder_from_json(once, NULL);
	g_autoptr(HcEvidence) again = NULL;
	json_t *twice = NULL;

	g_assert_nonnull(builder);
	again = hc_evidence_builder_finish(builder);
	twice = hc_evidence_to_json(again);
	g_assert_true(json_equal(once, twice));
	json_decref(once);
	json_decref(twice);
}

/* Of each kind that has a parser there is one fact; FALSE if @data is no transcript. */
static gboolean
try_kind(HcQuestionKind kind, const uint8_t *data, size_t size)
{
	HcTranscript *transcript = hc_transcript_read((const char *)data, size, NULL);
	HcEvidenceBuilder *builder = NULL;
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(HcCapture) capture = NULL;

	if (transcript == NULL)
		return FALSE;
	capture = hc_capture_new_transcript(
		hc_question_new(kind, "mail.contoso.example", "203.0.113.25", 25), transcript);
	builder = hc_evidence_builder_new(HC_TIME_NONE);
	hc_parse_answer(capture, builder);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_smtp(evidence) + hc_evidence_n_tcp(evidence) +
				 hc_evidence_n_http(evidence) + hc_evidence_n_addresses(evidence),
		==, 1);
	if (kind == HC_QUESTION_SMTP)
		try_session(evidence);
	try_json(evidence);
	return TRUE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!try_kind(HC_QUESTION_SMTP, data, size))
		return 0;
	try_kind(HC_QUESTION_TCP, data, size);
	try_kind(HC_QUESTION_ADDRESSES, data, size);
	try_kind(HC_QUESTION_HTTPS, data, size);
	return 0;
}
