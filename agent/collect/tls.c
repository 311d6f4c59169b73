/* The client's side of TLS, for looking.  Room: collect. */
#include "agent/collect/tls.h"
#include "agent/base/error.h"
#include "agent/collect/tls-message.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>

/* Weak ciphers too; but none without a certificate, which Exchange Online would not take either. */
#define CIPHERS "ALL:!aNULL:!PSK:!SRP:@SECLEVEL=0"

struct HcTlsClient {
	SSL_CTX *context;
};

struct HcTls {
	SSL *ssl;
	gboolean is_watching; /* @ssl is another's */
	gboolean is_done;
	BIO *from_peer; /* both belong to @ssl */
	BIO *to_peer;
	HcTlsSeen seen;
	gpointer user;
	guint version;     /* of the ServerHello */
	gboolean is_asked; /* for a certificate */
	gboolean has_staple;
};

/* Where an SSL keeps its HcTls; others use the place that OpenSSL has for applications. */
static int
place_of_ours(void)
{
	static gsize place_and_one;

	if (g_once_init_enter(&place_and_one))
		g_once_init_leave(
			&place_and_one, (gsize)SSL_get_ex_new_index(0, NULL, NULL, NULL, NULL) + 1);
	return (int)(place_and_one - 1);
}

/* --- what the peer shows ---------------------------------------------------------------------- */

static const char *
version_name(guint version)
{
	switch (version) {
	case TLS1_VERSION:
		return "TLSv1";
	case TLS1_1_VERSION:
		return "TLSv1.1";
	case TLS1_2_VERSION:
		return "TLSv1.2";
	case TLS1_3_VERSION:
		return "TLSv1.3";
	}
	return "unknown";
}

static void
saw_certificate(const guint8 *der, gsize n, gpointer user)
{
	HcTls *self = user;
	g_autoptr(GBytes) bytes = g_bytes_new_static(der, n);

	self->seen(&(HcRecord){ .kind = HC_RECORD_CERTIFICATE, .bytes = bytes }, self->user);
}

static void
saw_hello(HcTls *self, const HcTlsHello *hello)
{
	const guint8 id[] = { (guint8)(hello->cipher >> 8), (guint8)hello->cipher };
	const SSL_CIPHER *cipher = SSL_CIPHER_find(self->ssl, id);
	g_autofree char *text =
		g_strdup_printf("version=%s cipher=%s", version_name(hello->version),
			cipher != NULL ? SSL_CIPHER_get_name(cipher) : "unknown");

	self->version = hello->version;
	self->seen(&(HcRecord){ .kind = HC_RECORD_HELLO, .text = text }, self->user);
}

/* A handshake that fails for want of a certificate comes to no other record that says it. */
static void
saw_request(HcTls *self)
{
	self->is_asked = TRUE;
	self->seen(&(HcRecord){ .kind = HC_RECORD_HELLO, .text = "client-certificate=requested" },
		self->user);
}

/* RFC 8446 5.1: the first octet of a record is its type. */
static gboolean
begins_tls(const guint8 *octets, gsize n)
{
	return n == 0 ||
	       (octets[0] >= SSL3_RT_CHANGE_CIPHER_SPEC && octets[0] <= SSL3_RT_APPLICATION_DATA);
}

static void
saw_record(HcTls *self, const guint8 *octets, gsize n)
{
	g_autoptr(GBytes) bytes = NULL;

	if (!self->is_watching || self->version != 0 || begins_tls(octets, n))
		return;
	bytes = g_bytes_new(octets, n);
	self->seen(&(HcRecord){ .kind = HC_RECORD_RECEIVED, .bytes = bytes }, self->user);
}

/* The first message is ours, so that every alert finds its connection. */
static void
meet(HcTls *self, SSL *ssl)
{
	if (self->ssl != NULL)
		return;
	self->ssl = ssl;
	SSL_set_ex_data(ssl, place_of_ours(), self);
}

/* Before OpenSSL judges a message, so that what it refuses is seen as well. */
static void
on_message(int is_ours, int version, int type, const void *octets, size_t n, SSL *ssl, void *user)
{
	HcTls *self = user;
	HcTlsHello hello = { 0 };

	(void)version;
	meet(self, ssl);
	if (!is_ours && type == SSL3_RT_HEADER)
		saw_record(self, octets, n);
	if (is_ours || type != SSL3_RT_HANDSHAKE)
		return;
	/* A server may say Hello twice (RFC 8446 4.1.4), with the same version and cipher. */
	if (self->version == 0 && hc_tls_message_hello(octets, n, &hello))
		saw_hello(self, &hello);
	else if (hc_tls_message_is_certificate_request(octets, n))
		saw_request(self);
	else
		hc_tls_message_certificates(octets, n, self->version, saw_certificate, self);
}

static void
saw_staple(HcTls *self)
{
	const guint8 *octets = NULL;
	long n = SSL_get_tlsext_status_ocsp_resp(self->ssl, &octets);
	g_autoptr(GBytes) bytes = NULL;

	if (n <= 0 || octets == NULL || self->has_staple)
		return;
	self->has_staple = TRUE;
	bytes = g_bytes_new_static(octets, (gsize)n);
	self->seen(&(HcRecord){ .kind = HC_RECORD_STAPLE, .bytes = bytes }, self->user);
}

