/* Presented chains over the certificates of tests/parse/chain (tests/tools/make-chains.py). */
#include "agent/evidence/evidence-json.h"
#include "agent/parse/derive/derive-wire.h"
#include "certs/cert.h"
#include "tests/unit/cert-sample.h"

#define AS_OF "2026-10-01T00:00:00Z"
#define HOST "mail.contoso.example"
#define MOST 4

/* Samples that are a set's roots, and how often it was asked. */
typedef struct {
	const char *names[MOST];
	guint n_asked;
} Roots;

static GPtrArray *
look_up(const char *subject_hash, gpointer user)
{
	Roots *roots = user;
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	g_assert_nonnull(subject_hash);
	roots->n_asked++;
	for (guint i = 0; roots->names[i] != NULL; i++) {
		g_autofree char *file = g_strconcat(roots->names[i], ".der", NULL);

		g_ptr_array_add(found, cert_sample("chain", file));
	}
	return found;
}

static HcEvidenceBuilder *
builder_new(void)
{
	HcTime as_of = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(AS_OF, &as_of, NULL));
	return hc_evidence_builder_new(as_of);
}

static HcCertFacts *
present(HcEvidenceBuilder *builder, const char *name)
{
	g_autofree char *file = g_strconcat(name, ".der", NULL);
	g_autoptr(GBytes) der = cert_sample("chain", file);

	return hc_evidence_builder_take_presented(builder, hc_cert_from_der(der));
}

/* @chain: names of samples, ended by NULL. */
static HcTlsSession *
take_session(HcEvidenceBuilder *builder, const char *host, const char *const *chain)
{
	HcSmtpSession *session = hc_smtp_session_new();

	session->head.status = HC_FACT_COLLECTED;
	session->host = g_strdup(host);
	session->address = g_strdup("203.0.113.25");
	session->tls = hc_tls_session_new();
	for (; *chain != NULL; chain++)
		g_ptr_array_add(session->tls->chain, hc_cert_facts_share(present(builder, *chain)));
	hc_evidence_builder_take_smtp(builder, session);
	return session->tls;
}

static void
derive(HcEvidenceBuilder *builder, Roots *host, Roots *shipped)
{
	hc_derive_wire(builder, look_up, host, look_up, shipped);
}

/* --- chains ----------------------------------------------------------------------------------- */

static const struct {
	const char *story;
	const char *sent[MOST];
	Roots host;
	Roots shipped;
	HcTrustStatus by_host;
	HcTrustStatus by_shipped;
	HcTri complete;
	HcTri in_order;
	gboolean sends_root;
	guint n_superfluous;
} rows[] = {
	{ "whole", { "leaf", "ca" }, { { "root" }, 0 }, { { "other-root" }, 0 }, HC_TRUST_TRUSTED,
		HC_TRUST_INCOMPLETE, HC_TRI_YES, HC_TRI_YES, FALSE, 0 },
	{ "trusted by the shipped set alone", { "leaf", "ca" }, { { "other-root" }, 0 },
		{ { "root" }, 0 }, HC_TRUST_INCOMPLETE, HC_TRUST_TRUSTED, HC_TRI_YES, HC_TRI_YES,
		FALSE, 0 },
	{ "with its root", { "leaf", "ca", "root" }, { { "root" }, 0 }, { { "root" }, 0 },
		HC_TRUST_TRUSTED, HC_TRUST_TRUSTED, HC_TRI_YES, HC_TRI_YES, TRUE, 0 },
	{ "the other way round", { "leaf", "root", "ca" }, { { "root" }, 0 }, { { "root" }, 0 },
		HC_TRUST_TRUSTED, HC_TRUST_TRUSTED, HC_TRI_YES, HC_TRI_NO, TRUE, 0 },
	{ "with a foreign one", { "leaf", "ca", "ec-ca" }, { { "root" }, 0 }, { { "root" }, 0 },
		HC_TRUST_TRUSTED, HC_TRUST_TRUSTED, HC_TRI_YES, HC_TRI_YES, FALSE, 1 },
	{ "the leaf twice", { "leaf", "leaf", "ca" }, { { "root" }, 0 }, { { "root" }, 0 },
		HC_TRUST_TRUSTED, HC_TRUST_TRUSTED, HC_TRI_YES, HC_TRI_YES, FALSE, 1 },
	{ "the leaf alone", { "leaf" }, { { "root" }, 0 }, { { "root" }, 0 }, HC_TRUST_INCOMPLETE,
		HC_TRUST_INCOMPLETE, HC_TRI_NO, HC_TRI_YES, FALSE, 0 },
	{ "an issuer that nobody knows", { "leaf", "ca" }, { { "other-root" }, 0 },
		{ { "other-root" }, 0 }, HC_TRUST_INCOMPLETE, HC_TRUST_INCOMPLETE, HC_TRI_UNKNOWN,
		HC_TRI_YES, FALSE, 0 },
	{ "a root that nobody trusts", { "leaf", "ca", "root" }, { { "other-root" }, 0 },
		{ { "other-root" }, 0 }, HC_TRUST_UNTRUSTED, HC_TRUST_UNTRUSTED, HC_TRI_YES,
		HC_TRI_YES, TRUE, 0 },
	{ "self-signed", { "self-signed" }, { { "root" }, 0 }, { { "root" }, 0 },
		HC_TRUST_UNTRUSTED, HC_TRUST_UNTRUSTED, HC_TRI_YES, HC_TRI_YES, FALSE, 0 },
	{ "an expired leaf is judged by its dates", { "leaf-expired", "ca" }, { { "root" }, 0 },
		{ { "root" }, 0 }, HC_TRUST_TRUSTED, HC_TRUST_TRUSTED, HC_TRI_YES, HC_TRI_YES,
		FALSE, 0 },
	{ "an expired issuer is not", { "leaf", "ca-expired" }, { { "root" }, 0 },
		{ { "root" }, 0 }, HC_TRUST_INVALID, HC_TRUST_INVALID, HC_TRI_YES, HC_TRI_YES,
		FALSE, 0 },
};

