/* The chain from a leaf to a trust anchor.  Room: certs. */
#include "certs/chain.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "certs/chain-note.h"
#include "certs/chain-path.h"

typedef struct {
	HcIssuers *issuers; /* borrowed */
	HcKnown *leaf;      /* a reference */
	GPtrArray *given;   /* HcKnown by index of what was handed in */
	GPtrArray *usable;  /* HcKnown of those that may still be on a path; borrowed */
	GPtrArray *anchors; /* HcKnown that may still be one; with references */
	HcTime when;
	const char *limit; /* name of the bound that was reached; NULL if none was */
} Search;

/* --- candidates ------------------------------------------------------------------------------- */

static void
take_given(Search *self, const GPtrArray *intermediates)
{
	guint n = intermediates != NULL ? MIN(intermediates->len, HC_LIMIT_CERT_FILE_CERTS) : 0;

	if (intermediates != NULL && n < intermediates->len)
		self->limit = "HC_LIMIT_CERT_FILE_CERTS";
	for (guint i = 0; i < n; i++) {
		HcKnown *known = hc_issuers_know(self->issuers, intermediates->pdata[i]);

		g_ptr_array_add(self->given, known);
		if (known->x509 != NULL && !g_ptr_array_find(self->usable, known, NULL))
			g_ptr_array_add(self->usable, known);
	}
}

/* Adds the anchors named @name; those that are not self-issued need an anchor above them. */
static void
add_anchors(Search *self, const X509_NAME *name)
{
	g_autoptr(GPtrArray) found = hc_issuers_anchors(self->issuers, name);

	for (guint i = 0; i < found->len; i++) {
		HcKnown *known = g_ptr_array_index(found, i);

		if (!g_ptr_array_find(self->anchors, known, NULL))
			g_ptr_array_add(self->anchors, hc_known_ref(known));
	}
}

/* Each issuer's name is asked for, those of the anchors found on the way too. */
static void
find_anchors(Search *self)
{
	add_anchors(self, X509_get_issuer_name(self->leaf->x509));
	for (guint i = 0; i < MIN(self->usable->len, HC_LIMIT_CHAIN_NAMES); i++) {
		const HcKnown *known = g_ptr_array_index(self->usable, i);

		add_anchors(self, X509_get_issuer_name(known->x509));
	}
	for (guint i = 0; i < MIN(self->anchors->len, HC_LIMIT_CHAIN_NAMES); i++) {
		const HcKnown *known = g_ptr_array_index(self->anchors, i);

		if (!known->facts->self_issued)
			add_anchors(self, X509_get_issuer_name(known->x509));
	}
	if (MAX(self->usable->len, self->anchors->len) > HC_LIMIT_CHAIN_NAMES)
		self->limit = "HC_LIMIT_CHAIN_NAMES";
}

/* --- trying ----------------------------------------------------------------------------------- */

static HcChainStatus
status_of(const HcChainPath *path)
{
	if (hc_chain_path_fault(path, HC_CHAIN_WEIGHS_FATAL) != NULL)
		return HC_CHAIN_INVALID;
	if (hc_chain_path_fault(path, HC_CHAIN_WEIGHS_MISSING) != NULL)
		return HC_CHAIN_INCOMPLETE;
	if (!path->anchored || hc_chain_path_fault(path, HC_CHAIN_WEIGHS_UNROOTED) != NULL)
		return HC_CHAIN_UNTRUSTED;
	return HC_CHAIN_TRUSTED;
}

/* The certificate of a failed path without which another path might do; NULL if there is none. */
static HcKnown *
to_blame(const HcChainPath *path)
{
	for (guint i = 0; i < path->faults->len; i++) {
		const HcChainFault *fault = &g_array_index(path->faults, HcChainFault, i);
		guint at = fault->at + (fault->of_issuer ? 1 : 0);

		if (fault->weight == HC_CHAIN_WEIGHS_FATAL && at > 0 && at < path->certs->len)
			return g_ptr_array_index(path->certs, at);
	}
	return path->certs->len > 1 ? g_ptr_array_index(path->certs, path->certs->len - 1) : NULL;
}

