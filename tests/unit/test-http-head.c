/* Heads of HTTP answers, whole and in part, and where they lead. */
#include "agent/base/http-head.h"

#include <string.h>

static HcHttpHead *
read_text(const char *text, gsize *ret_taken)
{
	return hc_http_head_read(text, strlen(text), ret_taken);
}

static void
test_status(void)
{
	static const struct {
		const char *text;
		guint status; /* 0: it is none */
		gboolean is_whole;
		gsize taken;
	} rows[] = {
		{ "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody", 200, TRUE, 30 },
		{ "HTTP/1.0 401\n\nbody", 401, TRUE, 14 },
		{ "HTTP/1.1 503 Busy\r\nServer", 503, FALSE, 25 },
		{ "HTTP/1.1 204", 204, FALSE, 12 },
		{ "HTTP/1.1 20", 0, FALSE, 0 },
		{ "HTTP/1.1 2000 OK\r\n\r\n", 0, FALSE, 0 },
		{ "HTTP/1.1 099 OK\r\n\r\n", 0, FALSE, 0 },
		{ "HTTP/2 200\r\n\r\n", 0, FALSE, 0 },
		{ "220 mail.contoso.example ESMTP\r\n", 0, FALSE, 0 },
		{ "", 0, FALSE, 0 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		gsize taken = 0;
		g_autoptr(HcHttpHead) head = read_text(rows[i].text, &taken);

		g_assert_cmpuint(taken, ==, rows[i].taken);
		g_assert_cmpuint(head != NULL ? hc_http_head_status(head) : 0, ==, rows[i].status);
		if (head != NULL)
			g_assert_cmpint(hc_http_head_is_whole(head), ==, rows[i].is_whole);
	}
}

static void
test_interim(void)
{
	gsize taken = 0;
	g_autoptr(HcHttpHead) hints = read_text("HTTP/1.1 103 Early Hints\r\n\r\n", &taken);
	g_autoptr(HcHttpHead) other = read_text("HTTP/1.1 101 Switching\r\n\r\n", &taken);

	g_assert_true(hc_http_head_is_interim(hints));
	g_assert_false(hc_http_head_is_interim(other));
}

static void
test_fields(void)
{
	static const char text[] = "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\n"
				   "www-authenticate:NTLM\r\n: nameless\r\nno colon\r\n"
				   "X-Long: a\r\n\tb\r\nX-Nul: a\0b\r\n\r\n";
	gsize taken = 0;
	g_autoptr(HcHttpHead) head = hc_http_head_read(text, sizeof text - 1, &taken);
	g_autofree char *schemes = hc_http_head_field(head, "WWW-Authenticate");
	g_autofree char *folded = hc_http_head_field(head, "x-long");
	g_autofree char *nul = hc_http_head_field(head, "X-Nul");

	g_assert_cmpuint(taken, ==, sizeof text - 1);
	g_assert_cmpstr(schemes, ==, "Negotiate, NTLM");
	g_assert_cmpstr(folded, ==, "a b");
	g_assert_cmpstr(nul, ==, "a?b");
	g_assert_null(hc_http_head_field(head, "Server"));
}

static void
test_redirect(void)
{
	static const struct {
		const char *status;
		const char *location;
		const char *target;
		const char *path; /* NULL: not followed */
	} rows[] = {
		{ "302", "/owa/?a=b", "https://mail.contoso.example/owa/?a=b", "/owa/?a=b" },
		{ "301", "other", "https://mail.contoso.example/EWS/other", "/EWS/other" },
		{ "307", "https://MAIL.contoso.example:443/x", "https://MAIL.contoso.example:443/x",
			"/x" },
		{ "308", "https://mail.contoso.example", "https://mail.contoso.example", "/" },
		{ "302", "//mail.contoso.example/x", "https://mail.contoso.example/x", "/x" },
		{ "302", "http://mail.contoso.example/x", "http://mail.contoso.example/x", NULL },
		{ "302", "https://evil.example/x", "https://evil.example/x", NULL },
		{ "302", "//evil.example/x", "https://evil.example/x", NULL },
		{ "302", "https://mail.contoso.example:8443/", "https://mail.contoso.example:8443/",
			NULL },
		{ "302", "https://a:b@mail.contoso.example/", "https://a:b@mail.contoso.example/",
			NULL },
		{ "302", "file:///etc/passwd", "file:///etc/passwd", NULL },
		{ "302", "https://[::1", NULL, NULL },
		{ "200", "/owa", NULL, NULL },
		{ "304", "/owa", NULL, NULL },
	};
	static const char url[] = "https://mail.contoso.example/EWS/Exchange.asmx";

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf(
			"HTTP/1.1 %s x\r\nLocation: %s\r\n\r\n", rows[i].status, rows[i].location);
		gsize taken = 0;
		g_autoptr(HcHttpHead) head = read_text(text, &taken);
		g_autofree char *target = hc_http_head_redirect(head, url);
		g_autofree char *path = NULL;

		g_assert_cmpstr(target, ==, rows[i].target);
		if (target != NULL)
			g_assert_cmpint(
				hc_http_may_follow(url, target, &path), ==, rows[i].path != NULL);
		g_assert_cmpstr(path, ==, rows[i].path);
	}
}

/* What an answer in clear leads to is never followed. */
static void
test_clear_is_not_followed(void)
{
	g_assert_false(hc_http_may_follow(
		"http://crl.contoso.example/a.crl", "http://crl.contoso.example/b.crl", NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/http-head/status", test_status);
	g_test_add_func("/base/http-head/interim", test_interim);
	g_test_add_func("/base/http-head/fields", test_fields);
	g_test_add_func("/base/http-head/redirect", test_redirect);
	g_test_add_func("/base/http-head/clear-is-not-followed", test_clear_is_not_followed);
	return g_test_run();
}
