/*
 * Options of commands that ask the network.  Room: app.
 * In: words as typed.  Out: a plain record, or a USAGE error that names the option.
 */
#pragma once

#include <glib.h>

typedef struct {
	guint timeout_ms; /* of one target */
	guint budget_ms;  /* of the whole run; 0: none */
	guint concurrency;
	gboolean ipv4; /* families that are asked; at least one */
	gboolean ipv6;
	char *source4; /* our own address; NULL: the system chooses */
	char *source6;
	char *ehlo;        /* NULL: this host's name */
	char *client_cert; /* file; NULL: none */
	char *client_key;
	gboolean all_versions; /* each version of TLS by itself, too */
} HcNetOptions;

/* As typed; NULL or FALSE where the option was not given. */
typedef struct {
	char *timeout;
	char *budget;
	char *concurrency;
	gboolean ipv4;
	gboolean ipv6;
	GStrv sources;
	char *ehlo;
	char *client_cert;
	char *client_key;
	gboolean all_versions;
} HcNetWords;

/* What --timeout, --budget, --concurrency, -4, -6, --source and --ehlo are added as. */
void hc_net_words_add_entries(HcNetWords *self, GOptionContext *context);
/* --client-cert, --client-key, --all-versions. */
void hc_net_words_add_tls_entries(HcNetWords *self, GOptionContext *context);
void hc_net_words_clear(HcNetWords *self);

/* @ret_options is filled as far as was read, and cleared by the caller in any case. */
gboolean hc_net_options_read(const HcNetWords *words, HcNetOptions *ret_options, GError **error);
void hc_net_options_clear(HcNetOptions *self);
