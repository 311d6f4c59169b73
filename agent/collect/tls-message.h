/*
 * What a TLS server says in its handshake messages.  Room: collect.
 * In: whole messages (RFC 5246 7.4, RFC 8446 4) as they were decrypted.  Out: the version and
 * cipher of a ServerHello, the certificates of a Certificate message, each as the octets that were
 * sent; also where a TLS library would refuse them.
 */
#pragma once

#include <glib.h>

typedef struct {
	guint version; /* 0x0301 … 0x0304 */
	guint cipher;  /* 0x1301 … */
} HcTlsHello;

/* FALSE if @octets are no ServerHello. */
gboolean hc_tls_message_hello(const guint8 *octets, gsize n, HcTlsHello *ret_hello);

typedef void (*HcTlsCertificate)(const guint8 *der, gsize n, gpointer user);
/* Calls @each for every certificate up to the first that is cut short; none if it is another
 * message.
 */
void hc_tls_message_certificates(
	const guint8 *octets, gsize n, guint version, HcTlsCertificate each, gpointer user);

/* The server asks for a certificate of ours. */
gboolean hc_tls_message_is_certificate_request(const guint8 *octets, gsize n);

/* "handshake_failure", as RFC 8446 6 and its predecessors call it; else "alert_99". */
char *hc_tls_alert_name(guint code);
