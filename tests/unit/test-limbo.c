/*
 * x509-limbo's cases about server certificates, through the chain, the purposes and the names.
 * The cases are other people's and stay outside the project: without them the test is skipped.
 *
 * A case passes here if the chain is trusted without a remark, the purpose is allowed and the name
 * is on the certificate: stricter than the program, which reports remarks and goes on.
 */
#include "certs/anchors.h"
#include "certs/cert-file.h"
#include "certs/chain.h"
#include "certs/match.h"

#include <jansson.h>
#include <string.h>

#define CASES "x509/limbo-2023-12-02.json"
/* The cases without a time are valid at any time between 1970 and 2969. */
#define ANY_TIME "2023-12-02T00:00:00Z"

/* Where this program and a browser differ, with the reason.  Nothing else may. */
static const struct {
	const char *id;
	const char *why;
} differences[] = {
	{ "pathlen::validation-ignores-pathlen-in-leaf",
		"the leaf is an authority whose key may sign certificates only: no TLS server" },
	{ "pathlen::max-chain-depth-0-exhausted", "the depth is no parameter: 16 for everybody" },
	{ "pathlen::max-chain-depth-1-exhausted", "the depth is no parameter: 16 for everybody" },
	{ "rfc5280::nc::permitted-dns-match-noncritical",
		"constraints that are not critical are kept to; the same chain is a success "
		"under webpki::nc" },
	{ "rfc5280::nc::permitted-dn-match",
		"the chain is trusted, but the name asked for is not on the certificate" },
	{ "webpki::aki::root-with-aki-missing-keyidentifier",
		"identifiers of a root that is trusted as it is are not looked at" },
	{ "webpki::eku::ee-anyeku", "Windows takes anyExtendedKeyUsage for every purpose" },
	{ "webpki::eku::ee-critical-eku", "a critical list of purposes means the same" },
	{ "webpki::eku::ee-without-eku", "no list of purposes means any, as in Windows" },
	{ "webpki::eku::root-has-eku", "a root is trusted as it is, its purposes included" },
	{ "webpki::san::mismatch-apex-subdomain-san",
		"Exchange and the wizard look at the common name too, and it matches" },
	{ "webpki::san::no-san",
		"Exchange and the wizard look at the common name too, and it matches" },
	{ "webpki::san::public-suffix-wildcard-san",
		"a wildcard counts only where its parent is an accepted domain, and a tenant "
		"cannot own a public suffix" },
};

static const char *
reason_to_differ(const char *id)
{
	for (guint i = 0; i < G_N_ELEMENTS(differences); i++) {
		if (strcmp(differences[i].id, id) == 0)
			return differences[i].why;
	}
	return NULL;
}

static GBytes *
bytes_of(const json_t *pem)
{
	return g_bytes_new(json_string_value(pem), json_string_length(pem));
}

static GPtrArray *
read_all(const json_t *list)
{
	GPtrArray *ders = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	for (size_t i = 0; i < json_array_size(list); i++) {
		g_autoptr(GBytes) pem = bytes_of(json_array_get(list, i));
		g_autoptr(GPtrArray) certs = hc_cert_file_read(pem, NULL);

		for (guint k = 0; certs != NULL && k < certs->len; k++) {
			const HcCertFacts *facts = g_ptr_array_index(certs, k);

			g_ptr_array_add(ders, g_bytes_ref(facts->der));
		}
	}
	return ders;
}

static HcAnchors *
anchors_of(const json_t *list)
{
	HcAnchors *anchors = hc_anchors_new();

	/* One that cannot be read is trusted by nobody. */
	for (size_t i = 0; i < json_array_size(list); i++) {
		g_autoptr(GBytes) pem = bytes_of(json_array_get(list, i));

		hc_anchors_add(anchors, pem, NULL);
	}
	return anchors;
}

static const char *
first_remark(const HcChain *chain)
{
	for (guint i = 0; i < chain->notes->len; i++) {
		const HcChainNote *note = g_ptr_array_index(chain->notes, i);

		if (note->kind != HC_CHAIN_FAULT)
			return note->text;
	}
	return NULL;
}

