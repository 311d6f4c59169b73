/* The host's bundle and the shipped anchors, over the certificates of tests/parse/chain. */
#include "agent/app/shipped-anchors.h"
#include "agent/app/trust.h"
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/collect/collect-trust.h"
#include "tests/unit/cert-sample.h"

#include <glib/gstdio.h>
#include <string.h>

/* As "openssl x509 -subject_hash" prints them. */
#define ROOT_HASH "5f6116f9"
#define OTHER_ROOT_HASH "6d868b28"
#define AS_OF "2026-10-01T00:00:00Z"

typedef struct {
	char *path;
} Folder;

static void
put(const Folder *folder, const char *name, const char *sample)
{
	g_autofree char *path = g_build_filename(folder->path, name, NULL);
	g_autoptr(GBytes) data = NULL;
	g_autoptr(GError) error = NULL;

	if (sample != NULL)
		data = cert_sample("chain", sample);
	else
		data = g_bytes_new_static("x", 1);
	g_file_set_contents(
		path, g_bytes_get_data(data, NULL), (gssize)g_bytes_get_size(data), &error);
	g_assert_no_error(error);
}

static void
set_up(Folder *folder, gconstpointer data)
{
	(void)data;
	folder->path = g_dir_make_tmp("hybridcheck-trust-XXXXXX", NULL);
	g_assert_nonnull(folder->path);
}

static void
tear_down(Folder *folder, gconstpointer data)
{
	g_autoptr(GDir) dir = g_dir_open(folder->path, 0, NULL);

	(void)data;
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder->path, name, NULL);

		g_assert_cmpint(g_remove(path), ==, 0);
	}
	g_assert_cmpint(g_rmdir(folder->path), ==, 0);
	g_free(folder->path);
}

static HcChain *
chain_of(HcTrust *trust, const char *leaf, const char *given)
{
	g_autoptr(HcIssuers) issuers = hc_issuers_new(hc_trust_lookup, trust);
	g_autoptr(GBytes) der = cert_sample("chain", leaf);
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	HcTime when = HC_TIME_NONE;

	g_assert_true(hc_when_parse_rfc3339(AS_OF, &when, NULL));
	if (given != NULL)
		g_ptr_array_add(list, cert_sample("chain", given));
	return hc_chain_build(issuers, der, list, when);
}

/* --- the folder ------------------------------------------------------------------------------- */

/* Of many files those of the asked hashes alone are opened. */
static void
test_one_by_one(Folder *folder, gconstpointer data)
{
	g_autoptr(HcTrust) trust = NULL;
	g_autoptr(HcChain) chain = NULL;
	g_autofree char *text = NULL;
	const HcCapture *file = NULL;

	(void)data;
	put(folder, ROOT_HASH ".0", "root.der");
	put(folder, OTHER_ROOT_HASH ".0", "other-root.der");
	put(folder, "00000000.0", NULL);
	trust = hc_trust_new_folder(folder->path);
	chain = chain_of(trust, "leaf.der", "ca.der");
	g_assert_cmpint(chain->status, ==, HC_CHAIN_TRUSTED);
	g_assert_cmpuint(hc_trust_files(trust)->len, ==, 1);
	file = g_ptr_array_index(hc_trust_files(trust), 0);
	g_assert_true(g_str_has_suffix(hc_capture_name(file), "/" ROOT_HASH ".0"));
	g_assert_cmpint(hc_capture_modified(file), !=, HC_TIME_NONE);
	g_assert_cmpint(hc_trust_judge(trust, chain, &text), ==, HC_TRI_YES);
	g_assert_true(g_str_has_prefix(
		text, "ends in CN=Example Trust Root R1, O=Example Trust, C=US, a root of "));
	g_assert_nonnull(strstr(text, hc_trust_path(trust)));
	g_assert_nonnull(strstr(text, " of 2")); /* the date */
}