static void
test_chains_are_judged_by_what_was_sent(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcEvidenceBuilder) builder = builder_new();
		const HcTlsSession *tls = take_session(builder, HOST, rows[i].sent);
		Roots host = rows[i].host;
		Roots shipped = rows[i].shipped;

		derive(builder, &host, &shipped);
		g_test_message("%s", rows[i].story);
		g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, rows[i].by_host);
		g_assert_cmpint(tls->trust[HC_TRUST_SHIPPED].status, ==, rows[i].by_shipped);
		g_assert_cmpint(tls->complete, ==, rows[i].complete);
		g_assert_cmpint(tls->in_order, ==, rows[i].in_order);
		g_assert_cmpint(tls->sends_root, ==, rows[i].sends_root);
		g_assert_cmpuint(tls->n_superfluous, ==, rows[i].n_superfluous);
	}
}

static void
test_a_judgement_says_why(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	const HcTlsSession *tls =
		take_session(builder, HOST, (const char *const[]){ "leaf", "ca", NULL });
	const HcTlsTrust *host = &tls->trust[HC_TRUST_HOST];
	const HcTlsTrust *shipped = &tls->trust[HC_TRUST_SHIPPED];
	Roots root = { { "root" }, 0 };
	Roots other = { { "other-root" }, 0 };

	derive(builder, &root, &other);
	g_assert_cmpstr(host->anchor, ==, present(builder, "root")->sha256);
	g_assert_null(host->why);
	g_assert_null(host->missing_issuer);
	g_assert_null(shipped->anchor);
	g_assert_nonnull(shipped->why);
	g_assert_cmpstr(
		shipped->missing_issuer, ==, "CN=Example Trust Root R1, O=Example Trust, C=US");
}

/* Two peers with the same leaf; one of them forgets the issuer that the other one sends. */
static void
test_another_peer_proves_what_is_missing(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	const HcTlsSession *tls =
		take_session(builder, HOST, (const char *const[]){ "leaf", NULL });
	const HcTlsSession *root_missing =
		take_session(builder, HOST, (const char *const[]){ "leaf", "ca", NULL });
	Roots none = { { NULL }, 0 };

	take_session(builder, HOST, (const char *const[]){ "leaf", "ca", "root", NULL });
	derive(builder, &none, &none);
	g_assert_cmpint(tls->complete, ==, HC_TRI_NO);
	g_assert_cmpint(root_missing->complete, ==, HC_TRI_YES);
}

