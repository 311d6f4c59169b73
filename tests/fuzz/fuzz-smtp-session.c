/* Transcripts of SMTP sessions: whatever they hold is one fact that survives JSON. */
#include "agent/evidence/evidence-json.h"
#include "agent/parse/probe/probe.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
try_fact(const HcEvidence *evidence)
{
	const HcSmtpSession *session = hc_evidence_smtp(evidence, 0);
	HcTri offered[HC_N_TLS_VERSIONS];
	g_autofree char *text = hc_smtp_outcome_text(session);

	g_assert_cmpuint(hc_evidence_n_smtp(evidence), ==, 1);
	g_assert_cmpint(session->outcome, ==, session->stages[session->stage].outcome);
	g_assert_cmpint(session->outcome, !=, HC_OUTCOME_NOT_REACHED);
	g_assert_true(g_utf8_validate(session->transcript, -1, NULL));
	g_assert_true(g_utf8_validate(text, -1, NULL));
	hc_evidence_tls_versions(evidence, session, offered);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HcTranscript *transcript = hc_transcript_read((const char *)data, size, NULL);
	HcEvidenceBuilder *builder = NULL;
	HcEvidenceBuilder *again = NULL;
	g_autoptr(HcEvidence) first = NULL;
	g_autoptr(HcEvidence) second = NULL;
	g_autoptr(HcCapture) capture = NULL;
	json_t *once = NULL;
	json_t *twice = NULL;

	if (transcript == NULL)
		return 0;
	capture = hc_capture_new_transcript(
		hc_question_new(HC_QUESTION_SMTP, "mail.contoso.example", "203.0.113.25", 25),
		transcript);
	builder = hc_evidence_builder_new(HC_TIME_NONE);
	hc_parse_answer(capture, builder);
	first = hc_evidence_builder_finish(builder);
	try_fact(first);
	once = hc_evidence_to_json(first);
	again = hc_evidence_builder_from_json(once, NULL);
	g_assert_nonnull(again);
	second = hc_evidence_builder_finish(again);
	twice = hc_evidence_to_json(second);
	g_assert_true(json_equal(once, twice));
	json_decref(once);
	json_decref(twice);
	return 0;
}
