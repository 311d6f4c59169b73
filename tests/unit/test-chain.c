/* Chains over the certificates of tests/parse/chain (tests/tools/make-chains.py). */
#include "agent/base/limits.h"
#include "certs/cert.h"
#include "certs/chain.h"
#include "tests/unit/cert-sample.h"

#include <string.h>

#define AS_OF "2026-10-01T00:00:00Z"

/* Names of samples, without ".der". */
typedef struct {
	const char *leaf;
	const char *given[4];
	const char *trusted[3];
} Case;

/* Every sample that is trusted, whatever is asked for: libcrypto chooses by name itself. */
static GPtrArray *
look_up(const char *subject_hash, gpointer user)
{
	const Case *wanted = user;
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	g_assert_cmpuint(strlen(subject_hash), ==, 8);
	for (guint i = 0; wanted->trusted[i] != NULL; i++) {
		g_autofree char *file = g_strconcat(wanted->trusted[i], ".der", NULL);

		g_ptr_array_add(found, cert_sample("chain", file));
	}
	return found;
}

static GBytes *
sample(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".der", NULL);

	return cert_sample("chain", file);
}

static HcChain *
build_at(const Case *wanted, const char *as_of)
{
	Case copy = *wanted;
	g_autoptr(HcIssuers) issuers = hc_issuers_new(look_up, &copy);
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GBytes) leaf = sample(wanted->leaf);
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(as_of, &when, NULL));
	for (guint i = 0; wanted->given[i] != NULL; i++)
		g_ptr_array_add(given, sample(wanted->given[i]));
	return hc_chain_build(issuers, leaf, given, when);
}

static HcChain *
build(const Case *wanted)
{
	return build_at(wanted, AS_OF);
}

/* --- how it ends ------------------------------------------------------------------------------ */

static const struct {
	Case wanted;
	HcChainStatus status;
	guint length;    /* of the path */
	const char *why; /* NULL for TRUSTED */
} endings[] = {
	{ { "leaf", { "ca" }, { "root" } }, HC_CHAIN_TRUSTED, 3, NULL },
	{ { "leaf", { "root", "ca" }, { "root" } }, HC_CHAIN_TRUSTED, 3, NULL },
	{ { "leaf-ec", { "ec-ca" }, { "ec-root" } }, HC_CHAIN_TRUSTED, 3, NULL },
	{ { "root", { NULL }, { "root" } }, HC_CHAIN_TRUSTED, 1, NULL },
	{ { "self-signed", { NULL }, { "self-signed" } }, HC_CHAIN_TRUSTED, 1, NULL },
	{ { "leaf", { NULL }, { "root" } }, HC_CHAIN_INCOMPLETE, 1,
		"CN=mail.contoso.example: its issuer is missing" },
	{ { "leaf", { "ca" }, { "other-root" } }, HC_CHAIN_INCOMPLETE, 2,
		"CN=Example Trust TLS CA 1, O=Example Trust, C=US: its issuer is missing" },
	{ { "leaf", { "ca", "root" }, { "other-root" } }, HC_CHAIN_UNTRUSTED, 3,
		"CN=Example Trust Root R1, O=Example Trust, C=US: it is a root that is no "
		"trust anchor" },
	/* who handed it in is told why it is not the issuer */
	{ { "leaf-ec", { "ec-ca-renewed" }, { "ec-root" } }, HC_CHAIN_INCOMPLETE, 1,
		"CN=mail.contoso.example: its issuer is missing: the one of that name at "
		"hand has another key" },
	{ { "leaf", { "ca-must-not-sign" }, { "root" } }, HC_CHAIN_INVALID, 3,
		"CN=Example Trust TLS CA 1, O=Example Trust, C=US: it is no authority and must not "
		"issue certificates" },
	{ { "self-signed", { NULL }, { "root" } }, HC_CHAIN_UNTRUSTED, 1,
		"CN=mail.contoso.example: it is self-signed and no trust anchor" },
	/* an intermediate alone is no anchor: no partial chains */
	{ { "leaf", { NULL }, { "ca" } }, HC_CHAIN_INCOMPLETE, 2,
		"CN=Example Trust TLS CA 1, O=Example Trust, C=US: its issuer is missing" },
	{ { "leaf-expired", { "ca" }, { "root" } }, HC_CHAIN_INVALID, 3,
		"CN=mail.contoso.example: it expired on 2026-07-27" },
	{ { "leaf-future", { "ca" }, { "root" } }, HC_CHAIN_INVALID, 3,
		"CN=mail.contoso.example: it is not valid before 2027-01-01" },
	{ { "leaf", { "ca-expired" }, { "root" } }, HC_CHAIN_INVALID, 3,
		"CN=Example Trust TLS CA 1, O=Example Trust, C=US: it expired on "
		"2024-01-01" },
	{ { "leaf", { "ca" }, { "root-expired" } }, HC_CHAIN_INVALID, 3,
		"CN=Example Trust Root R1, O=Example Trust, C=US: it expired on "
		"2024-01-01" },
	{ { "leaf-tampered", { "ca" }, { "root" } }, HC_CHAIN_INVALID, 3,
		"CN=mail.contoso.example: its signature is not by the key of the issuer at "
		"hand" },
	{ { "leaf-too-deep", { "ca-below-ca", "ca" }, { "root" } }, HC_CHAIN_INVALID, 4,
		"CN=Example Trust TLS CA 1, O=Example Trust, C=US: more authorities stand "
		"below it than it allows (pathLenConstraint)" },
	{ { "leaf", { "ca-elsewhere" }, { "root" } }, HC_CHAIN_INVALID, 3,
		"CN=mail.contoso.example: one of its names is outside those its issuers "
		"may certify (nameConstraints)" },
	/* what only weakens is followed */
	{ { "leaf-sha1", { "ca-sha1" }, { "root" } }, HC_CHAIN_TRUSTED, 3, NULL },
	{ { "leaf-rsa1024", { "ca" }, { "root" } }, HC_CHAIN_TRUSTED, 3, NULL },
};

