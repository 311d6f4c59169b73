/* What somebody in Exchange Online gets who writes to us.  Room: bounce. */
#include "agent/bounce/sender.h"

#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "certs/match.h"

#include <string.h>

#define CONFIRMED "confirmed"
#define DERIVED "derived"
#define UNCONFIRMED "unconfirmed"

void
hc_bounce_free(HcBounce *self)
{
	if (self == NULL)
		return;
	g_free(self->now);
	g_free(self->after_24h);
	g_free(self->what);
	g_free(self->source);
	g_free(self);
}

/* --- what spoils a session ------------------------------------------------------------------- */

/* TLS 1.2 is the least that Exchange Online speaks. */
static gboolean
is_too_old(const HcTlsSession *tls)
{
	HcTlsVersion version = HC_TLS_1_3;

	return tls->version != NULL && hc_tls_version_from_word(tls->version, &version) &&
	       version < HC_TLS_1_2;
}

/* The name that the connector demands; NULL if not even the one that was asked for is a name. */
static const char *
expected_name(const HcSmtpSession *session, const HcSender *sender)
{
	if (!hc_text_is_empty(sender->tls_domain))
		return sender->tls_domain;
	return g_strcmp0(session->host, session->address) != 0 ? session->host : NULL;
}

static const char *
condition_of_trust(const HcTlsTrust *trust)
{
	switch (trust->status) {
	case HC_TRUST_UNTRUSTED:
	case HC_TRUST_INCOMPLETE:
		return "untrusted-root";
	case HC_TRUST_INVALID:
		return "certificate-not-valid";
	case HC_TRUST_TRUSTED:
	case HC_TRUST_NOT_JUDGED:
	case HC_N_TRUST_STATUSES:
		break;
	}
	return NULL;
}

static const char *
condition_of_leaf(const HcSmtpSession *session, const HcSender *sender)
{
	const HcCertFacts *leaf = hc_tls_leaf(session->tls);
	const char *expected = expected_name(session, sender);
	const char *trust = condition_of_trust(&session->tls->trust[HC_TRUST_HOST]);

	if (leaf == NULL || leaf->head.status != HC_FACT_COLLECTED)
		return trust;
	if (leaf->not_after < sender->when)
		return "certificate-expired";
	if (leaf->not_before > sender->when)
		return "certificate-not-valid";
	if (trust != NULL)
		return trust;
	return expected != NULL && !hc_match_cert_covers(leaf, expected) ? "name-mismatch" : NULL;
}

/* What a session that ended so is known by besides its outcome; NULL: by nothing. */
static const char *
condition_of(const HcSmtpSession *session, const HcSender *sender)
{
	const HcTlsSession *tls = session->tls;

	if (session->outcome == HC_OUTCOME_REFUSED && session->stage != HC_STAGE_CONNECT)
		return session->reply.code == 0 ? "without-a-word" : NULL;
	/* Exchange Online has a certificate to show; this host had none, or another. */
	if (session->outcome == HC_OUTCOME_TLS_ALERT)
		return tls != NULL && tls->client_certificate == HC_TRI_YES ? "client-certificate"
									    : NULL;
	if (session->outcome != HC_OUTCOME_OK || tls == NULL)
		return NULL;
	return is_too_old(tls) ? "tls-too-old" : condition_of_leaf(session, sender);
}

/* --- texts ----------------------------------------------------------------------------------- */

/* What stands in braces in the texts of the table. */
typedef struct {
	const char *name; /* "host}" */
	char *value;
} Filling;

enum { HOST, ADDRESS, PORT, EXPECTED, PRESENTED, REPLY, LAST, N_FILLINGS };

static void
fillings_clear(Filling *fillings)
{
	for (guint i = 0; i < N_FILLINGS; i++)
		g_free(fillings[i].value);
}

static void
fillings_init(Filling *fillings)
{
	static const char *const names[N_FILLINGS] = { "host}", "address}", "port}", "expected}",
		"presented}", "reply}", "last}" };

	for (guint i = 0; i < N_FILLINGS; i++)
		fillings[i] = (Filling){ names[i], NULL };
}

/* "421 4.3.2 Service not available" */
static char *
reply_text(const HcSmtpReplyFacts *reply)
{
	g_autofree char *text = NULL;

	if (reply->code == 0)
		return g_strdup("no reply");
	text = g_strdup_printf("%u%s%s%s%s", reply->code, reply->enhanced != NULL ? " " : "",
		reply->enhanced != NULL ? reply->enhanced : "", reply->text != NULL ? " " : "",
		reply->text != NULL ? reply->text : "");
	return hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);
}

static void
fillings_of_session(Filling *fillings, const HcSmtpSession *session, const HcSender *sender)
{
	const HcCertFacts *leaf = session->tls != NULL ? hc_tls_leaf(session->tls) : NULL;

	fillings_init(fillings);
	fillings[HOST].value = hc_text_excerpt(session->host, HC_LIMIT_REPORT_TEXT);
	fillings[ADDRESS].value = g_strdup(session->address);
	fillings[PORT].value = g_strdup_printf("%u", session->port);
	fillings[EXPECTED].value =
		hc_text_excerpt(expected_name(session, sender), HC_LIMIT_REPORT_TEXT);
	fillings[PRESENTED].value =
		hc_text_excerpt(leaf != NULL ? leaf->subject : NULL, HC_LIMIT_REPORT_TEXT);
	fillings[REPLY].value = reply_text(&session->reply);
}