/* Host names only: addresses are no identity of a mail host here. */
static gboolean
has_name(const json_t *test, const HcCertFacts *leaf)
{
	const json_t *peer = json_object_get(test, "expected_peer_name");
	const char *kind = json_string_value(json_object_get(peer, "kind"));
	const char *name = json_string_value(json_object_get(peer, "value"));

	return g_strcmp0(kind, "DNS") != 0 || hc_match_cert_covers(leaf, name);
}

/* NULL: accepted; else why not. */
static char *
run_case(const json_t *test)
{
	const char *time = json_string_value(json_object_get(test, "validation_time"));
	g_autoptr(HcAnchors) anchors = anchors_of(json_object_get(test, "trusted_certs"));
	g_autoptr(HcIssuers) issuers = hc_issuers_new(hc_anchors_lookup, anchors);
	g_autoptr(GPtrArray) given = read_all(json_object_get(test, "untrusted_intermediates"));
	g_autoptr(GBytes) pem = bytes_of(json_object_get(test, "peer_certificate"));
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) certs = hc_cert_file_read(pem, &error);
	const HcCertFacts *leaf = NULL;
	g_autoptr(HcChain) chain = NULL;
	HcTime when = HC_TIME_NONE;

	if (certs == NULL)
		return g_strdup(error->message);
	leaf = g_ptr_array_index(certs, 0);
	g_assert_true(hc_when_parse_rfc3339(time != NULL ? time : ANY_TIME, &when, NULL));
	chain = hc_chain_build(issuers, leaf->der, given, when);
	if (chain->why != NULL)
		return g_strdup(chain->why);
	if (leaf->head.status != HC_FACT_COLLECTED)
		return g_strdup(leaf->head.why);
	if (first_remark(chain) != NULL)
		return g_strdup(first_remark(chain));
	if (chain->server_auth != HC_TRI_YES)
		return g_strdup("not for servers");
	return has_name(test, leaf) ? NULL : g_strdup("the name is not on it");
}

/* TRUE if the case agrees; one that differs must be listed, and a listed one must differ. */
static gboolean
agrees(const json_t *test)
{
	const char *id = json_string_value(json_object_get(test, "id"));
	const char *wanted = json_string_value(json_object_get(test, "expected_result"));
	g_autofree char *why = run_case(test);
	gboolean agreed = (why == NULL) == (strcmp(wanted, "SUCCESS") == 0);
	const char *reason = reason_to_differ(id);

	if (agreed == (reason == NULL))
		return agreed;
	g_test_message("%s: %s wanted, but: %s%s", id, wanted, why != NULL ? why : "accepted",
		agreed ? "; it is listed as a difference and agrees" : "");
	g_test_fail();
	return agreed;
}

static void
test_cases(void)
{
	g_autofree char *path = g_build_filename(g_getenv("HC_REAL_DATA"), CASES, NULL);
	json_error_t error = { 0 };
	json_auto_t *root = json_load_file(path, 0, &error);
	const json_t *tests = json_object_get(root, "testcases");
	guint n_agreed = 0;
	guint n_server = 0;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_test_skip("x509-limbo's cases are not there");
		return;
	}
	g_assert_cmpuint(json_array_size(tests), >, 0);
	for (size_t i = 0; i < json_array_size(tests); i++) {
		const json_t *test = json_array_get(tests, i);
		const char *kind = json_string_value(json_object_get(test, "validation_kind"));

		if (strcmp(kind, "SERVER") != 0)
			continue;
		n_server++;
		if (agrees(test))
			n_agreed++;
	}
	g_test_message("%u of %u cases agree, %u differ for a reason", n_agreed, n_server,
		n_server - n_agreed);
	/* No entry of the list names a case that is not there. */
	g_assert_cmpuint(n_server - n_agreed, ==, G_N_ELEMENTS(differences));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/limbo/cases", test_cases);
	return g_test_run();
}