static void
test_status(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autoptr(HcChain) chain = build(&endings[i].wanted);

		g_test_message("%u: %s: %s", i, endings[i].wanted.leaf,
			chain->why != NULL ? chain->why : "trusted");
		g_assert_cmpint(chain->status, ==, endings[i].status);
		g_assert_cmpstr(chain->why, ==, endings[i].why);
		g_assert_cmpuint(chain->path->len, ==, endings[i].length);
		g_assert_true((chain->anchor != NULL) == (chain->status == HC_CHAIN_TRUSTED));
	}
}

/* An authority's leaf is no authority. */
static void
test_leaf_issues_nothing(void)
{
	static const Case wanted = { "leaf-of-leaf", { "leaf", "ca" }, { "root" } };
	g_autoptr(HcChain) chain = build(&wanted);

	g_assert_cmpint(chain->status, !=, HC_CHAIN_TRUSTED);
	g_assert_null(chain->anchor);
}

static void
test_missing_issuer(void)
{
	static const Case no_ca = { "leaf", { NULL }, { "root" } };
	static const Case no_root = { "leaf-expired", { "ca" }, { NULL } };
	static const Case whole = { "leaf", { "ca" }, { "root" } };
	g_autoptr(HcChain) without_ca = build(&no_ca);
	g_autoptr(HcChain) without_root = build(&no_root);
	g_autoptr(HcChain) complete = build(&whole);

	g_assert_cmpstr(
		without_ca->missing_issuer, ==, "CN=Example Trust TLS CA 1, O=Example Trust, C=US");
	/* Told too where something worse is found. */
	g_assert_cmpint(without_root->status, ==, HC_CHAIN_INVALID);
	g_assert_cmpstr(without_root->missing_issuer, ==,
		"CN=Example Trust Root R1, O=Example Trust, C=US");
	g_assert_null(complete->missing_issuer);
}

/* --- several candidates ----------------------------------------------------------------------- */

static void
test_candidates(void)
{
	static const struct {
		Case wanted;
		const char *through[4]; /* samples above the leaf */
	} rows[] = {
		/* cross-signed: whichever root is trusted */
		{ { "leaf", { "ca", "root-cross-signed" }, { "root" } }, { "ca", "root" } },
		{ { "leaf", { "ca", "root-cross-signed" }, { "other-root" } },
			{ "ca", "root-cross-signed", "other-root" } },
		/* the root of the file is trusted by nobody, its cross-signed twin is */
		{ { "leaf", { "ca", "root", "root-cross-signed" }, { "other-root" } },
			{ "ca", "root-cross-signed", "other-root" } },
		/* the trusted root has expired, its cross-signed twin leads further */
		{ { "leaf", { "ca", "root-cross-signed" }, { "root-expired", "other-root" } },
			{ "ca", "root-cross-signed", "other-root" } },
		{ { "leaf", { "ca-expired", "ca" }, { "root" } }, { "ca", "root" } },
		{ { "leaf", { "ca-elsewhere", "ca" }, { "root" } }, { "ca", "root" } },
		/* the same name, and only the key tells */
		{ { "leaf-no-identifiers", { "ca-other-key", "ca-right-key" }, { "root" } },
			{ "ca-right-key", "root" } },
		{ { "leaf-no-identifiers", { "ca-right-key", "ca-other-key" }, { "root" } },
			{ "ca-right-key", "root" } },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcChain) chain = build(&rows[i].wanted);

		g_test_message("%u: %s", i, chain->why != NULL ? chain->why : "trusted");
		g_assert_cmpint(chain->status, ==, HC_CHAIN_TRUSTED);
		for (guint k = 0; rows[i].through[k] != NULL; k++) {
			g_autoptr(GBytes) der = sample(rows[i].through[k]);
			const HcCertFacts *facts = g_ptr_array_index(chain->path, k + 1);

			g_assert_true(g_bytes_equal(facts->der, der));
			g_assert_cmpuint(chain->path->len, >, k + 1);
		}
	}
}

