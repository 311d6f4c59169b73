/*
 * Builds the chain of each named certificate, as "openssl verify" does: for the benchmark.
 * chains ROOT.pem CA.pem LEAF.pem…   prints how many are trusted.
 */
#include "certs/anchors.h"
#include "certs/chain.h"
#include "certs/pem.h"

#include <stdio.h>

#define WHEN (G_GINT64_CONSTANT(1790000000) * HC_TIME_SECOND) /* 2026-09-21 */

static GBytes *
read_file(const char *path)
{
	char *data = NULL;
	gsize size = 0;

	g_assert_true(g_file_get_contents(path, &data, &size, NULL));
	return g_bytes_new_take(data, size);
}

/* Through the PEM reader alone: the chain decodes what is in it. */
static GBytes *
first_der(const char *path)
{
	g_autoptr(GBytes) file = read_file(path);
	g_autoptr(HcPem) pem = hc_pem_new(file);
	const HcPemBlock *block = NULL;

	g_assert_true(hc_pem_next(pem, &block, NULL));
	return hc_pem_decode(pem, NULL);
}

int
main(int argc, char **argv)
{
	g_autoptr(HcAnchors) anchors = hc_anchors_new();
	g_autoptr(HcIssuers) issuers = hc_issuers_new(hc_anchors_lookup, anchors);
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GBytes) root = NULL;
	guint n_trusted = 0;

	if (argc < 4)
		return 2;
	root = read_file(argv[1]);
	g_assert_true(hc_anchors_add(anchors, root, NULL));
	g_ptr_array_add(given, first_der(argv[2]));
	for (int i = 3; i < argc; i++) {
		g_autoptr(GBytes) leaf = first_der(argv[i]);
		g_autoptr(HcChain) chain = hc_chain_build(issuers, leaf, given, WHEN);

		n_trusted += chain->status == HC_CHAIN_TRUSTED ? 1 : 0;
	}
	printf("%u of %d trusted\n", n_trusted, argc - 3);
	return n_trusted == (guint)argc - 3 ? 0 : 1;
}
