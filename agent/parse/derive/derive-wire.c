/* What the chains that peers presented are worth.  Room: parse. */
#include "agent/parse/derive/derive-wire.h"

#include "agent/base/limits.h"
#include "certs/chain.h"
#include "certs/match.h"

#include <string.h>

typedef struct {
	const HcEvidence *view;
	HcIssuers *issuers[HC_N_TRUSTS]; /* NULL: that set is not asked */
	GHashTable *judged;              /* hashes of a chain to Judged */
} Deriving;

/* A chain that was judged. */
typedef struct {
	const HcTlsSession *tls;
	guint n_own; /* notes that its own handshake had before */
} Judged;

/* --- one chain -------------------------------------------------------------------------------- */

static HcChain *
build(const Deriving *self, HcTrustSet set, const GPtrArray *certs)
{
	const HcCertFacts *leaf = g_ptr_array_index(certs, 0);
	g_autoptr(GPtrArray) others = g_ptr_array_new();

	if (self->issuers[set] == NULL || leaf->der == NULL)
		return NULL;
	for (guint i = 1; i < certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (cert->der != NULL)
			g_ptr_array_add(others, cert->der);
	}
	return hc_chain_build(self->issuers[set], leaf->der, others,
		hc_chain_time(leaf, hc_evidence_as_of(self->view)));
}

static HcTrustStatus
status_of(const HcChain *chain)
{
	switch (chain->status) {
	case HC_CHAIN_TRUSTED:
		return HC_TRUST_TRUSTED;
	case HC_CHAIN_UNTRUSTED:
		return HC_TRUST_UNTRUSTED;
	case HC_CHAIN_INCOMPLETE:
		return HC_TRUST_INCOMPLETE;
	case HC_CHAIN_INVALID:
		break;
	}
	return HC_TRUST_INVALID;
}

static void
set_trust(HcTlsTrust *trust, const HcChain *chain)
{
	g_clear_pointer(&trust->why, g_free);
	g_clear_pointer(&trust->missing_issuer, g_free);
	g_clear_pointer(&trust->anchor, g_free);
	trust->status = HC_TRUST_NOT_JUDGED;
	if (chain == NULL)
		return;
	trust->status = status_of(chain);
	trust->why = g_strdup(chain->why);
	trust->missing_issuer = g_strdup(chain->missing_issuer);
	trust->anchor = g_strdup(chain->anchor);
}

/* --- was everything sent? --------------------------------------------------------------------- */

/* A certificate of that name that some peer of this run presented; NULL if none did. */
static const HcCertFacts *
presented_by_name(const Deriving *self, const char *subject)
{
	for (guint i = 0; subject != NULL && i < hc_evidence_n_presented(self->view); i++) {
		const HcCertFacts *cert = hc_evidence_presented(self->view, i);

		if (g_strcmp0(cert->subject, subject) == 0)
			return cert;
	}
	return NULL;
}

/*
 * The certificate alone does not tell whether its missing issuer is an intermediate or a root that
 * nobody here trusts.  Another peer that sent the issuer tells it; and who sends a leaf and nothing
 * else has at least not sent the issuer.
 */
static HcTri
complete_without(const Deriving *self, const HcChain *chain)
{
	const HcCertFacts *issuer = presented_by_name(self, chain->missing_issuer);

	if (issuer != NULL)
		return issuer->self_issued ? HC_TRI_YES : HC_TRI_NO;
	return chain->path->len <= 1 ? HC_TRI_NO : HC_TRI_UNKNOWN;
}

static HcTri
complete_of(const Deriving *self, const HcChain *chain)
{
	const HcCertFacts *last = NULL;

	switch (chain->status) {
	case HC_CHAIN_TRUSTED:
	case HC_CHAIN_UNTRUSTED:
		return HC_TRI_YES;
	case HC_CHAIN_INCOMPLETE:
		return complete_without(self, chain);
	case HC_CHAIN_INVALID:
		break;
	}
	if (chain->path->len == 0)
		return HC_TRI_UNKNOWN;
	last = g_ptr_array_index(chain->path, chain->path->len - 1);
	return last->self_issued ? HC_TRI_YES : HC_TRI_UNKNOWN;
}

