/* The client's side of TLS against a server in memory: staples, and chains of handshakes that fail.
 */
#define _GNU_SOURCE /* memmem() */
#include "agent/base/error.h"
#include "agent/collect/tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string.h>

#define STAPLE "0\003\012\001\000 as sent"
#define MOST_OCTETS 65536

/* --- the server ------------------------------------------------------------------------------- */

typedef struct {
	EVP_PKEY *key;
	X509 *cert;
	SSL_CTX *context;
} Server;

static X509 *
sign_certificate(EVP_PKEY *key)
{
	X509 *cert = X509_new();
	X509_NAME *name = X509_get_subject_name(cert);

	X509_NAME_add_entry_by_txt(
		name, "CN", MBSTRING_ASC, (const guint8 *)"mail.contoso.example", -1, -1, 0);
	X509_set_issuer_name(cert, name);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_set_pubkey(cert, key);
	g_assert_cmpint(X509_sign(cert, key, EVP_sha256()), >, 0);
	return cert;
}

static int
on_status(SSL *ssl, void *user)
{
	guint8 *copy = OPENSSL_memdup(STAPLE, sizeof STAPLE);

	(void)user;
	SSL_set_tlsext_status_ocsp_resp(ssl, copy, sizeof STAPLE);
	return SSL_TLSEXT_ERR_OK;
}

static void
set_up(Server *self, gconstpointer data)
{
	(void)data;
	self->key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	self->cert = sign_certificate(self->key);
	self->context = SSL_CTX_new(TLS_server_method());
	SSL_CTX_set_security_level(self->context, 0);
	SSL_CTX_set_min_proto_version(self->context, TLS1_VERSION);
	g_assert_cmpint(SSL_CTX_use_certificate(self->context, self->cert), ==, 1);
	g_assert_cmpint(SSL_CTX_use_PrivateKey(self->context, self->key), ==, 1);
	SSL_CTX_set_tlsext_status_cb(self->context, on_status);
}

static void
tear_down(Server *self, gconstpointer data)
{
	(void)data;
	SSL_CTX_free(self->context);
	X509_free(self->cert);
	EVP_PKEY_free(self->key);
}

/* --- a handshake ------------------------------------------------------------------------------ */

typedef struct {
	HcTranscript *seen;
	HcTlsClient *client;
	HcTls *tls;
	SSL *server;
	gsize step; /* octets handed to the client at once */
} Meeting;

static void
on_seen(const HcRecord *record, gpointer user)
{
	Meeting *self = user;
	HcRecord kept = *record;
	g_autoptr(GBytes) copy = NULL;

	if (record->bytes != NULL) {
		copy = g_bytes_new(
			g_bytes_get_data(record->bytes, NULL), g_bytes_get_size(record->bytes));
		kept.bytes = copy;
	}
	g_assert_true(hc_transcript_add(self->seen, &kept));
}

