/* Handshake messages of TLS servers, version by version, whole and cut. */
#include "agent/collect/tls-message.h"

#include <string.h>

#define SAMPLE_OCTETS 256

static gsize
read_sample(const char *name, guint8 *octets)
{
	g_autofree char *path = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "tls-message", name, NULL);
	g_autofree char *contents = NULL;
	gsize n = 0;

	g_assert_true(g_file_get_contents(path, &contents, &n, NULL));
	g_assert_cmpuint(n, <, SAMPLE_OCTETS);
	/* The first octet is the version, for the fuzzer. */
	memcpy(octets, contents + 1, n - 1);
	return n - 1;
}

static void
test_hello(void)
{
	static const struct {
		const char *sample;
		HcTlsHello hello;
	} rows[] = {
		{ "hello-1-0.bin", { 0x0301, 0x002F } },
		{ "hello-1-3.bin", { 0x0304, 0x1302 } },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint8 octets[SAMPLE_OCTETS];
		gsize n = read_sample(rows[i].sample, octets);
		HcTlsHello hello = { 0 };

		g_assert_true(hc_tls_message_hello(octets, n, &hello));
		g_assert_cmphex(hello.version, ==, rows[i].hello.version);
		g_assert_cmphex(hello.cipher, ==, rows[i].hello.cipher);
		g_assert_false(hc_tls_message_is_certificate_request(octets, n));
		for (gsize cut = 0; cut < n; cut++)
			g_assert_false(hc_tls_message_hello(octets, cut, &hello));
	}
}

static void
append_octets(const guint8 *der, gsize n, gpointer user)
{
	GString *seen = user;

	for (gsize i = 0; i < n; i++)
		g_string_append_printf(seen, "%02x", der[i]);
	g_string_append_c(seen, ' ');
}

static void
test_certificates(void)
{
	static const struct {
		const char *sample;
		guint version;
		const char *seen;
	} rows[] = {
		{ "certificates-1-2.bin", 0x0303, "3003020101 3003020102 " },
		{ "certificates-1-3.bin", 0x0304, "3003020101 3003020102 " },
		{ "certificates-none.bin", 0x0303, "" },
		{ "hello-1-3.bin", 0x0304, "" },
		{ "certificate-request.bin", 0x0303, "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint8 octets[SAMPLE_OCTETS];
		gsize n = read_sample(rows[i].sample, octets);
		g_autoptr(GString) seen = g_string_new(NULL);

		hc_tls_message_certificates(octets, n, rows[i].version, append_octets, seen);
		g_assert_cmpstr(seen->str, ==, rows[i].seen);
		for (gsize cut = 0; cut < n; cut++)
			hc_tls_message_certificates(
				octets, cut, rows[i].version, append_octets, seen);
		/* A message that is cut is none. */
		g_assert_cmpstr(seen->str, ==, rows[i].seen);
	}
}

/* The list says that it is longer than the message: what is whole in it is still seen. */
static void
test_certificate_cut_inside(void)
{
	static const guint8 octets[] = { 11, 0, 0, 12, 0, 0, 9, 0, 0, 1, 0x30, 0, 0, 9, 0x30,
		0x31 };
	g_autoptr(GString) seen = g_string_new(NULL);

	hc_tls_message_certificates(octets, sizeof octets, 0x0303, append_octets, seen);
	g_assert_cmpstr(seen->str, ==, "30 ");
}

static void
test_request(void)
{
	guint8 octets[SAMPLE_OCTETS];
	gsize n = read_sample("certificate-request.bin", octets);

	g_assert_true(hc_tls_message_is_certificate_request(octets, n));
	g_assert_false(hc_tls_message_is_certificate_request(octets, n - 1));
}

static void
test_alert_names(void)
{
	static const struct {
		guint code;
		const char *name;
	} rows[] = { { 40, "handshake_failure" }, { 48, "unknown_ca" }, { 70, "protocol_version" },
		{ 116, "certificate_required" }, { 200, "alert_200" } };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *name = hc_tls_alert_name(rows[i].code);

		g_assert_cmpstr(name, ==, rows[i].name);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/collect/tls-message/hello", test_hello);
	g_test_add_func("/collect/tls-message/certificates", test_certificates);
	g_test_add_func("/collect/tls-message/certificate-cut-inside", test_certificate_cut_inside);
	g_test_add_func("/collect/tls-message/request", test_request);
	g_test_add_func("/collect/tls-message/alert-names", test_alert_names);
	return g_test_run();
}