static void
set_uses(HcTlsSession *tls, const HcChain *chain)
{
	tls->in_order = HC_TRI_YES;
	tls->sends_root = FALSE;
	tls->n_superfluous = 0;
	for (guint i = 0; i < chain->uses->len; i++) {
		switch (g_array_index(chain->uses, HcChainUse, i)) {
		case HC_CHAIN_USE_NEEDED:
			break;
		case HC_CHAIN_USE_MISPLACED:
			tls->in_order = HC_TRI_NO;
			break;
		case HC_CHAIN_USE_ROOT:
			tls->sends_root = TRUE;
			break;
		case HC_CHAIN_USE_REPEATED:
		case HC_CHAIN_USE_SUPERFLUOUS:
		case HC_CHAIN_USE_UNREADABLE:
			tls->n_superfluous++;
			break;
		}
	}
}

/* "CN=…: its key is RSA 1024"; faults stand in the judgement itself. */
static char *
note_text(const HcChain *chain, const HcChainNote *note)
{
	const HcCertFacts *cert =
		note->at < chain->path->len ? g_ptr_array_index(chain->path, note->at) : NULL;
	g_autofree char *subject =
		cert != NULL ? hc_text_excerpt(cert->subject, HC_LIMIT_REPORT_TEXT) : NULL;

	return g_strdup_printf(
		"%s: %s", hc_text_is_empty(subject) ? "the chain" : subject, note->text);
}

/* Behind what parsing the handshake noted. */
static void
add_notes(HcTlsSession *tls, const HcChain *chain)
{
	GPtrArray *notes = g_ptr_array_new();

	for (guint i = 0; tls->notes[i] != NULL; i++)
		g_ptr_array_add(notes, tls->notes[i]);
	for (guint i = 0; i < chain->notes->len && notes->len < HC_LIMIT_CHAIN_NOTES; i++) {
		const HcChainNote *note = g_ptr_array_index(chain->notes, i);

		if (note->kind != HC_CHAIN_FAULT)
			g_ptr_array_add(notes, note_text(chain, note));
	}
	g_ptr_array_add(notes, NULL);
	g_free(tls->notes);
	tls->notes = (GStrv)g_ptr_array_free(notes, FALSE);
}

static gboolean
leads_further(const HcChain *a, const HcChain *b)
{
	if (b == NULL || a->status == HC_CHAIN_TRUSTED)
		return TRUE;
	return b->status != HC_CHAIN_TRUSTED && a->path->len >= b->path->len;
}

static void
judge_chain(const Deriving *self, HcTlsSession *tls)
{
	g_autoptr(HcChain) host = build(self, HC_TRUST_HOST, tls->chain);
	g_autoptr(HcChain) shipped = build(self, HC_TRUST_SHIPPED, tls->chain);
	const HcChain *best = host != NULL && leads_further(host, shipped) ? host : shipped;

	set_trust(&tls->trust[HC_TRUST_HOST], host);
	set_trust(&tls->trust[HC_TRUST_SHIPPED], shipped);
	if (best == NULL)
		return;
	tls->complete = complete_of(self, best);
	set_uses(tls, best);
	add_notes(tls, best);
}

/* --- equal chains ----------------------------------------------------------------------------- */

static char *
key_of(const GPtrArray *certs)
{
	GString *key = g_string_new(NULL);

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(certs, i);

		g_string_append_printf(key, "%s ", cert->sha256 != NULL ? cert->sha256 : "");
	}
	return g_string_free(key, FALSE);
}

static void
take_notes(GPtrArray *notes, char **more)
{
	for (; *more != NULL; more++)
		g_ptr_array_add(notes, g_strdup(*more));
}