/* A second certificate of the same hash is looked at too, and a file that is none is told. */
static void
test_several_of_a_hash(Folder *folder, gconstpointer data)
{
	g_autoptr(HcTrust) trust = NULL;
	g_autoptr(HcChain) chain = NULL;
	const HcCapture *damaged = NULL;

	(void)data;
	put(folder, ROOT_HASH ".0", "root-expired.der");
	put(folder, ROOT_HASH ".1", NULL);
	put(folder, ROOT_HASH ".2", "root.der");
	put(folder, ROOT_HASH ".4", "other-root.der"); /* behind a gap: not looked at */
	trust = hc_trust_new_folder(folder->path);
	chain = chain_of(trust, "leaf.der", "ca.der");
	g_assert_cmpint(chain->status, ==, HC_CHAIN_TRUSTED);
	g_assert_cmpuint(hc_trust_files(trust)->len, ==, 3);
	damaged = g_ptr_array_index(hc_trust_files(trust), 1);
	g_assert_cmpint(hc_capture_ending(damaged), ==, HC_ENDING_UNREADABLE);
	g_assert_nonnull(strstr(hc_capture_why(damaged), "neither a certificate"));
}

static void
test_bound(Folder *folder, gconstpointer data)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	const HcCapture *last = NULL;

	(void)data;
	for (guint i = 0; i <= HC_LIMIT_ANCHORS_PER_HASH + 1; i++) {
		g_autofree char *name = g_strdup_printf(ROOT_HASH ".%u", i);

		put(folder, name, "root.der");
	}
	hc_collect_trust(folder->path, ROOT_HASH, captures);
	g_assert_cmpuint(captures->len, ==, HC_LIMIT_ANCHORS_PER_HASH + 1);
	last = g_ptr_array_index(captures, HC_LIMIT_ANCHORS_PER_HASH);
	g_assert_cmpint(hc_capture_ending(last), ==, HC_ENDING_LIMIT);
	g_assert_nonnull(strstr(hc_capture_why(last), "HC_LIMIT_ANCHORS_PER_HASH"));
}

/* No hash leads out of the folder. */
static void
test_no_hash(Folder *folder, gconstpointer data)
{
	static const char *const hashes[] = { "", "../etc", "5f6116f", "5f6116f9f", "5F6116F9",
		"5f6116f9/" };
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);

	(void)data;
	put(folder, ROOT_HASH ".0", "root.der");
	for (guint i = 0; i < G_N_ELEMENTS(hashes); i++)
		hc_collect_trust(folder->path, hashes[i], captures);
	g_assert_cmpuint(captures->len, ==, 0);
	hc_collect_trust(folder->path, ROOT_HASH, captures);
	g_assert_cmpuint(captures->len, ==, 1);
}

/* --- what nobody can tell --------------------------------------------------------------------- */

static void
test_unknown(Folder *folder, gconstpointer data)
{
	g_autofree char *nowhere = g_build_filename(folder->path, "nowhere", NULL);
	g_autofree char *file = g_build_filename(folder->path, "ca-bundle.crt", NULL);
	g_autoptr(HcTrust) missing = hc_trust_new_folder(nowhere);
	g_autoptr(HcTrust) empty = NULL;
	g_autoptr(HcTrust) no_folder = NULL;
	g_autoptr(HcChain) chain = NULL;
	g_autofree char *why_missing = NULL;
	g_autofree char *why_empty = NULL;
	g_autofree char *why_no_folder = NULL;

	(void)data;
	put(folder, "ca-bundle.crt", "root.der");
	empty = hc_trust_new_folder(folder->path);
	no_folder = hc_trust_new_folder(file);
	chain = chain_of(empty, "leaf.der", "ca.der");
	g_assert_cmpint(chain->status, ==, HC_CHAIN_INCOMPLETE);
	g_assert_cmpint(hc_trust_judge(empty, chain, &why_empty), ==, HC_TRI_UNKNOWN);
	g_assert_nonnull(strstr(why_empty, "tells nothing: no root in it is named"));
	g_assert_cmpint(hc_trust_judge(missing, chain, &why_missing), ==, HC_TRI_UNKNOWN);
	g_assert_nonnull(strstr(why_missing, "No such file or directory"));
	g_assert_cmpint(hc_trust_judge(no_folder, chain, &why_no_folder), ==, HC_TRI_UNKNOWN);
	g_assert_nonnull(strstr(why_no_folder, "tells nothing: "));
	g_assert_cmpuint(hc_trust_files(empty)->len, ==, 0);
}

