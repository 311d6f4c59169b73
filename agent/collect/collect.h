/*
 * The network, asked.  Room: collect.
 * In: questions, and how to ask.  Out: one capture with a transcript per question; what happened is
 * recorded, and nothing is judged: every failure is a record, never an error.
 *
 * All questions are asked at once, bounded by the concurrency and by the descriptors the process
 * may have; one connection per address at a time.  A question lasts at most timeout_ms, the run at
 * most budget_ms; what was not asked by then has a CANCELLED record.  So has what only a
 * certificate names (HC_ROLE_REVOCATION) if its address is this host's own or that of its link.
 */
#pragma once

#include "agent/capture/capture.h"

typedef struct {
	HcTime now;                    /* wall clock as the run begins, for the transcripts */
	const char *ehlo;              /* never NULL */
	const char *source4, *source6; /* numeric; NULL: the system chooses */
	const char *client_cert_pem, *client_key_pem; /* contents; NULL: none */
	guint timeout_ms;                             /* per question */
	guint budget_ms;                              /* whole run; 0: none */
	guint concurrency;                            /* connections at once */
	gboolean ipv4, ipv6;                          /* which addresses a name is asked for */
	gboolean (*cancelled)(void);                  /* asked now and then; may be NULL */
} HcCollectOptions;

/* Whether the sources are addresses of their families, and certificate and key fit: else INPUT. */
gboolean hc_collect_check(const HcCollectOptions *options, GError **error);

/* @capture is the callee's. */
typedef void (*HcCollected)(HcCapture *capture, gpointer user);

/*
 * @questions of HcQuestion, borrowed.  Calls @each once for every one of them, in the order in
 * which they end, and returns after the last.
 */
void hc_collect_run(const GPtrArray *questions, const HcCollectOptions *options, HcCollected each,
	gpointer user);