static void
copy_notes(HcTlsSession *tls, const Judged *judged)
{
	GPtrArray *notes = g_ptr_array_new();

	take_notes(notes, tls->notes);
	take_notes(notes, judged->tls->notes + judged->n_own);
	g_ptr_array_add(notes, NULL);
	g_strfreev(tls->notes);
	tls->notes = (GStrv)g_ptr_array_free(notes, FALSE);
}

static void
copy_judgement(HcTlsSession *tls, const Judged *judged)
{
	const HcTlsSession *from = judged->tls;

	for (guint i = 0; i < HC_N_TRUSTS; i++) {
		tls->trust[i].status = from->trust[i].status;
		tls->trust[i].why = g_strdup(from->trust[i].why);
		tls->trust[i].missing_issuer = g_strdup(from->trust[i].missing_issuer);
		tls->trust[i].anchor = g_strdup(from->trust[i].anchor);
	}
	tls->complete = from->complete;
	tls->in_order = from->in_order;
	tls->sends_root = from->sends_root;
	tls->n_superfluous = from->n_superfluous;
	copy_notes(tls, judged);
}

static gboolean
is_judged(const HcTlsSession *tls)
{
	for (guint i = 0; i < HC_N_TRUSTS; i++) {
		if (tls->trust[i].status != HC_TRUST_NOT_JUDGED)
			return TRUE;
	}
	return FALSE;
}

/* --- names ------------------------------------------------------------------------------------ */

static gboolean
is_numeric(const char *host)
{
	return strchr(host, ':') != NULL || strspn(host, "0123456789.") == strlen(host);
}

static HcTri
name_matches(const HcTlsSession *tls, const char *host)
{
	const HcCertFacts *leaf = hc_tls_leaf(tls);

	if (is_numeric(host) || leaf->head.status != HC_FACT_COLLECTED)
		return HC_TRI_UNKNOWN;
	return hc_match_cert_covers(leaf, host) ? HC_TRI_YES : HC_TRI_NO;
}

/* --- all of them ------------------------------------------------------------------------------ */

static void
derive_tls(Deriving *self, HcTlsSession *tls, const char *host)
{
	g_autofree char *key = NULL;
	const Judged *same = NULL;
	Judged *judged = NULL;

	if (tls == NULL || tls->chain->len == 0 || is_judged(tls))
		return;
	tls->name_matches = name_matches(tls, host);
	key = key_of(tls->chain);
	same = g_hash_table_lookup(self->judged, key);
	if (same != NULL) {
		copy_judgement(tls, same);
		return;
	}
	judged = g_new(Judged, 1);
	*judged = (Judged){ tls, g_strv_length(tls->notes) };
	judge_chain(self, tls);
	g_hash_table_insert(self->judged, g_steal_pointer(&key), judged);
}

static HcIssuers *
issuers_of(HcAnchorLookup lookup, gpointer user)
{
	return lookup != NULL ? hc_issuers_new(lookup, user) : NULL;
}

void
hc_derive_wire(HcEvidenceBuilder *builder, HcAnchorLookup host, gpointer host_user,
	HcAnchorLookup shipped, gpointer shipped_user)
{
	GPtrArray *sessions = hc_evidence_builder_smtp(builder);
	GPtrArray *answers = hc_evidence_builder_http(builder);
	Deriving self = { .view = hc_evidence_builder_view(builder),
		.issuers = { issuers_of(host, host_user), issuers_of(shipped, shipped_user) },
		.judged = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) };

	for (guint i = 0; i < sessions->len; i++) {
		HcSmtpSession *session = g_ptr_array_index(sessions, i);

		derive_tls(&self, session->tls, session->host);
	}
	for (guint i = 0; i < answers->len; i++) {
		HcHttpAnswer *answer = g_ptr_array_index(answers, i);

		derive_tls(&self, answer->tls, answer->host);
	}
	g_hash_table_unref(self.judged);
	for (guint i = 0; i < HC_N_TRUSTS; i++)
		g_clear_pointer(&self.issuers[i], hc_issuers_free);
}
