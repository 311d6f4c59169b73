/* What a new certificate is by itself. */
#include "tests/unit/rehearsal-story.h"

/* Traits of the certificate itself, also without any input. */
static void
test_traits(void)
{
	static const char *const server_only[] = { "1.3.6.1.5.5.7.3.1", NULL };
	static const char *const client_only[] = { "1.3.6.1.5.5.7.3.2", NULL };
	const struct {
		const char *id;
		const char *effect;
		const char *key_type;
		guint key_bits;
		const char *hash;
		const char *const *eku;
		const char *from;
		const char *to;
	} rows[] = {
		{ "key", "none", "RSA", 2048, "sha256", NULL, "2026-09-20", "2027-04-05" },
		{ "key", "fix-first", "RSA", 1024, "sha256", NULL, "2026-09-20", "2027-04-05" },
		{ "key", "unknown", "RSA", 0, "sha256", NULL, "2026-09-20", "2027-04-05" },
		{ "key-type", "info", "EC", 256, "sha256", NULL, "2026-09-20", "2027-04-05" },
		{ "signature", "fix-first", "RSA", 2048, "sha1", NULL, "2026-09-20", "2027-04-05" },
		{ "client-auth", "info", "RSA", 2048, "sha256", server_only, "2026-09-20",
			"2027-04-05" },
		{ "server-auth", "fix-first", "RSA", 2048, "sha256", client_only, "2026-09-20",
			"2027-04-05" },
		{ "validity", "none", "RSA", 2048, "sha256", NULL, "2026-09-20", "2027-04-05" },
		{ "validity", "fix-first", "RSA", 2048, "sha256", NULL, "2026-01-20",
			"2026-08-01" },
		{ "validity", "fix-first", "RSA", 2048, "sha256", NULL, "2026-10-02",
			"2027-04-05" },
		{ "validity", "manual-fix", "RSA", 2048, "sha256", NULL, "2026-04-20",
			"2026-10-20" },
		{ "lifetime", "none", "RSA", 2048, "sha256", NULL, "2026-09-20", "2027-04-05" },
		{ "lifetime", "info", "RSA", 2048, "sha256", NULL, "2026-09-20", "2027-09-20" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(Story) s = story_new();
		g_autofree char *from = g_strdup_printf("%sT00:00:00Z", rows[i].from);
		g_autofree char *to = g_strdup_printf("%sT00:00:00Z", rows[i].to);

		g_test_message("%s %s", rows[i].id, rows[i].effect);
		story_put(&s.cert->key_type, rows[i].key_type);
		story_put(&s.cert->signature_hash, rows[i].hash);
		s.cert->key_bits = rows[i].key_bits;
		s.cert->eku = rows[i].eku != NULL ? hc_text_dup_list(rows[i].eku) : NULL;
		s.cert->not_before = org_time(from);
		s.cert->not_after = org_time(to);
		story_rehearse_alone(&s, NULL);
		g_assert_cmpstr(story_effect(&s, rows[i].id), ==, rows[i].effect);
		g_assert_cmpuint(s.rehearsal->steps->len, ==, 0);
	}
}

static void
test_chain(void)
{
	static char text[] = "text";
	static const struct {
		HcTri value;
		const char *effect;
	} rows[] = { { HC_TRI_YES, "none" }, { HC_TRI_NO, "fix-first" },
		{ HC_TRI_UNKNOWN, "unknown" } };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		HcRehearsalChain chain = { rows[i].value, text, rows[i].value, text };
		g_auto(Story) s = story_new();

		story_rehearse_alone(&s, &chain);
		g_assert_cmpstr(story_effect(&s, "chain-public"), ==, rows[i].effect);
		g_assert_cmpstr(story_effect(&s, "chain-file"), ==, rows[i].effect);
	}
}

static void
test_rotating_issuer(void)
{
	g_auto(Story) s = story_new();

	story_put(&s.cert->issuer, "CN=R99, O=Let's Encrypt, C=US");
	story_rehearse(&s, ORG_AS_OF);
	g_assert_cmpstr(story_effect(&s, "issuer-rotation"), ==, "rerun-recommended");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/rehearsal/traits", test_traits);
	g_test_add_func("/hcw/rehearsal/chain", test_chain);
	g_test_add_func("/hcw/rehearsal/rotating-issuer", test_rotating_issuer);
	return g_test_run();
}