/* FALSE if it was no candidate any more. */
static gboolean
leave_out(Search *self, HcKnown *known)
{
	gboolean was_usable = g_ptr_array_remove(self->usable, known);

	return g_ptr_array_remove(self->anchors, known) || was_usable;
}

/*
 * OpenSSL takes one issuer of several and stays with it.  So whoever is to blame for a failed path
 * is left out and the next path is tried; if none leads to an anchor, the first one is told.
 */
static HcChainPath *
search(Search *self)
{
	HcChainPath *first =
		hc_chain_path_find(self->leaf, self->usable, self->anchors, self->when);
	g_autoptr(HcChainPath) path = NULL;
	const HcChainPath *last = first;

	for (guint tries = 1;; tries++) {
		g_autoptr(HcKnown) blamed = NULL;

		if (tries == HC_LIMIT_CHAIN_TRIES)
			self->limit = "HC_LIMIT_CHAIN_TRIES";
		if (tries == HC_LIMIT_CHAIN_TRIES || status_of(last) == HC_CHAIN_TRUSTED ||
			to_blame(last) == NULL)
			break;
		blamed = hc_known_ref(to_blame(last));
		if (!leave_out(self, blamed))
			break;
		g_clear_pointer(&path, hc_chain_path_free);
		path = hc_chain_path_find(self->leaf, self->usable, self->anchors, self->when);
		last = path;
	}
	if (last == first || status_of(last) != HC_CHAIN_TRUSTED)
		return first;
	hc_chain_path_free(first);
	return g_steal_pointer(&path);
}

/* --- what is told ----------------------------------------------------------------------------- */

static gboolean
is_same(const HcKnown *known, const HcCertFacts *facts)
{
	return known->facts->der != NULL && facts->der != NULL &&
	       g_bytes_equal(known->facts->der, facts->der);
}

/* Place in the path; its length if it is not there. */
static guint
place_of(const HcKnown *known, const GPtrArray *path)
{
	for (guint i = 0; i < path->len; i++) {
		if (is_same(known, g_ptr_array_index(path, i)))
			return i;
	}
	return path->len;
}

static gboolean
was_before(const GPtrArray *given, guint index)
{
	for (guint i = 0; i < index; i++) {
		const HcKnown *known = g_ptr_array_index(given, index);

		if (is_same(g_ptr_array_index(given, i), known->facts))
			return TRUE;
	}
	return FALSE;
}

static HcChainUse
use_of(const Search *search, guint index, const GPtrArray *path, guint *highest)
{
	const HcKnown *known = g_ptr_array_index(search->given, index);
	guint place = place_of(known, path);

	if (known->x509 == NULL)
		return HC_CHAIN_USE_UNREADABLE;
	if (place == 0 || was_before(search->given, index))
		return HC_CHAIN_USE_REPEATED;
	if (place == path->len)
		return HC_CHAIN_USE_SUPERFLUOUS;
	if (place < *highest)
		return HC_CHAIN_USE_MISPLACED;
	*highest = place;
	return known->facts->self_issued && place + 1 == path->len ? HC_CHAIN_USE_ROOT
								   : HC_CHAIN_USE_NEEDED;
}

static void
tell_uses(HcChain *self, const Search *search)
{
	guint highest = 0;

	for (guint i = 0; i < search->given->len; i++) {
		HcChainUse use = use_of(search, i, self->path, &highest);

		g_array_append_val(self->uses, use);
	}
}

static HcChain *
chain_new(void)
{
	HcChain *self = g_new0(HcChain, 1);

	self->path = g_ptr_array_new_with_free_func((GDestroyNotify)hc_cert_facts_free);
	self->notes = g_ptr_array_new_with_free_func((GDestroyNotify)hc_chain_note_free);
	self->uses = g_array_new(FALSE, FALSE, sizeof(HcChainUse));
	self->server_auth = HC_TRI_UNKNOWN;
	self->client_auth = HC_TRI_UNKNOWN;
	return self;
}

