/*
 * What happened on one connection, in order.  Room: capture.
 * In: records as a collector makes them.  Out: the same records, and a text form of one line each
 * that says everything (for samples, fuzzing and bundles).
 *
 * The text form: first "transcript 2026-10-20T10:00:00Z 0" (when it began, and the microseconds of
 * that second; "transcript -" if nobody knows), then for each record
 *
 *     1250 received tls code=1 text="…" bytes="220 mail\r\n"
 *
 * microseconds since the beginning, the kind, and what it has.  "tls" and "sent" stand alone;
 * octets that are not printable ASCII are \xHH (or \r, \n, \t); certificates and staples are
 * written bytes=base64.  Empty lines and lines that begin with # are passed over.
 */
#pragma once

#include <glib.h>

#include "agent/base/when.h"

typedef enum {
	HC_RECORD_CONNECTED,   /* text: our own address as "203.0.113.25:41234" */
	HC_RECORD_SENT,        /* bytes, in clear also inside TLS (in_tls) */
	HC_RECORD_RECEIVED,    /* likewise, as they arrived */
	HC_RECORD_HELLO,       /* the ServerHello came; text: "version=TLSv1.3 cipher=…"; one
				  more if a certificate is asked for: "client-certificate=requested" */
	HC_RECORD_TLS,         /* the handshake is done; text: "version=TLSv1.3 cipher=… group=…
				  client-certificate=requested|no" */
	HC_RECORD_CERTIFICATE, /* bytes: DER, in the order sent, even if the handshake failed later
				*/
	HC_RECORD_STAPLE,      /* bytes: OCSP response */
	HC_RECORD_ALERT,       /* code: number, text: name; sent: it is ours */
	HC_RECORD_CLOSED,      /* the peer sent FIN; in_tls: its close_notify */
	HC_RECORD_ERROR,       /* code: errno, text: its name, or words if this host alone is the
				    reason; of TLS: code 0, OpenSSL's
				    reason; of ADDRESSES: EAI_…, text "AAAA EAI_NODATA" */
	HC_RECORD_DEADLINE,    /* we stopped waiting */
	HC_RECORD_LIMIT,       /* text: the limit's name */
	HC_RECORD_CANCELLED,   /* text: by the user, or at the end of the budget */
	HC_RECORD_ADDRESS,     /* text: one address of the name asked for */
} HcRecordKind;

typedef struct {
	HcRecordKind kind;
	gint64 at_us; /* since the beginning */
	gint code;
	const char *text; /* NULL: none */
	GBytes *bytes;    /* NULL: none */
	gboolean in_tls;
	gboolean sent;
} HcRecord;

typedef struct HcTranscript HcTranscript;

/* @started by the wall clock; HC_TIME_NONE if nobody knows. */
HcTranscript *hc_transcript_new(HcTime started);
void hc_transcript_free(HcTranscript *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTranscript, hc_transcript_free)

/*
 * Copies the text and takes a reference to the bytes.  FALSE if HC_LIMIT_TRANSCRIPT_RECORDS or
 * HC_LIMIT_TRANSCRIPT_BYTES would be passed: then the record is not kept, and the first time a
 * LIMIT record says so.  Records of how it ended (CLOSED and after, but ADDRESS) always find a
 * place.
 */
gboolean hc_transcript_add(HcTranscript *self, const HcRecord *record);

HcTime hc_transcript_started(const HcTranscript *self);
guint hc_transcript_n(const HcTranscript *self);
const HcRecord *hc_transcript_at(const HcTranscript *self, guint i);

void hc_transcript_write(const HcTranscript *self, GString *out);
/* The error is INPUT or LIMIT and names the line. */
HcTranscript *hc_transcript_read(const char *text, gsize length, GError **error);
