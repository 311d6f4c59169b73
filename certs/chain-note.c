/* What is to be said about a path.  Room: certs. */
#include "certs/chain-note.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "certs/chain-remark.h"

/* Exchange Online takes SHA-2 alone since 2016, and RSA from 2048 bits (rulebook 5.3). */
#define MIN_RSA_BITS 2048
#define MIN_EC_BITS 256

void
hc_chain_note_free(HcChainNote *self)
{
	if (self == NULL)
		return;
	g_free(self->text);
	g_free(self);
}

static gboolean
is_noted(const HcChain *chain, HcChainNoteKind kind, guint at, const char *text)
{
	for (guint i = 0; i < chain->notes->len; i++) {
		const HcChainNote *note = g_ptr_array_index(chain->notes, i);

		if (note->kind == kind && note->at == at && g_strcmp0(note->text, text) == 0)
			return TRUE;
	}
	return FALSE;
}

void
hc_chain_note_take(HcChain *chain, HcChainNoteKind kind, guint at, char *text)
{
	HcChainNote *note = NULL;

	if (is_noted(chain, kind, at, text)) {
		g_free(text);
		return;
	}
	note = g_new0(HcChainNote, 1);
	note->kind = kind;
	note->at = at;
	note->text = text;
	g_ptr_array_add(chain->notes, note);
}

/* --- faults and remarks ----------------------------------------------------------------------- */

/* Who handed an issuer in wants to know why it is none. */
static char *
text_of(const HcChainFault *fault, const HcCertFacts *facts, const char *unfit)
{
	g_autofree char *text = hc_chain_fault_text(fault, facts);

	if (fault->weight != HC_CHAIN_WEIGHS_MISSING || unfit == NULL)
		return g_steal_pointer(&text);
	return g_strdup_printf("%s: %s", text, unfit);
}

static void
note_faults(HcChain *chain, const HcChainPath *path, HcChainWeight weight)
{
	HcChainNoteKind kind = weight == HC_CHAIN_WEIGHS_STRICT ? HC_CHAIN_REMARK : HC_CHAIN_FAULT;

	for (guint i = 0; i < path->faults->len; i++) {
		const HcChainFault *fault = &g_array_index(path->faults, HcChainFault, i);
		const HcCertFacts *facts = g_ptr_array_index(chain->path, fault->at);

		if (fault->weight == weight)
			hc_chain_note_take(
				chain, kind, fault->at, text_of(fault, facts, path->unfit));
	}
}

static char *
sentence(const HcCertFacts *facts, const char *text)
{
	g_autofree char *subject = hc_text_excerpt(facts->subject, HC_LIMIT_REPORT_TEXT);

	return g_strdup_printf("%s: %s", *subject != '\0' ? subject : "(no subject)", text);
}

static void
tell_why(HcChain *chain)
{
	const HcChainNote *first = NULL;

	if (chain->status == HC_CHAIN_TRUSTED || chain->notes->len == 0)
		return;
	first = g_ptr_array_index(chain->notes, 0);
	chain->why = sentence(g_ptr_array_index(chain->path, first->at), first->text);
}

/* --- weaknesses ------------------------------------------------------------------------------- */

static gboolean
is_weak_key(const HcCertFacts *facts)
{
	if (g_strcmp0(facts->key_type, "RSA") == 0 || g_strcmp0(facts->key_type, "RSA-PSS") == 0)
		return facts->key_bits < MIN_RSA_BITS;
	if (g_strcmp0(facts->key_type, "EC") == 0)
		return facts->key_bits < MIN_EC_BITS;
	return g_strcmp0(facts->key_type, "DSA") == 0;
}

static gboolean
is_weak_digest(const char *digest)
{
	static const char *const weak[] = { "md2", "md4", "md5", "sha1", "md5-sha1", NULL };

	return hc_text_in(weak, digest);
}

/* A root's own signature is never relied on. */
static void
note_weaknesses(HcChain *chain)
{
	for (guint at = 0; at < chain->path->len; at++) {
		const HcCertFacts *facts = g_ptr_array_index(chain->path, at);

		if (is_weak_key(facts))
			hc_chain_note_take(chain, HC_CHAIN_WEAK, at,
				g_strdup_printf(
					"a weak key (%s %u)", facts->key_type, facts->key_bits));
		if (!facts->self_issued && is_weak_digest(facts->signature_hash))
			hc_chain_note_take(chain, HC_CHAIN_WEAK, at,
				g_strdup_printf(
					"signed over a weak digest (%s)", facts->signature_hash));
	}
}

/* --- remarks ---------------------------------------------------------------------------------- */

typedef struct {
	HcChain *chain;
	guint at;
} Place;

static void
say_remark(const char *text, gpointer user)
{
	const Place *place = user;

	hc_chain_note_take(place->chain, HC_CHAIN_REMARK, place->at, g_strdup(text));
}

/* An anchor is trusted as it is. */
static void
note_remarks(HcChain *chain, const HcChainPath *path)
{
	for (guint at = 0; at < path->certs->len; at++) {
		Place place = { chain, at };

		if (!path->anchored || at + 1 < path->certs->len)
			hc_chain_remark(g_ptr_array_index(path->certs, at), at, say_remark, &place);
	}
}

/* --- purposes --------------------------------------------------------------------------------- */

/* extendedKeyUsage as Windows reads it: absent and "any" allow everything. */
static gboolean
allows(X509 *cert, guint32 usage)
{
	if ((X509_get_extension_flags(cert) & EXFLAG_XKUSAGE) == 0)
		return TRUE;
	return (X509_get_extended_key_usage(cert) & (usage | XKU_ANYEKU)) != 0;
}

/* X509_get_key_usage() says "all" where there is no keyUsage. */
static HcTri
purpose_of(const HcChain *chain, const HcChainPath *path, guint32 usage, guint32 key_usage)
{
	guint n = path->certs->len - (path->anchored && path->certs->len > 1 ? 1 : 0);
	const HcKnown *leaf = g_ptr_array_index(path->certs, 0);

	if ((X509_get_key_usage(leaf->x509) & key_usage) == 0)
		return HC_TRI_NO;
	for (guint i = 0; i < n; i++) {
		const HcKnown *known = g_ptr_array_index(path->certs, i);

		if (!allows(known->x509, usage))
			return HC_TRI_NO;
	}
	return chain->missing_issuer == NULL ? HC_TRI_YES : HC_TRI_UNKNOWN;
}

void
hc_chain_note_path(HcChain *chain, const HcChainPath *path)
{
	note_faults(chain, path, HC_CHAIN_WEIGHS_FATAL);
	note_faults(chain, path, HC_CHAIN_WEIGHS_MISSING);
	note_faults(chain, path, HC_CHAIN_WEIGHS_UNROOTED);
	tell_why(chain);
	note_weaknesses(chain);
	note_faults(chain, path, HC_CHAIN_WEIGHS_STRICT);
	note_remarks(chain, path);
	chain->server_auth = purpose_of(chain, path, XKU_SSL_SERVER | XKU_SGC,
		KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT);
	chain->client_auth =
		purpose_of(chain, path, XKU_SSL_CLIENT, KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT);
}