static const char *
group_of(SSL *ssl)
{
	long id = SSL_get_negotiated_group(ssl);
	const char *name = id != 0 ? SSL_group_to_name(ssl, (int)id) : NULL;

	return name != NULL ? name : "none";
}

static void
saw_handshake(HcTls *self)
{
	g_autofree char *text = NULL;

	/* Tickets of TLS 1.3 are handshakes too. */
	if (self->is_done)
		return;
	self->is_done = TRUE;
	text = g_strdup_printf("version=%s cipher=%s group=%s client-certificate=%s",
		SSL_get_version(self->ssl), SSL_get_cipher_name(self->ssl), group_of(self->ssl),
		self->is_asked ? "requested" : "no");

	saw_staple(self);
	self->seen(&(HcRecord){ .kind = HC_RECORD_TLS, .text = text }, self->user);
}

/* The value of an alert is its level and its number (RFC 5246 7.2). */
static void
on_info(const SSL *ssl, int where, int value)
{
	HcTls *self = SSL_get_ex_data(ssl, place_of_ours());
	g_autofree char *name = NULL;

	if (self == NULL)
		return;
	if ((where & SSL_CB_HANDSHAKE_DONE) != 0 && self->is_watching)
		saw_handshake(self);
	/* Goodbyes are no news; the peer's is a state of its own. */
	if ((where & SSL_CB_ALERT) == 0 || (value & 0xFF) == SSL_AD_CLOSE_NOTIFY)
		return;
	name = hc_tls_alert_name((guint)value & 0xFF);
	self->seen(&(HcRecord){ .kind = HC_RECORD_ALERT,
			   .code = value & 0xFF,
			   .text = name,
			   .sent = (where & SSL_CB_WRITE) != 0 },
		self->user);
}

static HcTlsState
fail(HcTls *self)
{
	unsigned long code = ERR_peek_error();
	const char *reason = code != 0 ? ERR_reason_error_string(code) : NULL;

	saw_staple(self);
	self->seen(&(HcRecord){ .kind = HC_RECORD_ERROR,
			   .text = reason != NULL ? reason : "unknown fault of TLS" },
		self->user);
	ERR_clear_error();
	return HC_TLS_FAILED;
}

static HcTlsState
state_after(HcTls *self, int result)
{
	int why = SSL_get_error(self->ssl, result);

	if (why == SSL_ERROR_NONE)
		return HC_TLS_OPEN;
	if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE)
		return HC_TLS_WAITING;
	return why == SSL_ERROR_ZERO_RETURN ? HC_TLS_CLOSED : fail(self);
}

/* --- the shared part -------------------------------------------------------------------------- */

static int
allow_all(const SSL *ssl, const SSL_CTX *context, int operation, int bits, int nid, void *other,
	void *user)
{
	(void)ssl, (void)context, (void)operation, (void)bits, (void)nid, (void)other, (void)user;
	return 1;
}

/* Nothing is refused, and everything is seen. */
static void
open_up(SSL_CTX *context)
{
	SSL_CTX_set_security_level(context, 0);
	SSL_CTX_set_security_callback(context, allow_all);
	SSL_CTX_set_cipher_list(context, CIPHERS);
	SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
	SSL_CTX_set_max_proto_version(context, 0);
	SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
	SSL_CTX_set_info_callback(context, on_info);
	SSL_CTX_set_msg_callback(context, on_message);
}

static SSL_CTX *
open_context(void)
{
	SSL_CTX *context = NULL;

	OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	context = SSL_CTX_new(TLS_client_method());
	if (context == NULL)
		g_error("SSL_CTX_new: out of memory");
	open_up(context);
	return context;
}

static BIO *
bio_of(const char *pem)
{
	return BIO_new_mem_buf(pem, (int)MIN(strlen(pem), (gsize)G_MAXINT));
}

/* The issuers behind the first certificate are sent along with it. */
static gboolean
use_certificates(SSL_CTX *context, const char *pem)
{
	BIO *bio = bio_of(pem);
	X509 *cert = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	gboolean is_used = cert != NULL && SSL_CTX_use_certificate(context, cert) == 1;

	X509_free(cert);
	for (cert = is_used ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL; cert != NULL;
		cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) {
		if (SSL_CTX_add0_chain_cert(context, cert) != 1)
			X509_free(cert);
	}
	BIO_free(bio);
	return is_used;
}

/* A key under a password cannot be used: nobody is there to ask. */
static int
no_password(char *buffer, int size, int is_writing, void *user)
{
	(void)buffer, (void)size, (void)is_writing, (void)user;
	return -1;
}

static gboolean
use_key(SSL_CTX *context, const char *pem)
{
	BIO *bio = bio_of(pem);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
	gboolean is_used = key != NULL && SSL_CTX_use_PrivateKey(context, key) == 1 &&
			   SSL_CTX_check_private_key(context) == 1;

	EVP_PKEY_free(key);
	BIO_free(bio);
	return is_used;
}

