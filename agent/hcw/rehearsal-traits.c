/* What the new certificate is by itself: key, purposes, dates, chain.  Room: hcw. */
#include "agent/hcw/rehearsal-parts.h"

#include "certs/fitness.h"
#include "certs/renewal.h"

typedef HcTri (*Fitness)(const HcCertFacts *cert, GString *text);

typedef struct {
	const char *id;
	const char *what;
	Fitness fitness;
	HcRehearsedEffect bad;     /* the answer is NO */
	HcRehearsedEffect unclear; /* the facts do not say */
	const char *consequence;
	const char *source;
} Trait;

static const Trait traits[] = {
	{ "key", "key", hc_fitness_key, HC_REHEARSED_FIX_FIRST, HC_REHEARSED_UNKNOWN,
		"TLS peers refuse the handshake: have it issued again with an RSA key of at least "
		"2048 bits",
		"HC-CERT" },
	{ "key-type", "kind of key", hc_fitness_key_type, HC_REHEARSED_INFO, HC_REHEARSED_INFO,
		"the published cipher list of Exchange Online names RSA authentication only, and "
		"Exchange supports elliptic curves only since April 2024, when enabled: prefer RSA",
		"DOC-CIPHERS COMM-FRANKY" },
	{ "signature", "signature", hc_fitness_hash, HC_REHEARSED_FIX_FIRST, HC_REHEARSED_UNKNOWN,
		"TLS peers do not trust it: have it issued again", "DOC-CIPHERS HC-CERT" },
	{ "server-auth", "server authentication", hc_fitness_server_auth, HC_REHEARSED_FIX_FIRST,
		HC_REHEARSED_UNKNOWN,
		"a TLS peer may refuse it: have it issued again with server authentication among "
		"its purposes",
		"LOG-A" },
	{ "client-auth", "client authentication", hc_fitness_client_auth, HC_REHEARSED_INFO,
		HC_REHEARSED_INFO,
		"the Send connector presents it as a TLS client, yet no source says that Exchange "
		"Online requires this purpose; public CAs stop issuing it",
		"LOG-A" },
};

static void
add_trait(HcDraft *self, const Trait *trait)
{
	g_autoptr(GString) text = g_string_new(NULL);
	HcTri good = trait->fitness(self->cert, text);
	HcRehearsed *entry = hc_draft_add(self, trait->id, HC_REHEARSED_NONE, trait->source);

	hc_rehearsed_say(&entry->what, "Certificate: %s", trait->what);
	hc_rehearsed_say(&entry->then, "%s", text->str);
	if (good == HC_TRI_YES)
		return;
	entry->effect = good == HC_TRI_NO ? trait->bad : trait->unclear;
	hc_rehearsed_say(&entry->why, "%s", trait->consequence);
	if (entry->effect == HC_REHEARSED_UNKNOWN)
		hc_rehearsed_say(&entry->supply, "a file in which this can be read");
}

static void
add_validity(HcDraft *self)
{
	const HcCertFacts *cert = self->cert;
	HcRehearsed *entry = hc_draft_add(self, "validity", HC_REHEARSED_NONE, "HC-CERT HC-CLOUD");
	g_autofree char *from = hc_when_format_date(cert->not_before);
	g_autofree char *to = hc_when_format_date(cert->not_after);

	hc_rehearsed_say(&entry->what, "Certificate: dates");
	if (from == NULL || to == NULL) {
		entry->effect = HC_REHEARSED_UNKNOWN;
		hc_rehearsed_say(&entry->then, "when it is valid cannot be read");
		hc_rehearsed_say(&entry->supply, "a file in which the dates can be read");
		return;
	}
	hc_rehearsed_say(&entry->then, "it is valid from %s to %s", from, to);
	if (self->as_of > cert->not_after) {
		entry->effect = HC_REHEARSED_FIX_FIRST;
		hc_rehearsed_say(&entry->then, "it expired on %s", to);
		hc_rehearsed_say(&entry->why, "it is no use any more: obtain one that is valid");
	} else if (self->as_of < cert->not_before) {
		entry->effect = HC_REHEARSED_FIX_FIRST;
		hc_rehearsed_say(&entry->then, "it is not valid before %s", from);
		hc_rehearsed_say(&entry->why,
			"of one name Exchange takes the newest, valid or not: do not install it "
			"before %s",
			from);
	} else if (hc_renewal_expiry(cert, self->as_of) != HC_EXPIRY_FAR) {
		entry->effect = HC_REHEARSED_MANUAL_FIX;
		hc_rehearsed_say(&entry->then, "it expires on %s", to);
		hc_rehearsed_say(&entry->why, "that is soon by the measure of its own lifetime");
	}
}