static void
meet(Meeting *self, const Server *server, guint version)
{
	self->seen = hc_transcript_new(HC_TIME_NONE);
	self->client = hc_tls_client_new(NULL, NULL, NULL);
	self->tls = hc_tls_new(self->client, "mail.contoso.example", version, on_seen, self);
	self->server = SSL_new(server->context);
	self->step = MOST_OCTETS;
	SSL_set_bio(self->server, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
	SSL_set_accept_state(self->server);
}

static void
part(Meeting *self)
{
	hc_tls_free(self->tls);
	hc_tls_client_free(self->client);
	hc_transcript_free(self->seen);
	SSL_free(self->server);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Meeting, part)

static void
carry_to_server(Meeting *self)
{
	g_autofree guint8 *octets = g_malloc(MOST_OCTETS);
	gsize n = hc_tls_drain(self->tls, octets, MOST_OCTETS);

	if (n > 0)
		BIO_write(SSL_get_rbio(self->server), octets, (int)n);
	SSL_do_handshake(self->server);
}

/* What the server says now; its length. */
static gsize
listen_to_server(Meeting *self, guint8 *octets)
{
	int n = BIO_read(SSL_get_wbio(self->server), octets, MOST_OCTETS);

	return n > 0 ? (gsize)n : 0;
}

static HcTlsState
hand_to_client(Meeting *self, const guint8 *octets, gsize n)
{
	HcTlsState state = HC_TLS_WAITING;

	for (gsize at = 0; at < n && state == HC_TLS_WAITING; at += self->step) {
		hc_tls_feed(self->tls, octets + at, MIN(self->step, n - at));
		state = hc_tls_shake(self->tls);
	}
	return state;
}

static HcTlsState
shake_hands(Meeting *self)
{
	g_autofree guint8 *octets = g_malloc(MOST_OCTETS);
	HcTlsState state = hc_tls_shake(self->tls);

	for (guint round = 0; state == HC_TLS_WAITING && round < 4; round++) {
		carry_to_server(self);
		state = hand_to_client(self, octets, listen_to_server(self, octets));
	}
	return state;
}

static guint
count(const Meeting *self, HcRecordKind kind)
{
	guint n = 0;

	for (guint i = 0; i < hc_transcript_n(self->seen); i++)
		n += hc_transcript_at(self->seen, i)->kind == kind;
	return n;
}

static const HcRecord *
first_of(const Meeting *self, HcRecordKind kind)
{
	for (guint i = 0; i < hc_transcript_n(self->seen); i++) {
		if (hc_transcript_at(self->seen, i)->kind == kind)
			return hc_transcript_at(self->seen, i);
	}
	g_assert_not_reached();
}

/* The octets of the server's certificate, as it sends them. */
static GBytes *
der_of(const Server *server)
{
	guint8 *der = NULL;
	int n = i2d_X509(server->cert, &der);
	GBytes *bytes = g_bytes_new(der, (gsize)n);

	OPENSSL_free(der);
	return bytes;
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
test_versions(Server *server, gconstpointer data)
{
	static const struct {
		guint version;
		const char *name;
	} rows[] = { { TLS1_VERSION, "version=TLSv1 " }, { TLS1_1_VERSION, "version=TLSv1.1 " },
		{ TLS1_2_VERSION, "version=TLSv1.2 " }, { TLS1_3_VERSION, "version=TLSv1.3 " } };
	g_autoptr(GBytes) der = der_of(server);
	g_autoptr(GBytes) staple = g_bytes_new_static(STAPLE, sizeof STAPLE);

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(Meeting) meeting = { 0 };

		meet(&meeting, server, rows[i].version);
		g_assert_true(shake_hands(&meeting) == HC_TLS_OPEN);
		g_assert_true(
			g_str_has_prefix(first_of(&meeting, HC_RECORD_HELLO)->text, rows[i].name));
		g_assert_true(
			g_str_has_prefix(first_of(&meeting, HC_RECORD_TLS)->text, rows[i].name));
		g_assert_cmpuint(count(&meeting, HC_RECORD_CERTIFICATE), ==, 1);
		g_assert_true(g_bytes_equal(first_of(&meeting, HC_RECORD_CERTIFICATE)->bytes, der));
		g_assert_cmpuint(count(&meeting, HC_RECORD_STAPLE), ==, 1);
		g_assert_true(g_bytes_equal(first_of(&meeting, HC_RECORD_STAPLE)->bytes, staple));
		g_assert_cmpuint(count(&meeting, HC_RECORD_ERROR), ==, 0);
	}
}

/* However the octets come, the same is seen. */
static void
test_octet_by_octet(Server *server, gconstpointer data)
{
	g_auto(Meeting) meeting = { 0 };

	(void)data;
	meet(&meeting, server, TLS1_2_VERSION);
	meeting.step = 1;
	g_assert_true(shake_hands(&meeting) == HC_TLS_OPEN);
	g_assert_cmpuint(count(&meeting, HC_RECORD_CERTIFICATE), ==, 1);
	g_assert_cmpuint(count(&meeting, HC_RECORD_STAPLE), ==, 1);
	g_assert_cmpuint(count(&meeting, HC_RECORD_HELLO), ==, 1);
}

/* The first flight of TLS 1.2 is in clear: one octet of it is changed at @at, and handed over. */
static HcTlsState
shake_hands_damaged(Meeting *self, GBytes *der, gsize offset)
{
	g_autofree guint8 *octets = g_malloc(MOST_OCTETS);
	gsize n = 0;
	gsize n_der = 0;
	const guint8 *wanted = g_bytes_get_data(der, &n_der);
	guint8 *found = NULL;

	hc_tls_shake(self->tls);
	carry_to_server(self);
	n = listen_to_server(self, octets);
	found = memmem(octets, n, wanted, n_der);
	g_assert_nonnull(found);
	found[offset] ^= 0xFF;
	return hand_to_client(self, octets, n);
}

/* A certificate that OpenSSL cannot read was presented all the same. */
static void
test_unreadable_certificate(Server *server, gconstpointer data)
{
	g_auto(Meeting) meeting = { 0 };
	g_autoptr(GBytes) der = der_of(server);
	GBytes *seen = NULL;

	(void)data;
	meet(&meeting, server, TLS1_2_VERSION);
	g_assert_true(shake_hands_damaged(&meeting, der, 0) == HC_TLS_FAILED);
	seen = first_of(&meeting, HC_RECORD_CERTIFICATE)->bytes;
	g_assert_cmpuint(g_bytes_get_size(seen), ==, g_bytes_get_size(der));
	g_assert_false(g_bytes_equal(seen, der));
	g_assert_true(first_of(&meeting, HC_RECORD_ALERT)->sent);
	g_assert_cmpint(first_of(&meeting, HC_RECORD_ERROR)->code, ==, 0);
	g_assert_cmpuint(count(&meeting, HC_RECORD_TLS), ==, 0);
}

/* The signature of the key exchange, behind the certificate, is wrong. */
static void
test_certificate_of_a_failed_handshake(Server *server, gconstpointer data)
{
	g_auto(Meeting) meeting = { 0 };
	g_autoptr(GBytes) der = der_of(server);

	(void)data;
	SSL_CTX_set_tlsext_status_cb(server->context, NULL);
	meet(&meeting, server, TLS1_2_VERSION);
	g_assert_true(
		shake_hands_damaged(&meeting, der, g_bytes_get_size(der) + 30) == HC_TLS_FAILED);
	g_assert_true(g_bytes_equal(first_of(&meeting, HC_RECORD_CERTIFICATE)->bytes, der));
	g_assert_cmpuint(count(&meeting, HC_RECORD_ERROR), ==, 1);
	g_assert_cmpuint(count(&meeting, HC_RECORD_TLS), ==, 0);
}

/* Every cut of the first flight waits for more, and none of them is a fault. */
static void
test_every_prefix_waits(Server *server, gconstpointer data)
{
	g_autofree guint8 *octets = g_malloc(MOST_OCTETS);

	(void)data;
	for (gsize cut = 0; cut < 1000; cut += 7) {
		g_auto(Meeting) meeting = { 0 };
		gsize n = 0;

		meet(&meeting, server, TLS1_2_VERSION);
		hc_tls_shake(meeting.tls);
		carry_to_server(&meeting);
		n = listen_to_server(&meeting, octets);
		g_assert_true(hand_to_client(&meeting, octets, MIN(cut, n - 1)) == HC_TLS_WAITING);
		g_assert_cmpuint(count(&meeting, HC_RECORD_ERROR), ==, 0);
	}
}

static char *
pem_of(int (*write)(BIO *, const Server *), const Server *server)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *octets = NULL;
	char *text = NULL;
	long n = 0;

	g_assert_cmpint(write(bio, server), ==, 1);
	n = BIO_get_mem_data(bio, &octets);
	text = g_strndup(octets, (gsize)n);
	BIO_free(bio);
	return text;
}