/* --- what is said beside ---------------------------------------------------------------------- */

static gboolean
is_said(const HcChain *chain, HcChainNoteKind kind, guint at, const char *text)
{
	for (guint i = 0; i < chain->notes->len; i++) {
		const HcChainNote *note = g_ptr_array_index(chain->notes, i);

		if (note->kind == kind && note->at == at && strcmp(note->text, text) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
test_weaknesses(void)
{
	static const Case healthy = { "leaf", { "ca" }, { "root" } };
	static const Case small = { "leaf-rsa1024", { "ca" }, { "root" } };
	static const Case sha1 = { "leaf-sha1", { "ca-sha1" }, { "root" } };
	g_autoptr(HcChain) nothing = build(&healthy);
	g_autoptr(HcChain) small_key = build(&small);
	g_autoptr(HcChain) old_digest = build(&sha1);

	g_assert_cmpuint(nothing->notes->len, ==, 0);
	g_assert_cmpuint(small_key->notes->len, ==, 1);
	g_assert_true(is_said(small_key, HC_CHAIN_WEAK, 0, "a weak key (RSA 1024)"));
	g_assert_cmpuint(old_digest->notes->len, ==, 2);
	g_assert_true(is_said(old_digest, HC_CHAIN_WEAK, 0, "signed over a weak digest (sha1)"));
	g_assert_true(is_said(old_digest, HC_CHAIN_WEAK, 1, "signed over a weak digest (sha1)"));
}

static void
test_remarks(void)
{
	static const Case wanted = { "leaf-no-identifiers", { "ca-right-key" }, { "root" } };
	g_autoptr(HcChain) chain = build(&wanted);

	g_assert_cmpint(chain->status, ==, HC_CHAIN_TRUSTED);
	g_assert_true(is_said(chain, HC_CHAIN_REMARK, 0, "no authorityKeyIdentifier"));
	g_assert_true(
		is_said(chain, HC_CHAIN_REMARK, 1, "an authority without subjectKeyIdentifier"));
}

/* What RFC 5280 wants and OpenSSL does not look at. */
static void
test_more_remarks(void)
{
	static const Case wanted = { "leaf-odd", { "ca" }, { "root" } };
	static const Case authority = { "ca", { NULL }, { "root" } };
	g_autoptr(HcChain) odd = build(&wanted);
	g_autoptr(HcChain) as_leaf = build(&authority);
	static const char *const texts[] = {
		"a serial number that is not positive or has more than 20 octets",
		"nameConstraints, but no authority",
		"subjectAltName is critical beside a subject",
		"a name with an empty label in subjectAltName",
		"its authorityInfoAccess cannot be read",
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_true(is_said(odd, HC_CHAIN_REMARK, 0, texts[i]));
	g_assert_cmpint(odd->status, ==, HC_CHAIN_TRUSTED);
	g_assert_true(is_said(
		as_leaf, HC_CHAIN_REMARK, 0, "an authority, used as a certificate of a host"));
}

/* More candidates than are tried: then nobody says that there is no path. */
static void
test_limit_is_said(void)
{
	static const Case nothing = { "leaf-ec", { NULL }, { NULL } };
	Case copy = nothing;
	g_autoptr(HcIssuers) issuers = hc_issuers_new(look_up, &copy);
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GBytes) leaf = sample("leaf-ec");
	g_autoptr(HcChain) chain = NULL;

	for (guint i = 0; i <= HC_LIMIT_CERT_FILE_CERTS; i++)
		g_ptr_array_add(given, sample("root"));
	chain = hc_chain_build(issuers, leaf, given, 0);
	g_assert_cmpint(chain->status, !=, HC_CHAIN_TRUSTED);
	g_assert_true(is_said(chain, HC_CHAIN_FAULT, 0,
		"limit HC_LIMIT_CERT_FILE_CERTS reached: not every path was tried"));
}

static void
test_all_faults(void)
{
	static const Case wanted = { "leaf-expired", { "ca-expired" }, { NULL } };
	g_autoptr(HcChain) chain = build(&wanted);

	g_assert_true(is_said(chain, HC_CHAIN_FAULT, 0, "it expired on 2026-07-27"));
	g_assert_true(is_said(chain, HC_CHAIN_FAULT, 1, "it expired on 2024-01-01"));
	g_assert_true(is_said(chain, HC_CHAIN_FAULT, 1, "its issuer is missing"));
}

static void
test_purposes(void)
{
	static const struct {
		Case wanted;
		HcTri server_auth;
		HcTri client_auth;
	} rows[] = {
		{ { "leaf", { "ca" }, { "root" } }, HC_TRI_YES, HC_TRI_YES },
		{ { "leaf-any-purpose", { "ca" }, { "root" } }, HC_TRI_YES, HC_TRI_YES },
		{ { "leaf-no-clientauth", { "ca" }, { "root" } }, HC_TRI_YES, HC_TRI_NO },
		{ { "leaf", { "ca-server-only" }, { "root" } }, HC_TRI_YES, HC_TRI_NO },
		{ { "leaf", { NULL }, { NULL } }, HC_TRI_UNKNOWN, HC_TRI_UNKNOWN },
		{ { "leaf-no-clientauth", { NULL }, { NULL } }, HC_TRI_UNKNOWN, HC_TRI_NO },
		{ { "root", { NULL }, { "root" } }, HC_TRI_NO, HC_TRI_NO },
		{ { "self-signed", { NULL }, { NULL } }, HC_TRI_YES, HC_TRI_YES },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcChain) chain = build(&rows[i].wanted);

		g_test_message("%u: %s", i, rows[i].wanted.leaf);
		g_assert_cmpint(chain->server_auth, ==, rows[i].server_auth);
		g_assert_cmpint(chain->client_auth, ==, rows[i].client_auth);
	}
}

static void
test_uses(void)
{
	static const struct {
		Case wanted;
		HcChainUse uses[4];
	} rows[] = {
		{ { "leaf", { "ca", "root" }, { "root" } },
			{ HC_CHAIN_USE_NEEDED, HC_CHAIN_USE_ROOT } },
		{ { "leaf", { "leaf", "ca", "ca" }, { "root" } },
			{ HC_CHAIN_USE_REPEATED, HC_CHAIN_USE_NEEDED, HC_CHAIN_USE_REPEATED } },
		{ { "leaf", { "root", "ca" }, { "root" } },
			{ HC_CHAIN_USE_ROOT, HC_CHAIN_USE_MISPLACED } },
		{ { "leaf", { "ec-ca", "ca" }, { "root" } },
			{ HC_CHAIN_USE_SUPERFLUOUS, HC_CHAIN_USE_NEEDED } },
		{ { "leaf", { "root-cross-signed", "ca" }, { "other-root" } },
			{ HC_CHAIN_USE_NEEDED, HC_CHAIN_USE_MISPLACED } },
		{ { "leaf", { "ca", "root-cross-signed" }, { "root" } },
			{ HC_CHAIN_USE_NEEDED, HC_CHAIN_USE_SUPERFLUOUS } },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcChain) chain = build(&rows[i].wanted);

		g_test_message("%u", i);
		for (guint k = 0; k < chain->uses->len; k++)
			g_assert_cmpint(
				g_array_index(chain->uses, HcChainUse, k), ==, rows[i].uses[k]);
	}
}

static void
test_no_certificate(void)
{
	static const char octets[] = "no certificate";
	g_autoptr(HcIssuers) issuers = hc_issuers_new(NULL, NULL);
	g_autoptr(GBytes) prose = g_bytes_new_static(octets, strlen(octets));
	g_autoptr(GBytes) leaf = sample("leaf");
	g_autoptr(GPtrArray) given = g_ptr_array_new();
	g_autoptr(HcChain) unreadable = hc_chain_build(issuers, prose, NULL, 0);
	g_autoptr(HcChain) beside = NULL;

	g_ptr_array_add(given, prose);
	beside = hc_chain_build(issuers, leaf, given, 0);
	g_assert_cmpint(unreadable->status, ==, HC_CHAIN_INVALID);
	g_assert_cmpstr(unreadable->why, ==, "not an X.509 certificate in DER");
	g_assert_cmpint(g_array_index(beside->uses, HcChainUse, 0), ==, HC_CHAIN_USE_UNREADABLE);
}

/* --- time ------------------------------------------------------------------------------------- */

/* Both ends belong to the validity (RFC 5280 4.1.2.5). */
static void
test_validity_ends(void)
{
	static const struct {
		const char *as_of;
		HcChainStatus status;
	} rows[] = {
		{ "2026-07-31T23:59:59Z", HC_CHAIN_INVALID },
		{ "2026-08-01T00:00:00Z", HC_CHAIN_TRUSTED },
		{ "2027-02-01T23:59:59.5Z", HC_CHAIN_TRUSTED },
		{ "2027-02-02T00:00:00Z", HC_CHAIN_INVALID },
	};
	static const Case wanted = { "leaf", { "ca" }, { "root" } };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcChain) chain = build_at(&wanted, rows[i].as_of);

		g_test_message("%s", rows[i].as_of);
		g_assert_cmpint(chain->status, ==, rows[i].status);
	}
}