/* Longer than public CAs may issue: a private CA, or a mistake of a public one. */
static void
add_lifetime(HcDraft *self)
{
	guint days = hc_renewal_lifetime_days(self->cert);
	guint limit = hc_renewal_lifetime_limit(self->cert->not_before);
	HcRehearsed *entry;

	if (days == 0 || limit == 0)
		return;
	entry = hc_draft_add(self, "lifetime", days > limit ? HC_REHEARSED_INFO : HC_REHEARSED_NONE,
		"CABF-SC081");
	hc_rehearsed_say(&entry->what, "Certificate: lifetime");
	hc_rehearsed_say(&entry->then,
		"it is valid for %u days; a public CA might issue it for %u at most", days, limit);
	if (days > limit)
		hc_rehearsed_say(&entry->why,
			"it comes from a private CA, or a public one made a mistake and may "
			"revoke it");
}

static void
add_rotation(HcDraft *self)
{
	const HcRotatingIssuer *issuer = hc_renewal_rotating_issuer(self->cert->issuer);
	HcRehearsed *entry;

	if (issuer == NULL)
		return;
	entry = hc_draft_add(self, "issuer-rotation", HC_REHEARSED_RERUN_RECOMMENDED, "LE-CHAINS");
	hc_rehearsed_say(&entry->what, "Certificate: issuer");
	hc_rehearsed_say(&entry->then, "each renewal may change <I>…: %s (as of %s)", issuer->fact,
		issuer->as_of);
	hc_rehearsed_say(&entry->why,
		"put Set-SendConnector, Set-ReceiveConnector and Set-HybridConfiguration into the "
		"hook that runs after each renewal");
}

static HcRehearsedEffect
effect_of(HcTri good)
{
	if (good == HC_TRI_UNKNOWN)
		return HC_REHEARSED_UNKNOWN;
	return good == HC_TRI_YES ? HC_REHEARSED_NONE : HC_REHEARSED_FIX_FIRST;
}

static void
add_public(HcDraft *self)
{
	HcTri good = self->cert->self_issued ? HC_TRI_NO : self->chain->is_public;
	HcRehearsed *entry = hc_draft_add(
		self, "chain-public", effect_of(good), "KB2879262 DOC-CERTREQ KB2888788");

	hc_rehearsed_say(&entry->what, "Chain: public CA");
	hc_rehearsed_say(&entry->then, "%s",
		self->cert->self_issued ? "it is self-signed" : self->chain->public_text);
	if (good == HC_TRI_NO)
		hc_rehearsed_say(&entry->why,
			"Exchange Online does not trust it and the wizard does not offer it: "
			"obtain one from a public CA (450 4.4.317 UntrustedRoot, 550 5.7.64)");
	else if (good == HC_TRI_UNKNOWN)
		hc_rehearsed_say(&entry->supply,
			"--ca-file with a bundle of public roots, and a file that holds the "
			"intermediates");
}

static void
add_complete(HcDraft *self)
{
	HcTri good = self->cert->self_issued ? HC_TRI_YES : self->chain->is_complete;
	HcRehearsed *entry =
		hc_draft_add(self, "chain-file", effect_of(good), "NDR-44317 BLOG-TLSCERT");

	hc_rehearsed_say(&entry->what, "Chain: what the file holds");
	hc_rehearsed_say(&entry->then, "%s",
		self->cert->self_issued ? "it is self-signed" : self->chain->complete_text);
	if (good == HC_TRI_NO)
		hc_rehearsed_say(&entry->why,
			"Exchange Online never fetches an intermediate: get it from the CA and "
			"install it in LocalMachine\\CA of every server before the certificate "
			"(450 4.4.317 UntrustedRoot)");
	else if (good == HC_TRI_UNKNOWN)
		hc_rehearsed_say(&entry->supply, "a file that holds the intermediates");
}

void
hc_draft_traits(HcDraft *self)
{
	add_validity(self);
	for (guint i = 0; i < G_N_ELEMENTS(traits); i++)
		add_trait(self, &traits[i]);
	add_lifetime(self);
	add_rotation(self);
	add_public(self);
	add_complete(self);
}
