/* A certificate file, and the chain of what is in it, held against the last one as a root. */
#include "certs/anchors.h"
#include "certs/cert-file.h"
#include "certs/chain.h"

#include <stdint.h>

#define WHEN (G_GINT64_CONSTANT(1790000000) * HC_TIME_SECOND)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_printable(const char *text)
{
	g_autofree char *printable = hc_text_printable(text);

	g_assert_cmpstr(printable, ==, text);
}

static GPtrArray *
last_of(const char *subject_hash, gpointer user)
{
	const GPtrArray *certs = user;
	const HcCertFacts *last = g_ptr_array_index(certs, certs->len - 1);
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	g_assert_nonnull(subject_hash);
	g_ptr_array_add(found, g_bytes_ref(last->der));
	return found;
}

static void
assert_sound(const HcChain *chain, guint n_given)
{
	g_assert_cmpuint(chain->path->len, >, 0);
	g_assert_cmpuint(chain->uses->len, ==, n_given);
	g_assert_true((chain->anchor != NULL) == (chain->status == HC_CHAIN_TRUSTED));
	g_assert_true((chain->why == NULL) == (chain->status == HC_CHAIN_TRUSTED));
	if (chain->why != NULL)
		assert_printable(chain->why);
	for (guint i = 0; i < chain->notes->len; i++) {
		const HcChainNote *note = g_ptr_array_index(chain->notes, i);

		g_assert_cmpuint(note->at, <, chain->path->len);
		assert_printable(note->text);
		g_assert_false(note->kind == HC_CHAIN_FAULT && chain->status == HC_CHAIN_TRUSTED);
	}
}

static void
build(GPtrArray *certs)
{
	g_autoptr(HcIssuers) issuers = hc_issuers_new(last_of, certs);
	g_autoptr(GPtrArray) given = g_ptr_array_new();
	g_autoptr(HcChain) chain = NULL;

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *facts = g_ptr_array_index(certs, i);

		g_ptr_array_add(given, facts->der);
	}
	chain = hc_chain_build(issuers, hc_chain_find_leaf(certs)->der, given, WHEN);
	assert_sound(chain, certs->len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) file = g_bytes_new(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) certs = hc_cert_file_read(file, &error);

	g_assert_true((certs == NULL) == (error != NULL));
	if (certs == NULL) {
		assert_printable(error->message);
		return 0;
	}
	g_assert_cmpuint(certs->len, >, 0);
	build(certs);
	return 0;
}