/* --- many chains over the same issuers -------------------------------------------------------- */

static GPtrArray *
count_look_ups(const char *subject_hash, gpointer user)
{
	GHashTable *asked = user;
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	g_assert_true(g_hash_table_add(asked, g_strdup(subject_hash)));
	g_ptr_array_add(found, sample("root"));
	return found;
}

/* Nothing that one chain left in memory makes a difference to the next. */
static void
test_shared_issuers(void)
{
	g_autoptr(GHashTable) asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(HcIssuers) issuers = hc_issuers_new(count_look_ups, asked);
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	static const struct {
		const char *leaf;
		HcChainStatus status;
	} rows[] = {
		{ "leaf", HC_CHAIN_TRUSTED },
		{ "leaf-tampered", HC_CHAIN_INVALID },
		{ "leaf-ec", HC_CHAIN_INCOMPLETE },
		{ "leaf", HC_CHAIN_TRUSTED },
		{ "leaf-expired", HC_CHAIN_INVALID },
		{ "leaf-sha1", HC_CHAIN_TRUSTED },
	};
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(AS_OF, &when, NULL));
	g_ptr_array_add(given, sample("ca"));
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GBytes) leaf = sample(rows[i].leaf);
		g_autoptr(HcChain) chain = hc_chain_build(issuers, leaf, given, when);

		g_test_message("%u: %s", i, rows[i].leaf);
		g_assert_cmpint(chain->status, ==, rows[i].status);
	}
	/* leaf's issuer, its issuer, and leaf-ec's issuer */
	g_assert_cmpuint(g_hash_table_size(asked), ==, 3);
}

