/* What was seen of TLS in a transcript.  Room: parse. */
#include "agent/parse/probe/parse-tls.h"

#include "agent/base/limits.h"
#include "certs/cert.h"
#include "certs/digest.h"

#include <string.h>

#define NAME_CHARS 64 /* of a cipher, a group, a version */

/* --- "version=TLSv1.3 cipher=… group=… client-certificate=no" --------------------------------- */

/* The value of @key; NULL if there is none. */
static char *
value_of(const char *text, const char *key)
{
	g_auto(GStrv) words = g_strsplit(text != NULL ? text : "", " ", -1);
	const gsize length = strlen(key);

	for (guint i = 0; words[i] != NULL; i++) {
		if (strncmp(words[i], key, length) != 0 || words[i][length] != '=')
			continue;
		return words[i][length + 1] != '\0'
			       ? hc_text_excerpt(words[i] + length + 1, NAME_CHARS)
			       : NULL;
	}
	return NULL;
}

static void
learn(char **known, char *take_value)
{
	if (take_value == NULL)
		return;
	g_free(*known);
	*known = take_value;
}

static void
read_words(HcTlsSession *tls, const char *text)
{
	g_autofree char *asked = value_of(text, "client-certificate");

	learn(&tls->version, value_of(text, "version"));
	learn(&tls->cipher, value_of(text, "cipher"));
	learn(&tls->group, value_of(text, "group"));
	if (g_strcmp0(asked, "requested") == 0)
		tls->client_certificate = HC_TRI_YES;
	else if (g_strcmp0(asked, "no") == 0)
		tls->client_certificate = HC_TRI_NO;
}

/* --- certificates ----------------------------------------------------------------------------- */

static HcCertFacts *
known_cert(const HcAnswerRead *answer, GBytes *der)
{
	gsize n = 0;
	const guint8 *octets = g_bytes_get_data(der, &n);
	g_autofree char *sha256 = hc_digest_sha256(octets, n);
	HcCertFacts *cert = hc_evidence_builder_presented(answer->builder, sha256);

	if (cert != NULL)
		return cert;
	cert = hc_cert_from_der(der);
	cert->head.origin.vantage = g_strdup(HC_VANTAGE_THIS_HOST);
	cert->head.origin.as_of = hc_transcript_started(answer->transcript);
	return hc_evidence_builder_take_presented(answer->builder, cert);
}

static void
add_note(HcTlsSession *tls, const char *note)
{
	const guint n = g_strv_length(tls->notes);

	tls->notes = g_renew(char *, tls->notes, n + 2);
	tls->notes[n] = g_strdup(note);
	tls->notes[n + 1] = NULL;
}

static void
add_cert(const HcAnswerRead *answer, HcTlsSession *tls, GBytes *der)
{
	if (tls->chain->len < HC_LIMIT_CERT_FILE_CERTS) {
		g_ptr_array_add(tls->chain, hc_cert_facts_share(known_cert(answer, der)));
		return;
	}
	if (*tls->notes == NULL)
		add_note(tls, "more certificates than HC_LIMIT_CERT_FILE_CERTS were sent");
}

static void
add_staple(HcTlsSession *tls, GBytes *staple)
{
	if (tls->staple != NULL || g_bytes_get_size(staple) == 0)
		return;
	if (g_bytes_get_size(staple) <= HC_LIMIT_STAPLE)
		tls->staple = g_bytes_ref(staple);
	else
		add_note(tls, "the OCSP response is larger than HC_LIMIT_STAPLE");
}

/* --- records ---------------------------------------------------------------------------------- */

/* TRUE if it shows that the peer talked TLS. */
static gboolean
read_record(const HcAnswerRead *answer, HcTlsSession *tls, const HcRecord *record)
{
	if (record->kind == HC_RECORD_TLS || record->kind == HC_RECORD_HELLO)
		read_words(tls, record->text);
	else if (record->kind == HC_RECORD_CERTIFICATE && record->bytes != NULL)
		add_cert(answer, tls, record->bytes);
	else if (record->kind == HC_RECORD_STAPLE && record->bytes != NULL)
		add_staple(tls, record->bytes);
	else
		return record->kind == HC_RECORD_ALERT && !record->sent;
	return TRUE;
}

HcTlsSession *
hc_parse_tls(const HcAnswerRead *answer)
{
	g_autoptr(HcTlsSession) tls = hc_tls_session_new();
	gboolean talked = FALSE;

	for (guint i = 0; i < hc_transcript_n(answer->transcript); i++)
		talked |= read_record(answer, tls, hc_transcript_at(answer->transcript, i));
	return talked ? g_steal_pointer(&tls) : NULL;
}
