/* Sets of IP addresses: texts, union, cover. */
#include "agent/base/error.h"
#include "agent/base/ipset.h"

static HcIpSet *
set_of(const char *const *texts)
{
	g_autoptr(GError) error = NULL;
	HcIpSet *set = NULL;

	g_assert_true(hc_ipset_parse_list(texts, &set, &error));
	g_assert_no_error(error);
	return set;
}

/* Each text holds @inside and not @outside. */
/* @address, or any range, is in @set. */
static gboolean
contains(const HcIpSet *set, const char *address)
{
	g_autoptr(HcIpSet) one = NULL;

	g_assert_true(hc_ipset_parse(address, &one, NULL));
	return hc_ipset_covers(set, one);
}

static void
test_parse(void)
{
	static const struct {
		const char *text;
		const char *inside;
		const char *outside;
	} rows[] = {
		{ "198.51.100.7", "198.51.100.7", "198.51.100.8" },
		{ " 198.51.100.7 ", "198.51.100.7", "198.51.100.6" },
		{ "198.51.100.0/24", "198.51.100.255", "198.51.101.0" },
		{ "198.51.100.77/24", "198.51.100.0", "198.51.99.255" },
		{ "198.51.100.1/32", "198.51.100.1", "198.51.100.0" },
		{ "0.0.0.0/0", "255.255.255.255", "::ffff:1.2.3.4" },
		{ "198.51.100.9-198.51.100.11", "198.51.100.11", "198.51.100.12" },
		{ "198.51.100.9 - 198.51.100.11", "198.51.100.10", "198.51.100.8" },
		{ "0.0.0.0-255.255.255.255", "203.0.113.5", "2001:db8::1" },
		{ "203.0.113.5(255.255.255.128)", "203.0.113.127", "203.0.113.128" },
		{ "203.0.113.5(0.0.0.0)", "1.2.3.4", "::" },
		{ "203.0.113.5(255.255.255.255)", "203.0.113.5", "203.0.113.4" },
		{ "2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::" },
		{ "2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", "2001:db8:0:1::" },
		{ "2001:db8::/65", "2001:db8::7fff:0:0:0", "2001:db8::8000:0:0:0" },
		{ "2001:db8::/63", "2001:db8:0:1::", "2001:db8:0:2::" },
		{ "2001:DB8::1/128", "2001:db8::1", "2001:db8::2" },
		{ "2001:db8::1-2001:db8::2:0", "2001:db8::1:ffff", "2001:db8::2:1" },
		{ "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::1", "203.0.113.5" },
		{ "::ffff:203.0.113.5", "::ffff:203.0.113.5", "203.0.113.5" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(HcIpSet) set = NULL;

		g_test_message("%s", rows[i].text);
		g_assert_true(hc_ipset_parse(rows[i].text, &set, &error));
		g_assert_no_error(error);
		g_assert_cmpuint(hc_ipset_n_ranges(set), ==, 1);
		g_assert_true(contains(set, rows[i].inside));
		g_assert_false(contains(set, rows[i].outside));
	}
}

static void
test_refused(void)
{
	static const char *const rows[] = { "", " ", "host.contoso.example", "198.51.100",
		"198.51.100.256", "198.51.100.07", "198.51.100.7.", "198.51.100.0/33",
		"198.51.100.0/", "198.51.100.0/-1", "198.51.100.0/+8", "198.51.100.0/08",
		"198.51.100.0/8x", "198.51.100.0/ 8", "198.51.100.0/0000000008",
		"198.51.100.9-198.51.100.8", "198.51.100.9-", "-198.51.100.9", "198.51.100.9-::1",
		"198.51.100.1-198.51.100.2-198.51.100.3", "198.51.100.1-198.51.100.0/24",
		"203.0.113.5(255.0.255.0)", "203.0.113.5(255.255.255.0", "203.0.113.5()",
		"203.0.113.5(", "203.0.113.5(24)", "2001:db8::1(255.255.255.0)",
		"203.0.113.5(ffff::)", "2001:db8::/129", "fe80::1%eth0", "fe80::1%1/64",
		"2001:db8::1::2", "[2001:db8::1]", "2001:db8:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:1/64" };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		HcIpSet *set = NULL;

		g_test_message("%s", rows[i]);
		g_assert_false(hc_ipset_parse(rows[i], &set, &error));
		g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
		g_assert_null(set);
	}
}