static void
test_judged(Folder *folder, gconstpointer data)
{
	static const struct {
		const char *leaf;
		const char *given;
		HcTri is_public;
		const char *words;
	} rows[] = {
		{ "self-signed.der", NULL, HC_TRI_NO,
			"ends in CN=mail.contoso.example, which is no root of " },
		{ "leaf.der", NULL, HC_TRI_UNKNOWN,
			"the issuer CN=Example Trust TLS CA 1, O=Example Trust, C=US is neither in "
			"the file nor a root of " },
		{ "leaf-expired.der", "ca.der", HC_TRI_UNKNOWN, "it expired on 2026-07-27" },
	};
	g_autoptr(HcTrust) trust = NULL;

	(void)data;
	put(folder, ROOT_HASH ".0", "root.der");
	trust = hc_trust_new_folder(folder->path);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcChain) chain = chain_of(trust, rows[i].leaf, rows[i].given);
		g_autofree char *text = NULL;

		g_assert_cmpint(hc_trust_judge(trust, chain, &text), ==, rows[i].is_public);
		g_test_message("%s", text);
		g_assert_nonnull(strstr(text, rows[i].words));
	}
}

/* --- a file ----------------------------------------------------------------------------------- */

static void
test_file(Folder *folder, gconstpointer data)
{
	g_autofree char *path = g_build_filename(folder->path, "roots.pem", NULL);
	g_autofree char *nowhere = g_build_filename(folder->path, "nowhere.pem", NULL);
	g_autofree char *prose = g_build_filename(folder->path, "prose.pem", NULL);
	g_autoptr(HcTrust) trust = NULL;
	g_autoptr(HcChain) chain = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	put(folder, "roots.pem", "root.der");
	put(folder, "prose.pem", NULL);
	trust = hc_trust_new_file(path, &error);
	g_assert_no_error(error);
	chain = chain_of(trust, "leaf.der", "ca.der");
	g_assert_cmpint(chain->status, ==, HC_CHAIN_TRUSTED);
	g_assert_null(hc_trust_new_file(nowhere, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_NOT_FOUND);
	g_clear_error(&error);
	g_assert_null(hc_trust_new_file(prose, &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
	g_assert_true(g_str_has_prefix(error->message, prose));
}

/* --- what comes with the program -------------------------------------------------------------- */

static void
test_shipped(void)
{
	g_autofree char *data_dir = g_build_filename(g_getenv("HC_SOURCE_ROOT"), "packaging", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(HcShippedAnchors) shipped = hc_shipped_anchors_load(data_dir, &error);
	g_autofree char *as_of = NULL;
	g_autoptr(GPtrArray) g2 = NULL;

	g_assert_no_error(error);
	as_of = hc_when_format_date(shipped->as_of);
	g_assert_cmpuint(hc_anchors_n(shipped->anchors), ==, 5);
	g_assert_cmpstr(shipped->name, ==, "exchange-online-anchors");
	g_assert_cmpstr(as_of, ==, "2025-06-13");
	g_assert_cmpstr(shipped->version, ==, "2025.06");
	g_assert_nonnull(strstr(shipped->source, "20230311+deb12u1"));
	/* DigiCert Global Root G2, as openssl hashes it */
	g2 = hc_anchors_lookup("607986c7", shipped->anchors);
	g_assert_cmpuint(g2->len, ==, 1);
	g_assert_null(hc_anchors_lookup(ROOT_HASH, shipped->anchors));
	g_assert_null(hc_shipped_anchors_load("/nonexistent", &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_INTERNAL);
}

static void
add(const char *path, void (*test)(Folder *, gconstpointer))
{
	g_test_add(path, Folder, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/app/trust/one-by-one", test_one_by_one);
	add("/app/trust/several-of-a-hash", test_several_of_a_hash);
	add("/app/trust/bound", test_bound);
	add("/app/trust/no-hash", test_no_hash);
	add("/app/trust/unknown", test_unknown);
	add("/app/trust/judged", test_judged);
	add("/app/trust/file", test_file);
	g_test_add_func("/app/shipped-anchors/loaded", test_shipped);
	return g_test_run();
}
