/* What a certificate file's chain is worth.  Room: app. */
#include "agent/app/cert-chain.h"

#include "agent/app/shipped-anchors.h"
#include "agent/app/trust.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "certs/chain.h"

static void
anchors_clear(HcCertAnchors *self)
{
	g_free(self->name);
	g_free(self->text);
}

void
hc_cert_chain_free(HcCertChain *self)
{
	if (self == NULL)
		return;
	anchors_clear(&self->host);
	anchors_clear(&self->shipped);
	g_free(self->shipped_version);
	g_free(self->shipped_source);
	g_free(self->complete_text);
	g_free(self->missing_issuer);
	g_ptr_array_unref(self->path);
	g_ptr_array_unref(self->notes);
	g_free(self);
}

/* The bundle of this host, or the anchors of @ca_file. */
static HcTrust *
open_trust(const HcWorld *world, const char *ca_file, GError **error)
{
	HcTrust *trust = NULL;

	if (ca_file == NULL)
		return hc_trust_new_folder(world->trust_folder);
	trust = hc_trust_new_file(ca_file, error);
	if (trust == NULL)
		g_prefix_error(error, "--ca-file: ");
	return trust;
}

static HcChain *
build(HcAnchorLookup lookup, gpointer user, const GPtrArray *certs, const HcCertFacts *leaf,
	HcTime when)
{
	g_autoptr(HcIssuers) issuers = hc_issuers_new(lookup, user);
	g_autoptr(GPtrArray) others = g_ptr_array_new();

	for (guint i = 0; i < certs->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(certs, i);

		if (cert != leaf && cert->der != NULL)
			g_ptr_array_add(others, cert->der);
	}
	return hc_chain_build(issuers, leaf->der, others, when);
}

/* A chain that is not valid is refused whatever it ends in. */
static void
say_host(HcCertAnchors *host, const HcTrust *trust, const HcChain *chain)
{
	host->as_of = hc_trust_modified(trust);
	host->name = g_strdup(hc_trust_path(trust));
	host->reached = hc_trust_judge(trust, chain, &host->text);
	if (chain->status != HC_CHAIN_INVALID)
		return;
	host->reached = HC_TRI_NO;
	g_free(host->text);
	host->text = g_strdup_printf("the chain is not valid: %s", chain->why);
}

static void
say_complete(HcCertChain *self, const HcChain *chain)
{
	g_autofree char *issuer = hc_text_excerpt(chain->missing_issuer, HC_LIMIT_REPORT_TEXT);

	self->missing_issuer = g_strdup(chain->missing_issuer);
	switch (chain->status) {
	case HC_CHAIN_TRUSTED:
	case HC_CHAIN_UNTRUSTED:
		self->complete = HC_TRI_YES;
		self->complete_text = g_strdup("the file holds every intermediate");
		return;
	case HC_CHAIN_INVALID:
		self->complete = HC_TRI_UNKNOWN;
		self->complete_text = g_strdup("whether the file holds every intermediate cannot "
					       "be told of a chain that is not valid");
		return;
	case HC_CHAIN_INCOMPLETE:
		break;
	}
	if (chain->path->len <= 1) {
		self->complete = HC_TRI_NO;
		self->complete_text =
			g_strdup_printf("the file does not hold the issuer %s", issuer);
		return;
	}
	self->complete = HC_TRI_UNKNOWN;
	self->complete_text =
		g_strdup_printf("the file does not hold %s: an intermediate, or a root "
				"that this host does not know",
			issuer);
}

static void
say_shipped(HcCertAnchors *shipped, const HcShippedAnchors *set, const HcChain *chain)
{
	g_autofree char *date = hc_when_format_date(set->as_of);

	shipped->as_of = set->as_of;
	shipped->name = g_strdup(set->name);
	shipped->reached = HC_TRI_UNKNOWN;
	if (chain->status == HC_CHAIN_TRUSTED)
		shipped->reached = HC_TRI_YES;
	else if (chain->status == HC_CHAIN_UNTRUSTED)
		shipped->reached = HC_TRI_NO;
	shipped->text = g_strdup_printf("for information: it %s one of the %u roots (%s) that "
					"Exchange Online's own certificate is judged by; a "
					"certificate of yours needs none of these",
		shipped->reached == HC_TRI_YES ? "ends in" : "was not seen to end in",
		hc_anchors_n(set->anchors), date != NULL ? date : "undated");
}

static void
keep_path(HcCertChain *self, const HcChain *chain)
{
	for (guint i = 0; i < chain->path->len; i++) {
		const HcCertFacts *cert = g_ptr_array_index(chain->path, i);

		g_ptr_array_add(self->path, g_strdup(cert->thumbprint));
	}
	for (guint i = 0; i < chain->notes->len; i++) {
		const HcChainNote *note = g_ptr_array_index(chain->notes, i);
		const HcCertFacts *cert = note->at < chain->path->len
						  ? g_ptr_array_index(chain->path, note->at)
						  : NULL;

		g_ptr_array_add(
			self->notes, g_strdup_printf("%s: %s",
					     cert != NULL ? cert->subject : "chain", note->text));
	}
}

/* A root that cannot be read may be the one that is missing. */
static void
keep_unread(HcCertChain *self, const HcTrust *trust)
{
	const GPtrArray *files = hc_trust_files(trust);

	for (guint i = 0; i < files->len; i++) {
		const HcCapture *file = g_ptr_array_index(files, i);

		if (hc_capture_ending(file) != HC_ENDING_DONE)
			g_ptr_array_add(
				self->notes, g_strdup_printf("%s was not read: %s",
						     hc_capture_name(file), hc_capture_why(file)));
	}
}

HcCertChain *
hc_cert_chain_judge(const HcWorld *world, const char *ca_file, const GPtrArray *certs,
	const HcCertFacts *leaf, HcTime as_of, GError **error)
{
	g_autoptr(HcCertChain) self = g_new0(HcCertChain, 1);
	g_autoptr(HcTrust) trust = NULL;
	g_autoptr(HcShippedAnchors) shipped = NULL;
	g_autoptr(HcChain) chain = NULL;
	g_autoptr(HcChain) other = NULL;
	HcTime when = hc_chain_time(leaf, as_of);

	self->path = g_ptr_array_new_with_free_func(g_free);
	self->notes = g_ptr_array_new_with_free_func(g_free);
	trust = open_trust(world, ca_file, error);
	if (trust == NULL)
		return NULL;
	shipped = hc_shipped_anchors_load(world->data_dir, error);
	if (shipped == NULL)
		return NULL;
	chain = build(hc_trust_lookup, trust, certs, leaf, when);
	other = build(hc_anchors_lookup, shipped->anchors, certs, leaf, when);
	say_host(&self->host, trust, chain);
	say_complete(self, chain);
	say_shipped(&self->shipped, shipped, other);
	self->shipped_version = g_strdup(shipped->version);
	self->shipped_source = g_strdup(shipped->source);
	keep_path(self, chain);
	keep_unread(self, trust);
	return g_steal_pointer(&self);
}