static void
test_joined(void)
{
	static const struct {
		const char *texts[5];
		guint n_ranges;
	} rows[] = {
		{ { NULL }, 0 },
		{ { "198.51.100.0/25", "198.51.100.128/25", NULL }, 1 },
		{ { "198.51.100.2", "198.51.100.0", NULL }, 2 },
		{ { "198.51.100.2", "198.51.100.0", "198.51.100.1", NULL }, 1 },
		{ { "198.51.100.0/24", "198.51.100.9", "198.51.100.0/24", NULL }, 1 },
		{ { "198.51.100.0-198.51.100.9", "198.51.100.5-198.51.100.20", NULL }, 1 },
		{ { "255.255.255.255", "::1:0:0", NULL }, 2 },
		{ { "255.255.255.255", "0.0.0.0", NULL }, 2 },
		{ { "2001:db8::ffff:ffff:ffff:ffff", "2001:db8:0:1::", NULL }, 1 },
		{ { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::", NULL }, 2 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcIpSet) set = set_of(rows[i].texts);

		g_assert_cmpuint(hc_ipset_n_ranges(set), ==, rows[i].n_ranges);
		g_assert_true(hc_ipset_is_empty(set) == (rows[i].n_ranges == 0));
	}
}

static void
test_covers(void)
{
	static const struct {
		const char *self[4];
		const char *other[4];
		gboolean wanted;
	} rows[] = {
		{ { NULL }, { NULL }, TRUE },
		{ { NULL }, { "198.51.100.1", NULL }, FALSE },
		{ { "198.51.100.0/24", NULL }, { NULL }, TRUE },
		{ { "198.51.100.0/24", NULL }, { "198.51.100.0/25", "198.51.100.200", NULL },
			TRUE },
		{ { "198.51.100.0/24", NULL }, { "198.51.100.0/23", NULL }, FALSE },
		{ { "198.51.100.0/25", "198.51.100.128/25", NULL }, { "198.51.100.0/24", NULL },
			TRUE },
		{ { "198.51.100.0/25", "198.51.100.129-198.51.100.255", NULL },
			{ "198.51.100.0/24", NULL }, FALSE },
		{ { "0.0.0.0/0", NULL }, { "2001:db8::/32", NULL }, FALSE },
		{ { "::/0", NULL }, { "::ffff:198.51.100.1", NULL }, TRUE },
		{ { "::/0", NULL }, { "198.51.100.1", NULL }, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcIpSet) self = set_of(rows[i].self);
		g_autoptr(HcIpSet) other = set_of(rows[i].other);
		g_autoptr(HcIpSet) both = hc_ipset_union(self, other);

		g_assert_true(hc_ipset_covers(self, other) == rows[i].wanted);
		g_assert_true(hc_ipset_covers(both, self));
		g_assert_true(hc_ipset_covers(both, other));
		g_assert_true(hc_ipset_covers(self, both) == rows[i].wanted);
	}
}

static void
test_all(void)
{
	static const struct {
		const char *texts[3];
		gboolean v4;
		gboolean v6;
	} rows[] = {
		{ { NULL }, FALSE, FALSE },
		{ { "0.0.0.0-255.255.255.255", NULL }, TRUE, FALSE },
		{ { "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0-255.255.255.255", NULL },
			TRUE, TRUE },
		{ { "128.0.0.0/1", "0.0.0.0/1", NULL }, TRUE, FALSE },
		{ { "8000::/1", "::/1", NULL }, FALSE, TRUE },
		{ { "0.0.0.1-255.255.255.255", "::/0", NULL }, FALSE, TRUE },
		{ { "0.0.0.0-255.255.255.254", "::1-ffff::", NULL }, FALSE, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcIpSet) set = set_of(rows[i].texts);

		g_assert_true(hc_ipset_is_all_ipv4(set) == rows[i].v4);
		g_assert_true(hc_ipset_is_all_ipv6(set) == rows[i].v6);
	}
}

static void
test_overlaps(void)
{
	static const struct {
		const char *a[3];
		const char *b[3];
		gboolean wanted;
	} rows[] = {
		{ { "198.51.100.0/24" }, { "198.51.100.7" }, TRUE },
		{ { "198.51.100.0/25" }, { "198.51.100.128/25" }, FALSE },
		{ { "198.51.100.0-198.51.100.10" }, { "198.51.100.10-198.51.100.20" }, TRUE },
		{ { "198.51.100.0-198.51.100.9" }, { "198.51.100.10-198.51.100.20" }, FALSE },
		{ { "203.0.113.1", "198.51.100.1" }, { "203.0.113.2", "198.51.100.1" }, TRUE },
		{ { "203.0.113.0/24" }, { "203.0.112.0-203.0.114.0" }, TRUE },
		{ { "0.0.0.0/0" }, { "::/0" }, FALSE },
		{ { "0.0.0.0/0" }, { "2001:db8::1", "203.0.113.2" }, TRUE },
		{ { "2001:db8::/32" }, { "2001:db8:5::1" }, TRUE },
		{ { NULL }, { "203.0.113.2" }, FALSE },
		{ { NULL }, { NULL }, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcIpSet) a = NULL;
		g_autoptr(HcIpSet) b = NULL;

		g_assert_true(hc_ipset_parse_list(rows[i].a, &a, NULL));
		g_assert_true(hc_ipset_parse_list(rows[i].b, &b, NULL));
		g_assert_true(hc_ipset_overlaps(a, b) == rows[i].wanted);
		g_assert_true(hc_ipset_overlaps(b, a) == rows[i].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/ipset/parse", test_parse);
	g_test_add_func("/base/ipset/refused", test_refused);
	g_test_add_func("/base/ipset/joined", test_joined);
	g_test_add_func("/base/ipset/covers", test_covers);
	g_test_add_func("/base/ipset/overlaps", test_overlaps);
	g_test_add_func("/base/ipset/all", test_all);
	return g_test_run();
}