/* --- the leaf of a file ----------------------------------------------------------------------- */

static void
test_find_leaf(void)
{
	static const char *const orders[][3] = {
		{ "leaf", "ca", "root" },
		{ "root", "ca", "leaf" },
		{ "ca", "leaf", "root" },
	};
	g_autoptr(GPtrArray) nothing = g_ptr_array_new();

	for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autoptr(GPtrArray) certs =
			g_ptr_array_new_with_free_func((GDestroyNotify)hc_cert_facts_free);

		for (guint k = 0; k < 3; k++) {
			g_autoptr(GBytes) der = sample(orders[i][k]);

			g_ptr_array_add(certs, hc_cert_from_der(der));
		}
		g_assert_cmpstr(hc_chain_find_leaf(certs)->subject, ==, "CN=mail.contoso.example");
	}
	g_assert_null(hc_chain_find_leaf(nothing));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/certs/chain/status", test_status);
	g_test_add_func("/certs/chain/leaf-issues-nothing", test_leaf_issues_nothing);
	g_test_add_func("/certs/chain/missing-issuer", test_missing_issuer);
	g_test_add_func("/certs/chain/candidates", test_candidates);
	g_test_add_func("/certs/chain/weaknesses", test_weaknesses);
	g_test_add_func("/certs/chain/remarks", test_remarks);
	g_test_add_func("/certs/chain/more-remarks", test_more_remarks);
	g_test_add_func("/certs/chain/limit-is-said", test_limit_is_said);
	g_test_add_func("/certs/chain/all-faults", test_all_faults);
	g_test_add_func("/certs/chain/purposes", test_purposes);
	g_test_add_func("/certs/chain/uses", test_uses);
	g_test_add_func("/certs/chain/no-certificate", test_no_certificate);
	g_test_add_func("/certs/chain/validity-ends", test_validity_ends);
	g_test_add_func("/certs/chain/shared-issuers", test_shared_issuers);
	g_test_add_func("/certs/chain/find-leaf", test_find_leaf);
	return g_test_run();
}
