/* What somebody in Exchange Online gets, from the shipped table. */
#include "agent/bounce/sender.h"
#include "agent/evidence/cert.h"
#include "agent/parse/bounces.h"

#include <string.h>

#define NOW_TEXT "2026-10-01T00:00:00Z"
#define STARTTLS_REQUIRED "451 5.7.3 STARTTLS is required to send mail"

static HcTime
at(const char *text)
{
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(text, &when, NULL));
	return when;
}

static HcBounceTable *
shipped(void)
{
	g_autofree char *path = g_build_filename(g_getenv("HC_SOURCE_ROOT"), "packaging", "data",
		"exchange-online-replies.json", NULL);
	g_autofree char *contents = NULL;
	gsize length = 0;

	g_assert_true(g_file_get_contents(path, &contents, &length, NULL));
	return hc_bounces_parse(contents, length, "exchange-online-replies.json");
}

static HcSmtpSession *
session_of(HcStage stage, HcOutcome outcome)
{
	HcSmtpSession *session = hc_smtp_session_new();

	session->head.status = HC_FACT_COLLECTED;
	session->host = g_strdup("mail.contoso.example");
	session->address = g_strdup("203.0.113.25");
	session->port = 25;
	session->stage = stage;
	session->outcome = outcome;
	return session;
}

/* A session that went through, with a certificate for mail.contoso.example. */
static HcSmtpSession *
good_session(void)
{
	HcSmtpSession *session = session_of(HC_STAGE_QUIT, HC_OUTCOME_OK);
	HcCertFacts *leaf = hc_cert_facts_new();

	leaf->head.status = HC_FACT_COLLECTED;
	leaf->subject = g_strdup("CN=mail.contoso.example, O=Contoso");
	leaf->subject_cn = g_strdup("mail.contoso.example");
	leaf->dns_names = g_new0(char *, 1);
	leaf->not_before = at("2026-06-01T00:00:00Z");
	leaf->not_after = at("2026-12-01T00:00:00Z");
	session->tls = hc_tls_session_new();
	session->tls->version = g_strdup("TLSv1.2");
	session->tls->trust[HC_TRUST_HOST].status = HC_TRUST_TRUSTED;
	g_ptr_array_add(session->tls->chain, leaf);
	return session;
}

static HcBounce *
bounce_of(const HcSmtpSession *session, const char *tls_domain)
{
	const HcSender sender = { .tls_domain = tls_domain, .when = at(NOW_TEXT) };
	g_autoptr(HcBounceTable) table = shipped();

	return hc_sender_bounce(table, session, &sender);
}

static void
set_reply(HcSmtpSession *session, guint code, const char *enhanced, const char *text)
{
	session->reply.code = code;
	session->reply.enhanced = g_strdup(enhanced);
	session->reply.text = g_strdup(text);
}

