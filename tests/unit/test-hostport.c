/* "HOST[:PORT]": what is taken, and why the rest is refused. */
#include "agent/base/error.h"
#include "agent/base/hostport.h"

#include <string.h>

static void
test_taken(void)
{
	static const struct {
		const char *text;
		const char *host;
		guint16 port;
		const char *again;
	} cases[] = {
		{ "mail.contoso.example", "mail.contoso.example", 25, "mail.contoso.example:25" },
		{ "Mail.Contoso.Example.", "mail.contoso.example", 25, "mail.contoso.example:25" },
		{ "mail.contoso.example:2525", "mail.contoso.example", 2525,
			"mail.contoso.example:2525" },
		{ "localhost:1", "localhost", 1, "localhost:1" },
		{ "_25._tcp.contoso.example:65535", "_25._tcp.contoso.example", 65535,
			"_25._tcp.contoso.example:65535" },
		{ "4u.contoso.example", "4u.contoso.example", 25, "4u.contoso.example:25" },
		{ "xn--mller-kva.example", "xn--mller-kva.example", 25,
			"xn--mller-kva.example:25" },
		{ "198.51.100.7", "198.51.100.7", 25, "198.51.100.7:25" },
		{ "198.51.100.7:587", "198.51.100.7", 587, "198.51.100.7:587" },
		{ "2001:db8::1", "2001:db8::1", 25, "[2001:db8::1]:25" },
		{ "[2001:DB8::1]", "2001:db8::1", 25, "[2001:db8::1]:25" },
		{ "[2001:db8::1]:2525", "2001:db8::1", 2525, "[2001:db8::1]:2525" },
		{ "::1", "::1", 25, "[::1]:25" },
		{ "::ffff:198.51.100.7", "::ffff:198.51.100.7", 25, "[::ffff:198.51.100.7]:25" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *host = NULL;
		g_autofree char *again = NULL;
		g_autoptr(GError) error = NULL;
		guint16 port = 0;

		g_assert_true(hc_hostport_parse(cases[i].text, 25, &host, &port, &error));
		g_assert_no_error(error);
		g_assert_cmpstr(host, ==, cases[i].host);
		g_assert_cmpuint(port, ==, cases[i].port);
		again = hc_hostport_text(host, port);
		g_assert_cmpstr(again, ==, cases[i].again);
	}
}

static void
test_refused(void)
{
	static const struct {
		const char *text;
		const char *word;
	} cases[] = {
		{ "", "nothing is named" },
		{ ":25", "no host" },
		{ "mail.contoso.example:", "port" },
		{ "mail.contoso.example:0", "port" },
		{ "mail.contoso.example:65536", "port" },
		{ "mail.contoso.example:99999999999999999999", "port" },
		{ "mail.contoso.example:+25", "port" },
		{ "mail.contoso.example:25 ", "port" },
		{ "mail.contoso.example:smtp", "port" },
		{ "[2001:db8::1", "[ADDRESS]" },
		{ "[2001:db8::1]25", "[ADDRESS]" },
		{ "[2001:db8::1]:", "port" },
		{ "[198.51.100.7]:25", "brackets" },
		{ "[]:25", "brackets" },
		{ "2001:db8::1::2", "IPv6" },
		{ "mail:25:25", "IPv6" },
		{ "fe80::1%eth0", "zone" },
		{ "198.51.100", "neither" },
		{ "198.51.100.256", "neither" },
		{ "198.051.100.007", "neither" },
		{ "0x7f.0x1", "neither" },
		{ "2130706433", "neither" },
		{ "-mail.contoso.example", "neither" },
		{ "mail-.contoso.example", "neither" },
		{ "mail..contoso.example", "neither" },
		{ ".contoso.example", "neither" },
		{ "mail contoso", "neither" },
		{ "smtp://mail.contoso.example", "port" },
		{ "mail.contoso.example/x", "neither" },
		{ "*.contoso.example", "neither" },
		{ "mäil.example", "xn--" },
		{ "mail\r\nEHLO x", "neither" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *host = NULL;
		g_autoptr(GError) error = NULL;
		guint16 port = 7;

		g_assert_false(hc_hostport_parse(cases[i].text, 25, &host, &port, &error));
		g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
		if (strstr(error->message, cases[i].word) == NULL)
			g_error("\"%s\": %s", cases[i].text, error->message);
		g_assert_null(strpbrk(error->message, "\r\n"));
		g_assert_null(host);
		g_assert_cmpuint(port, ==, 7);
	}
}

/* 63 octets of a label and 253 of a name are the most there may be. */
static void
test_lengths(void)
{
	g_autofree char *label = g_strnfill(63, 'a');
	g_autofree char *longer = g_strnfill(64, 'a');
	g_autofree char *rest = g_strnfill(61, 'a');
	g_autofree char *whole = g_strdup_printf("%s.%s.%s.%s", label, label, label, rest);
	g_autofree char *dotted = g_strconcat(whole, ".", NULL);
	g_autofree char *over = g_strconcat(whole, "a", NULL);

	g_assert_true(hc_hostport_is_name(label));
	g_assert_false(hc_hostport_is_name(longer));
	g_assert_cmpuint(strlen(whole), ==, 253);
	g_assert_true(hc_hostport_is_name(whole));
	g_assert_true(hc_hostport_is_name(dotted));
	g_assert_false(hc_hostport_is_name(over));
	g_assert_false(hc_hostport_is_name("."));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/hostport/taken", test_taken);
	g_test_add_func("/base/hostport/refused", test_refused);
	g_test_add_func("/base/hostport/lengths", test_lengths);
	return g_test_run();
}
