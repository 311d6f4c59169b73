/* What a TLS server says in its handshake messages.  Room: collect. */
#include "agent/collect/tls-message.h"

#define TLS_1_3 0x0304
#define HEADER_OCTETS 4
#define RANDOM_OCTETS 32

enum {
	MESSAGE_SERVER_HELLO = 2,
	MESSAGE_CERTIFICATE = 11,
	MESSAGE_CERTIFICATE_REQUEST = 13,
	EXTENSION_SUPPORTED_VERSIONS = 43,
};

/* What is left to read; sticks at nothing once something was missing. */
typedef struct {
	const guint8 *at;
	gsize n;
	gboolean is_cut;
} Octets;

static Octets
take(Octets *self, gsize n)
{
	Octets taken = { self->at, n, FALSE };

	if (n > self->n) {
		self->n = 0;
		self->is_cut = TRUE;
		return (Octets){ self->at, 0, TRUE };
	}
	self->at += n;
	self->n -= n;
	return taken;
}

static guint
take_number(Octets *self, gsize n_octets)
{
	Octets taken = take(self, n_octets);
	guint number = 0;

	for (gsize i = 0; i < taken.n; i++)
		number = number << 8 | taken.at[i];
	return number;
}

/* As many octets as the number of @n_octets before them says. */
static Octets
take_counted(Octets *self, gsize n_octets)
{
	gsize n = take_number(self, n_octets);

	return take(self, n);
}

static gboolean
open_message(const guint8 *octets, gsize n, guint type, Octets *ret_body)
{
	Octets all = { octets, n, FALSE };

	if (n < HEADER_OCTETS || take_number(&all, 1) != type)
		return FALSE;
	*ret_body = take_counted(&all, 3);
	return !ret_body->is_cut;
}

/* RFC 8446 4.2.1: TLS 1.3 stands in an extension, and calls itself 1.2 before. */
static guint
version_in(Octets extensions, guint otherwise)
{
	while (extensions.n > 0) {
		guint type = take_number(&extensions, 2);
		Octets data = take_counted(&extensions, 2);

		if (type == EXTENSION_SUPPORTED_VERSIONS && data.n == 2)
			return take_number(&data, 2);
	}
	return otherwise;
}

gboolean
hc_tls_message_hello(const guint8 *octets, gsize n, HcTlsHello *ret_hello)
{
	Octets body = { 0 };
	guint version = 0;
	guint cipher = 0;

	if (!open_message(octets, n, MESSAGE_SERVER_HELLO, &body))
		return FALSE;
	version = take_number(&body, 2);
	take(&body, RANDOM_OCTETS);
	take_counted(&body, 1); /* session */
	cipher = take_number(&body, 2);
	take(&body, 1); /* compression */
	if (body.is_cut)
		return FALSE;
	ret_hello->version = version_in(take_counted(&body, 2), version);
	ret_hello->cipher = cipher;
	return TRUE;
}

void
hc_tls_message_certificates(
	const guint8 *octets, gsize n, guint version, HcTlsCertificate each, gpointer user)
{
	Octets body = { 0 };
	Octets list = { 0 };

	if (!open_message(octets, n, MESSAGE_CERTIFICATE, &body))
		return;
	if (version >= TLS_1_3)
		take_counted(&body, 1); /* the request's context */
	list = take_counted(&body, 3);
	while (list.n > 0) {
		Octets der = take_counted(&list, 3);

		if (der.n > 0)
			each(der.at, der.n, user);
		if (version >= TLS_1_3)
			take_counted(&list, 2); /* extensions */
	}
}

gboolean
hc_tls_message_is_certificate_request(const guint8 *octets, gsize n)
{
	Octets body = { 0 };

	return open_message(octets, n, MESSAGE_CERTIFICATE_REQUEST, &body);
}

/* In the order of the TLS Alerts registry. */
static const struct {
	guint8 code;
	const char *name;
} alerts[] = {
	{ 0, "close_notify" },
	{ 10, "unexpected_message" },
	{ 20, "bad_record_mac" },
	{ 21, "decryption_failed" },
	{ 22, "record_overflow" },
	{ 30, "decompression_failure" },
	{ 40, "handshake_failure" },
	{ 41, "no_certificate" },
	{ 42, "bad_certificate" },
	{ 43, "unsupported_certificate" },
	{ 44, "certificate_revoked" },
	{ 45, "certificate_expired" },
	{ 46, "certificate_unknown" },
	{ 47, "illegal_parameter" },
	{ 48, "unknown_ca" },
	{ 49, "access_denied" },
	{ 50, "decode_error" },
	{ 51, "decrypt_error" },
	{ 60, "export_restriction" },
	{ 70, "protocol_version" },
	{ 71, "insufficient_security" },
	{ 80, "internal_error" },
	{ 86, "inappropriate_fallback" },
	{ 90, "user_canceled" },
	{ 100, "no_renegotiation" },
	{ 109, "missing_extension" },
	{ 110, "unsupported_extension" },
	{ 111, "certificate_unobtainable" },
	{ 112, "unrecognized_name" },
	{ 113, "bad_certificate_status_response" },
	{ 114, "bad_certificate_hash_value" },
	{ 115, "unknown_psk_identity" },
	{ 116, "certificate_required" },
	{ 120, "no_application_protocol" },
};

char *
hc_tls_alert_name(guint code)
{
	for (gsize i = 0; i < G_N_ELEMENTS(alerts); i++) {
		if (alerts[i].code == code)
			return g_strdup(alerts[i].name);
	}
	return g_strdup_printf("alert_%u", code);
}