/* Every outcome has an answer of the table; texts have no brace left. */
static void
test_outcomes(void)
{
	static const struct {
		HcStage stage;
		HcOutcome outcome;
		const char *now;   /* pattern; NULL: no text is documented */
		const char *after; /* pattern */
	} cases[] = {
		{ HC_STAGE_CONNECT, HC_OUTCOME_REFUSED,
			"450 4.4.316 Connection refused *10061* "
			"[LastAttemptedServerName=mail.contoso.example] "
			"[LastAttemptedIP=203.0.113.25:25]",
			"550 5.4.316 Message expired, connection refused*" },
		{ HC_STAGE_CONNECT, HC_OUTCOME_FILTERED, "450 4.4.315 Connection timed out *",
			"550 5.4.300 Message expired*550 4.4.7 QUEUE.Expired*450 4.4.315*" },
		{ HC_STAGE_CONNECT, HC_OUTCOME_UNREACHABLE, NULL, NULL },
		{ HC_STAGE_GREETING, HC_OUTCOME_SILENT, "450 4.4.318 *", "550 5.4.300*4.4.318*" },
		{ HC_STAGE_GREETING, HC_OUTCOME_TARPIT, NULL, NULL },
		{ HC_STAGE_GREETING, HC_OUTCOME_BUSY, "450 4.4.317 *421 4.3.2 Too busy*",
			"550 5.4.317 *421 4.3.2 Too busy*" },
		{ HC_STAGE_GREETING, HC_OUTCOME_REFUSED, "450 4.4.317 *421 4.3.2 Too busy*",
			"550 5.4.317 *" },
		{ HC_STAGE_GREETING, HC_OUTCOME_NOT_SMTP, "421 4.4.0 *", "550 5.4.300 *" },
		{ HC_STAGE_EHLO, HC_OUTCOME_INSPECTED, "450 4.4.317 *" STARTTLS_REQUIRED "*",
			"550 5.4.317 *" STARTTLS_REQUIRED "*" },
		{ HC_STAGE_EHLO, HC_OUTCOME_NO_STARTTLS, "450 4.4.317 *" STARTTLS_REQUIRED "*",
			"550 5.4.317 *" STARTTLS_REQUIRED "*" },
		{ HC_STAGE_STARTTLS, HC_OUTCOME_STARTTLS_REFUSED, "450 4.4.317 *",
			"550 5.4.300 *450 4.4.317 *" },
		{ HC_STAGE_TLS, HC_OUTCOME_RESET_AFTER_STARTTLS, "450 4.4.318 *", "550 5.4.300*" },
		{ HC_STAGE_TLS, HC_OUTCOME_PLAINTEXT_INJECTED, NULL, NULL },
		{ HC_STAGE_TLS, HC_OUTCOME_TLS_ALERT, "450 4.4.317 *", "550 5.4.300*" },
		{ HC_STAGE_TLS, HC_OUTCOME_TLS_CUT, "450 4.4.318 *", "550 5.4.300*" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(HcSmtpSession) session = session_of(cases[i].stage, cases[i].outcome);
		g_autoptr(HcBounce) bounce = NULL;

		set_reply(session, 421, "4.3.2", "Too busy");
		bounce = bounce_of(session, NULL);
		g_assert_nonnull(bounce);
		g_test_message("%s: %s / %s", hc_outcome_word(cases[i].outcome), bounce->now,
			bounce->after_24h);
		g_assert_cmpint(bounce->now != NULL, ==, cases[i].now != NULL);
		g_assert_cmpint(bounce->after_24h != NULL, ==, cases[i].after != NULL);
		g_assert_cmpstr(bounce->source, !=, "");
		g_assert_null(strchr(bounce->what, '{'));
		if (cases[i].now == NULL)
			continue;
		g_assert_true(g_pattern_match_simple(cases[i].now, bounce->now));
		g_assert_true(g_pattern_match_simple(cases[i].after, bounce->after_24h));
		g_assert_null(strchr(bounce->now, '{'));
		g_assert_null(strchr(bounce->after_24h, '{'));
	}
}

static void
test_without_a_word(void)
{
	g_autoptr(HcSmtpSession) session = session_of(HC_STAGE_GREETING, HC_OUTCOME_REFUSED);
	g_autoptr(HcBounce) bounce = bounce_of(session, NULL);

	g_assert_cmpstr(bounce->condition, ==, "without-a-word");
	g_assert_true(g_str_has_prefix(bounce->now, "450 4.4.318 "));
	g_assert_cmpstr(bounce->confidence, ==, "derived");
}

/* --- sessions that went through ---------------------------------------------------------------
 */

static void
test_delivers(void)
{
	g_autoptr(HcSmtpSession) session = good_session();

	g_assert_null(bounce_of(session, "mail.contoso.example"));
	g_assert_null(bounce_of(session, "*.contoso.example"));
	g_assert_null(bounce_of(session, NULL));
	session->tls->trust[HC_TRUST_HOST].status = HC_TRUST_NOT_JUDGED;
	g_assert_null(bounce_of(session, NULL));
}

static void
test_says_nothing(void)
{
	g_autoptr(HcSmtpSession) interrupted = session_of(HC_STAGE_EHLO, HC_OUTCOME_INTERRUPTED);
	g_autoptr(HcSmtpSession) unseen = session_of(HC_STAGE_EHLO, HC_OUTCOME_NO_STARTTLS);
	g_autoptr(HcSmtpSession) one_version = session_of(HC_STAGE_TLS, HC_OUTCOME_TLS_ALERT);

	unseen->head.status = HC_FACT_UNREACHABLE;
	one_version->tls_max = 0x0301;
	g_assert_null(bounce_of(interrupted, NULL));
	g_assert_null(bounce_of(unseen, NULL));
	g_assert_null(bounce_of(one_version, NULL));
}

static void
test_name(void)
{
	g_autoptr(HcSmtpSession) session = good_session();
	g_autoptr(HcBounce) demanded = bounce_of(session, "hybrid.fabrikam.example");
	g_autoptr(HcBounce) guessed = NULL;

	g_assert_cmpstr(demanded->condition, ==, "name-mismatch");
	g_assert_cmpstr(demanded->confidence, ==, "confirmed");
	g_assert_true(g_pattern_match_simple("450 4.4.317 *Expected Subject: "
					     "hybrid.fabrikam.example. Presented Subject: "
					     "CN=mail.contoso.example, O=Contoso]*",
		demanded->now));
	g_free(session->host);
	session->host = g_strdup("smtp.contoso.example");
	guessed = bounce_of(session, NULL);
	g_assert_cmpstr(guessed->condition, ==, "name-mismatch");
	g_assert_cmpstr(guessed->confidence, ==, "derived");
	g_assert_nonnull(strstr(guessed->what, "not known"));
	/* An address is no name that a certificate could have. */
	g_free(session->host);
	session->host = g_strdup(session->address);
	g_assert_null(bounce_of(session, NULL));
}

static void
test_trust(void)
{
	static const struct {
		HcTrustStatus status;
		const char *condition;
		const char *now;
	} cases[] = {
		{ HC_TRUST_UNTRUSTED, "untrusted-root", "450 4.4.317 *UntrustedRoot*" },
		{ HC_TRUST_INCOMPLETE, "untrusted-root", "450 4.4.317 *UntrustedRoot*" },
		{ HC_TRUST_INVALID, "certificate-not-valid", "450 4.7.320 *" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(HcSmtpSession) session = good_session();
		g_autoptr(HcBounce) bounce = NULL;

		session->tls->trust[HC_TRUST_HOST].status = cases[i].status;
		/* Exchange Online's own roots are no measure for ours. */
		session->tls->trust[HC_TRUST_SHIPPED].status = HC_TRUST_TRUSTED;
		bounce = bounce_of(session, NULL);
		g_assert_cmpstr(bounce->condition, ==, cases[i].condition);
		g_assert_true(g_pattern_match_simple(cases[i].now, bounce->now));
	}
}

static void
test_dates(void)
{
	g_autoptr(HcSmtpSession) session = good_session();
	HcCertFacts *leaf = g_ptr_array_index(session->tls->chain, 0);
	g_autoptr(HcBounce) expired = NULL;
	g_autoptr(HcBounce) early = NULL;

	leaf->not_after = at("2026-09-30T23:59:59Z");
	expired = bounce_of(session, NULL);
	g_assert_cmpstr(expired->condition, ==, "certificate-expired");
	g_assert_true(g_str_has_prefix(expired->now, "450 4.7.320 "));
	leaf->not_after = at("2026-12-01T00:00:00Z");
	leaf->not_before = at("2026-10-02T00:00:00Z");
	early = bounce_of(session, NULL);
	g_assert_cmpstr(early->condition, ==, "certificate-not-valid");
}

static void
test_version(void)
{
	static const char *const old[] = { "TLSv1", "TLSv1.1" };

	for (guint i = 0; i < G_N_ELEMENTS(old); i++) {
		g_autoptr(HcSmtpSession) session = good_session();
		g_autoptr(HcBounce) bounce = NULL;

		g_free(session->tls->version);
		session->tls->version = g_strdup(old[i]);
		bounce = bounce_of(session, NULL);
		g_assert_cmpstr(bounce->condition, ==, "tls-too-old");
		g_assert_true(g_str_has_prefix(bounce->now, "450 4.4.317 "));
	}
}

/* Exchange Online has a certificate to show, so an alert over ours proves nothing. */
static void
test_client_certificate(void)
{
	g_autoptr(HcSmtpSession) session = good_session();
	g_autoptr(HcBounce) bounce = NULL;

	session->stage = HC_STAGE_TLS;
	session->outcome = HC_OUTCOME_TLS_ALERT;
	session->tls->client_certificate = HC_TRI_YES;
	bounce = bounce_of(session, NULL);
	g_assert_cmpstr(bounce->condition, ==, "client-certificate");
	g_assert_null(bounce->now);
	g_assert_null(bounce->after_24h);
}

/* --- names, texts, and no table ----------------------------------------------------------------
 */

static void
test_no_address(void)
{
	g_autoptr(HcBounceTable) table = shipped();
	g_autoptr(HcHostAddresses) addresses = hc_host_addresses_new("mail.contoso.example");
	g_autoptr(HcBounce) bounce = NULL;

	addresses->head.status = HC_FACT_UNREACHABLE;
	g_assert_null(hc_sender_bounce_name(table, addresses));
	addresses->head.status = HC_FACT_ABSENT;
	bounce = hc_sender_bounce_name(table, addresses);
	g_assert_true(g_pattern_match_simple(
		"450 4.4.312 DNS query failed *mail.contoso.example*", bounce->now));
	g_assert_true(g_str_has_prefix(bounce->after_24h, "550 5.4.312 "));
}

static void
test_no_table(void)
{
	g_autoptr(HcBounceTable) table = hc_bounce_table_new();
	g_autoptr(HcSmtpSession) session = session_of(HC_STAGE_CONNECT, HC_OUTCOME_REFUSED);
	const HcSender sender = { .when = at(NOW_TEXT) };
	g_autoptr(HcBounce) bounce = hc_sender_bounce(table, session, &sender);

	g_assert_null(bounce->now);
	g_assert_null(bounce->after_24h);
	g_assert_nonnull(strstr(bounce->what, "could not be read"));
	g_assert_cmpstr(bounce->confidence, ==, "unconfirmed");
	g_assert_cmpstr(bounce->source, ==, "");
}

/* What a server says stays what it is: no brace of its own is filled, nothing of it is endless. */
static void
test_foreign_text(void)
{
	g_autoptr(HcSmtpSession) session = session_of(HC_STAGE_GREETING, HC_OUTCOME_BUSY);
	g_autofree char *endless = g_strnfill(100 * 1000, 'a');
	g_autofree char *text = g_strconcat("{host} \033[31m", endless, NULL);
	g_autoptr(HcBounce) bounce = NULL;

	set_reply(session, 421, NULL, text);
	bounce = bounce_of(session, NULL);
	g_assert_nonnull(strstr(bounce->now, "[Message=421 {host} "));
	g_assert_null(strchr(bounce->now, '\033'));
	g_assert_cmpuint(strlen(bounce->now), <, 2000);
	g_assert_cmpuint(strlen(bounce->after_24h), <, 2000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	g_test_add_func("/bounce/sender/outcomes", test_outcomes);
	g_test_add_func("/bounce/sender/without-a-word", test_without_a_word);
	g_test_add_func("/bounce/sender/delivers", test_delivers);
	g_test_add_func("/bounce/sender/says-nothing", test_says_nothing);
	g_test_add_func("/bounce/sender/name", test_name);
	g_test_add_func("/bounce/sender/trust", test_trust);
	g_test_add_func("/bounce/sender/dates", test_dates);
	g_test_add_func("/bounce/sender/version", test_version);
	g_test_add_func("/bounce/sender/client-certificate", test_client_certificate);
	g_test_add_func("/bounce/sender/no-address", test_no_address);
	g_test_add_func("/bounce/sender/no-table", test_no_table);
	g_test_add_func("/bounce/sender/foreign-text", test_foreign_text);
	return g_test_run();
}
