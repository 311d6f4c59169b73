/*
 * The client's side of TLS, for looking.  Room: collect; with certs the only user of OpenSSL.
 * In: octets from the network.  Out: octets for it, and records of all that the peer showed.
 *
 * It refuses nothing: TLS 1.0 to 1.3, any strength, any certificate; what is weak is seen here and
 * judged elsewhere.  No configuration of OpenSSL is read, no session is resumed.  It touches no
 * socket: the caller carries octets both ways.
 */
#pragma once

#include "agent/capture/transcript.h"

/* What all connections of a run share. */
typedef struct HcTlsClient HcTlsClient;
/* @cert_pem (with its chain behind it) and @key_pem may both be NULL; INPUT if they do not fit. */
HcTlsClient *hc_tls_client_new(const char *cert_pem, const char *key_pem, GError **error);
void hc_tls_client_free(HcTlsClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTlsClient, hc_tls_client_free)

typedef enum {
	HC_TLS_WAITING, /* for octets of the peer */
	HC_TLS_OPEN,
	HC_TLS_CLOSED, /* by the peer, with a close_notify alert */
	HC_TLS_FAILED, /* an ERROR record says why */
} HcTlsState;

/* Records without time, whose bytes last as long as the call. */
typedef void (*HcTlsSeen)(const HcRecord *record, gpointer user);

typedef struct HcTls HcTls;
/* @server_name may be NULL (numeric addresses have none, RFC 6066 3); @only_version as in
 * HcQuestion. */
HcTls *hc_tls_new(const HcTlsClient *client, const char *server_name, guint only_version,
	HcTlsSeen seen, gpointer user);
/*
 * For a library that carries the octets itself: @ssl_context, its SSL_CTX of one connection,
 * refuses nothing either, and what that connection shows is told; also the first octets (RECEIVED)
 * of a peer that answers without TLS.  To be freed after the connection; nothing below is for it.
 */
HcTls *hc_tls_watch(gpointer ssl_context, guint only_version, HcTlsSeen seen, gpointer user);
/* "OpenSSL/3.0.15": the library at work, as others name it.  (transfer full). */
char *hc_tls_library(void);
void hc_tls_free(HcTls *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTls, hc_tls_free)

void hc_tls_feed(HcTls *self, const guint8 *octets, gsize n); /* that came from the network */
/* Octets for the network, to be taken after every call: how many were moved to @octets. */
gsize hc_tls_drain(HcTls *self, guint8 *octets, gsize n);

/* As far as the octets go; OPEN when the handshake is done. */
HcTlsState hc_tls_shake(HcTls *self);
/* OPEN: *@ret_n clear octets were moved; WAITING: none are there. */
HcTlsState hc_tls_read(HcTls *self, guint8 *octets, gsize n, gsize *ret_n);
HcTlsState hc_tls_write(HcTls *self, const guint8 *octets, gsize n); /* OPEN, or what it met */
/* Says goodbye; nothing is waited for. */
void hc_tls_leave(HcTls *self);
