/* The mail servers that were asked, in words. */
#include "agent/report/probed.h"

#include "agent/base/role.h"
#include "agent/evidence/evidence-build.h"

static HcSmtpSession *
session_new(const char *address, guint tls_max, HcOutcome outcome, HcStage stage)
{
	HcSmtpSession *session = hc_smtp_session_new();

	session->head.status = HC_FACT_COLLECTED;
	session->host = g_strdup("mail.contoso.example");
	session->address = g_strdup(address);
	session->port = 25;
	session->roles = HC_ROLE_GIVEN | HC_ROLE_LISTENER;
	session->tls_max = tls_max;
	session->outcome = outcome;
	session->stage = stage;
	return session;
}

static void
add_tls(HcSmtpSession *session, HcFactStatus status)
{
	HcCertFacts *leaf = hc_cert_facts_new();

	leaf->head.status = status;
	leaf->head.why = status == HC_FACT_COLLECTED ? NULL : g_strdup("cut off");
	leaf->subject = g_strdup("CN=mail.contoso.example");
	g_assert_true(hc_when_parse_rfc3339("2027-03-01T12:00:00Z", &leaf->not_after, NULL));
	session->tls = hc_tls_session_new();
	session->tls->version = g_strdup("TLSv1.3");
	g_ptr_array_add(session->tls->chain, leaf);
}

static void
take_name(HcEvidenceBuilder *builder, const char *host, const char *address, HcOutcome outcome)
{
	HcHostAddresses *name = hc_host_addresses_new(host);
	const char *const addresses[] = { address, NULL };

	name->head.status = address != NULL ? HC_FACT_COLLECTED : HC_FACT_ABSENT;
	name->roles = HC_ROLE_SERVER;
	name->result.outcome = outcome;
	g_strfreev(name->addresses);
	name->addresses = g_strdupv((char **)(guintptr)addresses);
	hc_evidence_builder_take_addresses(builder, name);
}

static void
test_sessions(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcSmtpSession *good = session_new("2001:db8::25", 0, HC_OUTCOME_OK, HC_STAGE_QUIT);
	HcSmtpSession *cut = session_new("2001:db8::26", 0, HC_OUTCOME_TLS_CUT, HC_STAGE_TLS);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(GPtrArray) list = NULL;
	const HcProbed *probed = NULL;

	add_tls(good, HC_FACT_COLLECTED);
	add_tls(cut, HC_FACT_MALFORMED);
	hc_evidence_builder_take_smtp(builder, good);
	hc_evidence_builder_take_smtp(builder, cut);
	hc_evidence_builder_take_smtp(
		builder, session_new("2001:db8::25", 0x0301, HC_OUTCOME_TLS_ALERT, HC_STAGE_TLS));
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	list = hc_probed_new(evidence);
	g_assert_cmpuint(list->len, ==, 2);
	probed = g_ptr_array_index(list, 0);
	g_assert_cmpstr(probed->host, ==, "mail.contoso.example");
	g_assert_cmpstr(probed->address, ==, "[2001:db8::25]:25");
	g_assert_cmpstr(probed->roles, ==, "given, listener");
	g_assert_cmpstr(probed->outcome_text, ==, "ok");
	g_assert_cmpstr(probed->tls, ==, "TLSv1.3");
	g_assert_cmpstr(probed->leaf, ==, "CN=mail.contoso.example");
	g_assert_cmpstr(probed->until, ==, "2027-03-01");
	g_assert_cmpstr(hc_probed_state(probed), ==, "ok");
	probed = g_ptr_array_index(list, 1);
	g_assert_cmpstr(probed->stage, ==, "tls");
	g_assert_cmpstr(hc_probed_state(probed), ==, "fail");
	g_assert_null(probed->leaf); /* it was seen, but it says nothing */
	g_assert_null(probed->until);
}

static void
test_names(void)
{
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(HcEvidence) evidence = NULL;
	g_autoptr(GPtrArray) list = NULL;
	const HcProbed *probed = NULL;

	take_name(builder, "gone.contoso.example", NULL, HC_OUTCOME_NO_ADDRESS);
	take_name(builder, "here.contoso.example", "203.0.113.25", HC_OUTCOME_OK);
	take_name(builder, "late.contoso.example", NULL, HC_OUTCOME_INTERRUPTED);
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	list = hc_probed_new(evidence);
	g_assert_cmpuint(list->len, ==, 2);
	probed = g_ptr_array_index(list, 0);
	g_assert_cmpstr(probed->host, ==, "gone.contoso.example");
	g_assert_null(probed->address);
	g_assert_cmpstr(probed->roles, ==, "server");
	g_assert_cmpstr(probed->outcome_text, ==, "no-address");
	g_assert_cmpstr(probed->stage, ==, "resolve");
	g_assert_cmpstr(hc_probed_state(probed), ==, "fail");
	g_assert_cmpstr(hc_probed_state(g_ptr_array_index(list, 1)), ==, "unknown");
}

static void
test_nobody_asked(void)
{
	g_autoptr(HcEvidence) evidence =
		hc_evidence_builder_finish(hc_evidence_builder_new(HC_TIME_NONE));
	g_autoptr(GPtrArray) list = hc_probed_new(evidence);

	g_assert_cmpuint(list->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/probed/sessions", test_sessions);
	g_test_add_func("/report/probed/names", test_names);
	g_test_add_func("/report/probed/nobody-asked", test_nobody_asked);
	return g_test_run();
}
