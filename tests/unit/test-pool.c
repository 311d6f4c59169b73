/* Memory for many small pieces that are freed all at once. */
#include "agent/base/pool.h"

#include <string.h>

/* Of all lengths up to beyond a block of its own: none lies in another, all are aligned. */
static void
test_pieces(void)
{
	const gsize most = 5000;
	g_autoptr(HcPool) pool = hc_pool_new();
	g_autofree guint8 **pieces = g_new0(guint8 *, most);

	for (gsize i = 0; i < most; i++) {
		pieces[i] = hc_pool_take(pool, i);
		g_assert_cmpuint((gsize)pieces[i] % sizeof(gpointer), ==, 0);
		memset(pieces[i], (int)(i % 251), i);
	}
	for (gsize i = 0; i < most; i++) {
		for (gsize at = 0; at < i; at++)
			g_assert_cmpuint(pieces[i][at], ==, i % 251);
	}
	g_assert_cmpuint(hc_pool_octets(pool), >=, most * (most - 1) / 2);
	g_assert_cmpuint(hc_pool_octets(pool), <, most * most);
}

/* Blocks grow, but not without end: little is held that is not used. */
static void
test_blocks(void)
{
	const gsize step = 1024;
	g_autoptr(HcPool) pool = hc_pool_new();

	for (gsize i = 1; i <= 10 * 1024; i++) {
		memset(hc_pool_take(pool, step), 1, step);
		g_assert_cmpuint(hc_pool_octets(pool), >=, i * step);
		g_assert_cmpuint(hc_pool_octets(pool), <=, 2 * i * step + 4096);
	}
	g_assert_cmpuint(hc_pool_octets(pool), <=, 11 * 1024 * step + 4096);
}

static void
test_grow(void)
{
	g_autoptr(HcPool) pool = hc_pool_new();
	char *first = hc_pool_take(pool, 5);
	char *second = NULL;
	const gsize held = hc_pool_octets(pool);

	strcpy(first, "abcd");
	g_assert_true(hc_pool_grow(pool, first, 5, 6));
	g_assert_true(hc_pool_grow(pool, first, 6, 100));
	memset(first + 5, 'x', 95);
	second = hc_pool_take(pool, 8);
	memset(second, 'y', 8);
	g_assert_true(second >= first + 100);
	g_assert_cmpstr(first, ==, "abcd");
	/* It is not the last any more, and the last has an end. */
	g_assert_false(hc_pool_grow(pool, first, 100, 101));
	g_assert_false(hc_pool_grow(pool, second, 8, held));
	g_assert_true(hc_pool_grow(pool, second, 8, 16));
	g_assert_cmpuint(hc_pool_octets(pool), ==, held);
}

static void
test_give_back(void)
{
	g_autoptr(HcPool) pool = hc_pool_new();
	char *first = hc_pool_take(pool, 24);
	char *second = hc_pool_take(pool, 31);
	char *third = NULL;

	hc_pool_give_back(pool, first, 24);
	third = hc_pool_take(pool, 8);
	g_assert_true(third >= second + 31);
	hc_pool_give_back(pool, third, 8);
	hc_pool_give_back(pool, second, 31);
	g_assert_true(hc_pool_take(pool, 500) == second);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/pool/pieces", test_pieces);
	g_test_add_func("/base/pool/blocks", test_blocks);
	g_test_add_func("/base/pool/grow", test_grow);
	g_test_add_func("/base/pool/give-back", test_give_back);
	return g_test_run();
}