/* The filling a brace opens; NULL: the brace stands for itself. */
static const Filling *
find_filling(const Filling *fillings, const char *after_brace)
{
	for (guint i = 0; i < N_FILLINGS; i++) {
		if (g_str_has_prefix(after_brace, fillings[i].name))
			return &fillings[i];
	}
	return NULL;
}

static char *
fill(const char *text, const Filling *fillings)
{
	GString *out = g_string_new(NULL);
	const char *next = text;

	while (*next != '\0') {
		const Filling *filling = *next == '{' ? find_filling(fillings, next + 1) : NULL;

		if (filling == NULL) {
			g_string_append_c(out, *next++);
			continue;
		}
		g_string_append(out, filling->value != NULL ? filling->value : "");
		next += 1 + strlen(filling->name);
	}
	return g_string_free(out, FALSE);
}

/* --- the bounce ------------------------------------------------------------------------------ */

static const char *
confidence_word(const char *word)
{
	if (g_strcmp0(word, CONFIRMED) == 0)
		return CONFIRMED;
	return g_strcmp0(word, DERIVED) == 0 ? DERIVED : UNCONFIRMED;
}

static HcBounce *
without_text(const char *what)
{
	HcBounce *self = g_new0(HcBounce, 1);

	self->what = g_strdup(what);
	self->confidence = UNCONFIRMED;
	self->source = g_strdup("");
	self->as_of = HC_TIME_NONE;
	return self;
}

static HcBounce *
from_row(const HcBounceTable *table, const HcBounceRow *row, Filling *fillings)
{
	HcBounce *self = g_new0(HcBounce, 1);

	self->what = fill(row->what, fillings);
	self->confidence = confidence_word(row->confidence);
	self->source = g_strdup(row->source);
	self->as_of = row->as_of;
	if (row->now == NULL)
		return self;
	self->now = fill(row->now, fillings);
	fillings[LAST].value = g_strdup(self->now);
	self->after_24h = fill(row->after != NULL ? row->after : table->expired, fillings);
	return self;
}

static HcBounce *
look_up(const HcBounceTable *table, const char *outcome, const char *stage, const char *condition,
	Filling *fillings)
{
	const HcBounceRow *row = NULL;

	if (table->head.status != HC_FACT_COLLECTED)
		return without_text("The table of Exchange Online's replies could not be read.");
	row = hc_bounce_table_find(table, outcome, stage, condition);
	return row != NULL ? from_row(table, row, fillings)
			   : without_text("What Exchange Online says to this is not documented.");
}

static gboolean
says_something(const HcSmtpSession *session)
{
	return session->head.status == HC_FACT_COLLECTED && session->tls_max == 0 &&
	       session->outcome != HC_OUTCOME_NOT_REACHED &&
	       session->outcome != HC_OUTCOME_INTERRUPTED;
}

/* A name that stands for the connector's is a guess. */
static void
weaken(HcBounce *self, const HcSender *sender)
{
	g_autofree char *what = self->what;

	if (g_strcmp0(self->condition, "name-mismatch") != 0 ||
		!hc_text_is_empty(sender->tls_domain)) {
		self->what = g_steal_pointer(&what);
		return;
	}
	self->what = g_strdup_printf("%s The TlsDomain of the connector is not known: the name "
				     "that was asked for stands for it.",
		what);
	if (g_str_equal(self->confidence, CONFIRMED))
		self->confidence = DERIVED;
}

HcBounce *
hc_sender_bounce(const HcBounceTable *table, const HcSmtpSession *session, const HcSender *sender)
{
	const char *condition = NULL;
	Filling fillings[N_FILLINGS];
	HcBounce *self = NULL;

	if (!says_something(session))
		return NULL;
	condition = condition_of(session, sender);
	if (session->outcome == HC_OUTCOME_OK && condition == NULL)
		return NULL;
	fillings_of_session(fillings, session, sender);
	self = look_up(table, hc_outcome_word(session->outcome), hc_stage_word(session->stage),
		condition, fillings);
	fillings_clear(fillings);
	self->condition = condition;
	weaken(self, sender);
	return self;
}

HcBounce *
hc_sender_bounce_name(const HcBounceTable *table, const HcHostAddresses *addresses)
{
	Filling fillings[N_FILLINGS];
	HcBounce *self = NULL;

	if (addresses->head.status != HC_FACT_ABSENT)
		return NULL;
	fillings_init(fillings);
	fillings[HOST].value = hc_text_excerpt(addresses->host, HC_LIMIT_REPORT_TEXT);
	self = look_up(table, hc_outcome_word(HC_OUTCOME_NO_ADDRESS),
		hc_stage_word(HC_STAGE_RESOLVE), NULL, fillings);
	fillings_clear(fillings);
	return self;
}