HcTlsClient *
hc_tls_client_new(const char *cert_pem, const char *key_pem, GError **error)
{
	g_autoptr(HcTlsClient) self = g_new0(HcTlsClient, 1);
	const char *why = NULL;

	self->context = open_context();
	if ((cert_pem == NULL) != (key_pem == NULL))
		why = "a client certificate and its key belong together";
	else if (cert_pem != NULL && !use_certificates(self->context, cert_pem))
		why = "the client certificate cannot be read as PEM";
	else if (key_pem != NULL && !use_key(self->context, key_pem))
		why = "the key is no PEM without a password, or not that of the client "
		      "certificate";
	ERR_clear_error();
	if (why == NULL)
		return g_steal_pointer(&self);
	g_set_error_literal(error, HC_ERROR, HC_ERROR_INPUT, why);
	return NULL;
}

void
hc_tls_client_free(HcTlsClient *self)
{
	if (self == NULL)
		return;
	SSL_CTX_free(self->context);
	g_free(self);
}

/* --- one connection --------------------------------------------------------------------------- */

HcTls *
hc_tls_new(const HcTlsClient *client, const char *server_name, guint only_version, HcTlsSeen seen,
	gpointer user)
{
	HcTls *self = g_new0(HcTls, 1);
	g_autofree char *name = g_strdup(server_name);

	self->ssl = SSL_new(client->context);
	self->from_peer = BIO_new(BIO_s_mem());
	self->to_peer = BIO_new(BIO_s_mem());
	if (self->ssl == NULL || self->from_peer == NULL || self->to_peer == NULL)
		g_error("SSL_new: out of memory");
	self->seen = seen;
	self->user = user;
	BIO_set_mem_eof_return(self->from_peer, -1);
	BIO_set_mem_eof_return(self->to_peer, -1);
	SSL_set_bio(self->ssl, self->from_peer, self->to_peer);
	SSL_set_ex_data(self->ssl, place_of_ours(), self);
	SSL_set_msg_callback_arg(self->ssl, self);
	if (only_version != 0) {
		SSL_set_min_proto_version(self->ssl, (int)only_version);
		SSL_set_max_proto_version(self->ssl, (int)only_version);
	}
	/* OpenSSL copies it, through a pointer that may not be const. */
	if (name != NULL)
		SSL_set_tlsext_host_name(self->ssl, name);
	SSL_set_connect_state(self->ssl);
	return self;
}

HcTls *
hc_tls_watch(gpointer ssl_context, guint only_version, HcTlsSeen seen, gpointer user)
{
	HcTls *self = g_new0(HcTls, 1);

	self->is_watching = TRUE;
	self->seen = seen;
	self->user = user;
	open_up(ssl_context);
	SSL_CTX_set_msg_callback_arg((SSL_CTX *)ssl_context, self);
	if (only_version != 0) {
		SSL_CTX_set_min_proto_version((SSL_CTX *)ssl_context, (int)only_version);
		SSL_CTX_set_max_proto_version((SSL_CTX *)ssl_context, (int)only_version);
	}
	return self;
}

/* Whoever asks is about to use it: before others do, so that it reads no configuration. */
char *
hc_tls_library(void)
{
	OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	return g_strdup_printf("OpenSSL/%s", OpenSSL_version(OPENSSL_VERSION_STRING));
}

void
hc_tls_free(HcTls *self)
{
	if (self == NULL)
		return;
	if (!self->is_watching)
		SSL_free(self->ssl);
	g_free(self);
}

void
hc_tls_feed(HcTls *self, const guint8 *octets, gsize n)
{
	BIO_write(self->from_peer, octets, (int)MIN(n, (gsize)G_MAXINT));
}

gsize
hc_tls_drain(HcTls *self, guint8 *octets, gsize n)
{
	int moved = BIO_read(self->to_peer, octets, (int)MIN(n, (gsize)G_MAXINT));

	return moved > 0 ? (gsize)moved : 0;
}

HcTlsState
hc_tls_shake(HcTls *self)
{
	HcTlsState state = HC_TLS_OPEN;

	ERR_clear_error();
	state = state_after(self, SSL_do_handshake(self->ssl));
	if (state == HC_TLS_OPEN)
		saw_handshake(self);
	return state;
}

HcTlsState
hc_tls_read(HcTls *self, guint8 *octets, gsize n, gsize *ret_n)
{
	ERR_clear_error();
	*ret_n = 0;
	return state_after(self, SSL_read_ex(self->ssl, octets, n, ret_n));
}

HcTlsState
hc_tls_write(HcTls *self, const guint8 *octets, gsize n)
{
	gsize written = 0;

	ERR_clear_error();
	return state_after(self, SSL_write_ex(self->ssl, octets, n, &written));
}

void
hc_tls_leave(HcTls *self)
{
	ERR_clear_error();
	SSL_shutdown(self->ssl);
	ERR_clear_error();
}
