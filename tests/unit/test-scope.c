/* Which addresses a stranger may have us ask. */
#include "agent/base/scope.h"

static void
test_words(void)
{
	static const struct {
		const char *address;
		const char *word;
	} rows[] = {
		{ "203.0.113.25", NULL },
		{ "10.1.2.3", NULL },
		{ "192.168.0.1", NULL },
		{ "126.255.255.255", NULL },
		{ "127.0.0.1", "loopback" },
		{ "127.255.255.255", "loopback" },
		{ "128.0.0.0", NULL },
		{ "0.0.0.0", "unspecified" },
		{ "0.1.2.3", "unspecified" },
		{ "169.254.169.254", "link-local" },
		{ "169.253.255.255", NULL },
		{ "169.255.0.0", NULL },
		{ "223.255.255.255", NULL },
		{ "224.0.0.1", "multicast" },
		{ "239.255.255.250", "multicast" },
		{ "240.0.0.1", "reserved" },
		{ "255.255.255.255", "reserved" },
		{ "2001:db8::25", NULL },
		{ "fd00::1", NULL },
		{ "::1", "loopback" },
		{ "::", "unspecified" },
		{ "::2", "unspecified" },
		{ "::7f00:1", "unspecified" },
		{ "fe80::1", "link-local" },
		{ "febf::1", "link-local" },
		{ "fec0::1", "link-local" },
		{ "fe7f::1", NULL },
		{ "ff02::1", "multicast" },
		{ "::ffff:127.0.0.1", "loopback" },
		{ "::ffff:a9fe:a9fe", "link-local" },
		{ "::ffff:203.0.113.25", NULL },
		{ "::ffff:0:127.0.0.1", "loopback" },
		{ "64:ff9b::127.0.0.1", "loopback" },
		{ "64:ff9b::203.0.113.25", NULL },
		{ "64:ff9b:1::169.254.0.1", "link-local" },
		{ "2002:7f00:1::1", "loopback" },
		{ "2002:cb00:7119::1", NULL },
		{ "mail.contoso.example", "no address" },
		{ "127.1", "no address" },
		{ "fe80::1%eth0", "no address" },
		{ "", "no address" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].address);
		g_assert_cmpstr(hc_scope_why_not(rows[i].address), ==, rows[i].word);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/scope/words", test_words);
	return g_test_run();
}