static void
test_weak_keys_are_noted(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	const HcTlsSession *tls =
		take_session(builder, HOST, (const char *const[]){ "leaf-rsa1024", "ca", NULL });
	Roots root = { { "root" }, 0 };

	derive(builder, &root, &root);
	g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_TRUSTED);
	g_assert_cmpuint(g_strv_length(tls->notes), ==, 1);
	g_assert_true(g_str_has_prefix(tls->notes[0], "CN=mail.contoso.example: "));
}

static void
test_what_is_no_certificate_is_superfluous(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	HcTlsSession *tls =
		take_session(builder, HOST, (const char *const[]){ "leaf", "ca", NULL });
	g_autoptr(GBytes) junk = g_bytes_new_static("junk", 4);
	HcCertFacts *cert = hc_evidence_builder_take_presented(builder, hc_cert_from_der(junk));
	Roots root = { { "root" }, 0 };

	g_ptr_array_add(tls->chain, hc_cert_facts_share(cert));
	derive(builder, &root, &root);
	g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_TRUSTED);
	g_assert_cmpuint(tls->n_superfluous, ==, 1);
}

static void
test_a_leaf_that_is_no_certificate_is_invalid(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	HcTlsSession *tls = take_session(builder, HOST, (const char *const[]){ NULL });
	g_autoptr(GBytes) junk = g_bytes_new_static("junk", 4);
	HcCertFacts *cert = hc_evidence_builder_take_presented(builder, hc_cert_from_der(junk));
	Roots root = { { "root" }, 0 };

	g_ptr_array_add(tls->chain, hc_cert_facts_share(cert));
	derive(builder, &root, &root);
	g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_INVALID);
	g_assert_cmpint(tls->complete, ==, HC_TRI_UNKNOWN);
	g_assert_cmpint(tls->name_matches, ==, HC_TRI_UNKNOWN);
}

static void
test_without_roots_nothing_is_said(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	const HcTlsSession *tls =
		take_session(builder, HOST, (const char *const[]){ "leaf", "ca", NULL });

	hc_derive_wire(builder, NULL, NULL, NULL, NULL);
	g_assert_cmpint(tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_NOT_JUDGED);
	g_assert_cmpint(tls->complete, ==, HC_TRI_UNKNOWN);
	g_assert_cmpint(tls->name_matches, ==, HC_TRI_YES);
}

/* --- names ------------------------------------------------------------------------------------ */

static void
test_the_leaf_is_held_against_the_name(void)
{
	static const struct {
		const char *host;
		HcTri matches;
	} names[] = {
		{ HOST, HC_TRI_YES },
		{ "MAIL.Contoso.Example", HC_TRI_YES },
		{ "mail.fabrikam.example", HC_TRI_NO },
		{ "203.0.113.25", HC_TRI_UNKNOWN },
		{ "2001:db8::25", HC_TRI_UNKNOWN },
	};
	Roots root = { { "root" }, 0 };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(HcEvidenceBuilder) builder = builder_new();
		const HcTlsSession *tls = take_session(
			builder, names[i].host, (const char *const[]){ "leaf", "ca", NULL });

		derive(builder, &root, &root);
		g_assert_cmpint(tls->name_matches, ==, names[i].matches);
	}
}

static void
test_https_answers_are_judged_too(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	HcHttpAnswer *answer = hc_http_answer_new();
	Roots root = { { "root" }, 0 };

	answer->host = g_strdup(HOST);
	answer->tls = hc_tls_session_new();
	g_ptr_array_add(answer->tls->chain, hc_cert_facts_share(present(builder, "leaf")));
	g_ptr_array_add(answer->tls->chain, hc_cert_facts_share(present(builder, "ca")));
	hc_evidence_builder_take_http(builder, answer);
	derive(builder, &root, &root);
	g_assert_cmpint(answer->tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_TRUSTED);
	g_assert_cmpint(answer->tls->name_matches, ==, HC_TRI_YES);
}

/* --- many ------------------------------------------------------------------------------------- */