static int
write_cert(BIO *bio, const Server *server)
{
	return PEM_write_bio_X509(bio, server->cert);
}

static int
write_key(BIO *bio, const Server *server)
{
	return PEM_write_bio_PrivateKey(bio, server->key, NULL, NULL, 0, NULL, NULL);
}

static int
write_locked_key(BIO *bio, const Server *server)
{
	return PEM_write_bio_PrivateKey(bio, server->key, EVP_aes_128_cbc(),
		(const unsigned char *)"password", 8, NULL, NULL);
}

static int
write_other_key(BIO *bio, const Server *server)
{
	EVP_PKEY *other = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	int result = PEM_write_bio_PrivateKey(bio, other, NULL, NULL, 0, NULL, NULL);

	(void)server;
	EVP_PKEY_free(other);
	return result;
}

static void
test_client_certificate(Server *server, gconstpointer data)
{
	g_autofree char *cert = pem_of(write_cert, server);
	g_autofree char *key = pem_of(write_key, server);
	g_autofree char *locked = pem_of(write_locked_key, server);
	g_autofree char *other = pem_of(write_other_key, server);
	g_autofree char *twice = g_strconcat(cert, cert, NULL);
	const struct {
		const char *cert;
		const char *key;
		gboolean is_fit;
	} rows[] = { { NULL, NULL, TRUE }, { cert, key, TRUE }, { twice, key, TRUE },
		{ cert, NULL, FALSE }, { NULL, key, FALSE }, { "", key, FALSE },
		{ key, key, FALSE }, { cert, cert, FALSE }, { cert, locked, FALSE },
		{ cert, other, FALSE } };

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(HcTlsClient) client =
			hc_tls_client_new(rows[i].cert, rows[i].key, &error);

		g_test_message("row %u", i);
		g_assert_true((client != NULL) == rows[i].is_fit);
		if (!rows[i].is_fit)
			g_assert_error(error, HC_ERROR, HC_ERROR_INPUT);
	}
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(Server *server, gconstpointer data);
	} rows[] = {
		{ "/collect/tls/versions-and-staples", test_versions },
		{ "/collect/tls/octet-by-octet", test_octet_by_octet },
		{ "/collect/tls/unreadable-certificate", test_unreadable_certificate },
		{ "/collect/tls/certificate-of-a-failed-handshake",
			test_certificate_of_a_failed_handshake },
		{ "/collect/tls/every-prefix-waits", test_every_prefix_waits },
		{ "/collect/tls/client-certificate", test_client_certificate },
	};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		g_test_add(rows[i].path, Server, NULL, set_up, rows[i].test, tear_down);
	return g_test_run();
}