static void
tell_path(HcChain *self, const HcChainPath *path)
{
	const HcKnown *last = g_ptr_array_index(path->certs, path->certs->len - 1);

	self->status = status_of(path);
	for (guint i = 0; i < path->certs->len; i++) {
		const HcKnown *known = g_ptr_array_index(path->certs, i);

		g_ptr_array_add(self->path, hc_cert_facts_share(known->facts));
	}
	if (hc_chain_path_fault(path, HC_CHAIN_WEIGHS_MISSING) != NULL)
		self->missing_issuer = g_strdup(last->facts->issuer);
	hc_chain_note_path(self, path);
	if (self->status == HC_CHAIN_TRUSTED)
		self->anchor = g_strdup(last->facts->sha256);
}

/* Not every path was tried; nobody knows then that there is none. */
static void
tell_limit(HcChain *self, const char *limit)
{
	if (limit != NULL && self->status != HC_CHAIN_TRUSTED)
		hc_chain_note_take(self, HC_CHAIN_FAULT, 0,
			g_strdup_printf("limit %s reached: not every path was tried", limit));
}

/* A leaf that is no certificate has no chain. */
static void
tell_unreadable(HcChain *self, HcKnown *leaf)
{
	self->status = HC_CHAIN_INVALID;
	self->why = g_strdup(leaf->facts->head.why);
	g_ptr_array_add(self->path, hc_cert_facts_share(leaf->facts));
}

HcChain *
hc_chain_build(HcIssuers *issuers, GBytes *leaf, const GPtrArray *intermediates, HcTime when)
{
	HcChain *self = chain_new();
	g_autoptr(HcKnown) known = hc_known_new(leaf);
	g_autoptr(GPtrArray) given = g_ptr_array_new_with_free_func((GDestroyNotify)hc_known_unref);
	g_autoptr(GPtrArray) usable = g_ptr_array_new();
	g_autoptr(GPtrArray) anchors =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_known_unref);
	Search wanted = { issuers, known, given, usable, anchors, when };
	g_autoptr(HcChainPath) path = NULL;

	take_given(&wanted, intermediates);
	if (known->x509 == NULL) {
		tell_unreadable(self, known);
	} else {
		find_anchors(&wanted);
		path = search(&wanted);
		tell_path(self, path);
		tell_limit(self, wanted.limit);
	}
	tell_uses(self, &wanted);
	return self;
}

void
hc_chain_free(HcChain *self)
{
	if (self == NULL)
		return;
	g_free(self->why);
	g_ptr_array_unref(self->path);
	g_ptr_array_unref(self->notes);
	g_free(self->missing_issuer);
	g_free(self->anchor);
	g_array_unref(self->uses);
	g_free(self);
}

/* --- the leaf of a file ----------------------------------------------------------------------- */

static gboolean
issued_another(const HcCertFacts *cert, const GPtrArray *certs)
{
	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *other = g_ptr_array_index(certs, i);

		if (g_strcmp0(other->sha256, cert->sha256) != 0 &&
			g_strcmp0(other->issuer, cert->subject) == 0)
			return TRUE;
	}
	return FALSE;
}

const HcCertFacts *
hc_chain_find_leaf(const GPtrArray *certs)
{
	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (!issued_another(cert, certs))
			return cert;
	}
	return certs->len > 0 ? g_ptr_array_index(certs, 0) : NULL;
}

HcTime
hc_chain_time(const HcCertFacts *leaf, HcTime as_of)
{
	if (leaf->not_before == HC_TIME_NONE || leaf->not_after < leaf->not_before)
		return as_of;
	return CLAMP(as_of, leaf->not_before, leaf->not_after);
}