static guint
asked_for(guint n_sessions)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	Roots root = { { "root" }, 0 };
	Roots other = { { "other-root" }, 0 };

	for (guint i = 0; i < n_sessions; i++)
		take_session(builder, HOST, (const char *const[]){ "leaf", "ca", NULL });
	derive(builder, &root, &other);
	for (guint i = 0; i < n_sessions; i++) {
		const HcSmtpSession *session =
			hc_evidence_smtp(hc_evidence_builder_view(builder), i);

		g_assert_cmpint(session->tls->trust[HC_TRUST_HOST].status, ==, HC_TRUST_TRUSTED);
		g_assert_cmpint(session->tls->complete, ==, HC_TRI_YES);
	}
	g_assert_cmpuint(hc_evidence_n_presented(hc_evidence_builder_view(builder)), ==, 2);
	return root.n_asked + other.n_asked;
}

static void
test_a_thousand_peers_cost_what_one_does(void)
{
	g_assert_cmpuint(asked_for(1000), ==, asked_for(1));
}

/* A session of its own tells what was seen of it alone; what the chain is worth is the same. */
static void
test_notes_of_a_handshake_stay_its_own(void)
{
	g_autoptr(HcEvidenceBuilder) builder = builder_new();
	HcTlsSession *first =
		take_session(builder, HOST, (const char *const[]){ "leaf-rsa1024", "ca", NULL });
	HcTlsSession *second =
		take_session(builder, HOST, (const char *const[]){ "leaf-rsa1024", "ca", NULL });
	Roots root = { { "root" }, 0 };

	g_strfreev(first->notes);
	first->notes = g_strsplit("of the first", "|", -1);
	derive(builder, &root, &root);
	g_assert_cmpuint(g_strv_length(first->notes), ==, 2);
	g_assert_cmpuint(g_strv_length(second->notes), ==, 1);
	g_assert_cmpstr(first->notes[1], ==, second->notes[0]);
}

static void
test_again_changes_nothing(void)
{
	HcEvidenceBuilder *builder = builder_new();
	g_autoptr(HcEvidence) evidence = NULL;
	Roots root = { { "root" }, 0 };
	Roots none = { { NULL }, 0 };
	json_t *once = NULL;
	json_t *twice = NULL;

	take_session(builder, HOST, (const char *const[]){ "leaf-rsa1024", "ca", NULL });
	take_session(builder, HOST, (const char *const[]){ "leaf-rsa1024", "ca", NULL });
	derive(builder, &root, &root);
	once = hc_evidence_to_json(hc_evidence_builder_view(builder));
	derive(builder, &none, &none);
	twice = hc_evidence_to_json(hc_evidence_builder_view(builder));
	g_assert_true(json_equal(once, twice));
	evidence = hc_evidence_builder_finish(builder);
	json_decref(once);
	json_decref(twice);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/derive-wire/chains-are-judged-by-what-was-sent",
		test_chains_are_judged_by_what_was_sent);
	g_test_add_func("/parse/derive-wire/a-judgement-says-why", test_a_judgement_says_why);
	g_test_add_func("/parse/derive-wire/another-peer-proves-what-is-missing",
		test_another_peer_proves_what_is_missing);
	g_test_add_func("/parse/derive-wire/weak-keys-are-noted", test_weak_keys_are_noted);
	g_test_add_func("/parse/derive-wire/what-is-no-certificate-is-superfluous",
		test_what_is_no_certificate_is_superfluous);
	g_test_add_func("/parse/derive-wire/a-leaf-that-is-no-certificate-is-invalid",
		test_a_leaf_that_is_no_certificate_is_invalid);
	g_test_add_func("/parse/derive-wire/without-roots-nothing-is-said",
		test_without_roots_nothing_is_said);
	g_test_add_func("/parse/derive-wire/the-leaf-is-held-against-the-name",
		test_the_leaf_is_held_against_the_name);
	g_test_add_func("/parse/derive-wire/https-answers-are-judged-too",
		test_https_answers_are_judged_too);
	g_test_add_func("/parse/derive-wire/a-thousand-peers-cost-what-one-does",
		test_a_thousand_peers_cost_what_one_does);
	g_test_add_func("/parse/derive-wire/notes-of-a-handshake-stay-its-own",
		test_notes_of_a_handshake_stay_its_own);
	g_test_add_func("/parse/derive-wire/again-changes-nothing", test_again_changes_nothing);
	return g_test_run();
}
