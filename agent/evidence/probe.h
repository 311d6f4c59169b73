/*
 * What every look at the network tells: which stage it came to, and how that ended.
 * Room: evidence.
 * In: filled by parse from transcripts.  Out: plain records and their words.
 */
#pragma once

#include "agent/base/role.h"
#include "agent/base/text.h"
#include "agent/evidence/fact.h"

/* Where every fact of this host's own probes was seen. */
#define HC_VANTAGE_THIS_HOST "this-host"

/* The stages of a session in their order; a connection alone ends with CONNECT. */
typedef enum {
	HC_STAGE_RESOLVE,
	HC_STAGE_CONNECT,
	HC_STAGE_GREETING,
	HC_STAGE_EHLO,
	HC_STAGE_STARTTLS,
	HC_STAGE_TLS,
	HC_STAGE_EHLO2, /* after the handshake; of HTTPS: request and answer */
	HC_STAGE_QUIT,
	HC_N_STAGES
} HcStage;

typedef enum {
	HC_OUTCOME_NOT_REACHED = 0,
	HC_OUTCOME_OK,
	HC_OUTCOME_NO_ADDRESS,  /* RESOLVE: there is no such name, or it has no address */
	HC_OUTCOME_REFUSED,     /* CONNECT: RST; later: 5xx, or closed without a word */
	HC_OUTCOME_FILTERED,    /* CONNECT: no answer at all */
	HC_OUTCOME_UNREACHABLE, /* CONNECT: ICMP says so */
	HC_OUTCOME_SILENT,      /* not an octet until the deadline */
	HC_OUTCOME_TARPIT,      /* octets, but too slowly */
	HC_OUTCOME_INSPECTED, /* a middlebox overwrote greeting or keywords; no STARTTLS is left */
	HC_OUTCOME_BUSY,      /* 4xx */
	HC_OUTCOME_NOT_SMTP,
	HC_OUTCOME_NOT_HTTP,
	HC_OUTCOME_NO_STARTTLS,
	HC_OUTCOME_STARTTLS_REFUSED, /* 4xx or 5xx to STARTTLS */
	HC_OUTCOME_RESET_AFTER_STARTTLS,
	HC_OUTCOME_PLAINTEXT_INJECTED, /* clear octets where only TLS may come */
	HC_OUTCOME_TLS_ALERT,
	HC_OUTCOME_TLS_CUT,     /* closed, or broken, in the handshake or behind it */
	HC_OUTCOME_INTERRUPTED, /* by the user, a budget or this host's own trouble: tells nothing
				 */
	HC_N_OUTCOMES
} HcOutcome;

typedef struct {
	HcOutcome outcome;
	gint64 took_us; /* 0 for NOT_REACHED */
	char *detail;   /* one printable sentence without full stop, or NULL */
} HcStageResult;

void hc_stage_result_clear(HcStageResult *self);

/* "resolve", "connect", "greeting", … */
const char *hc_stage_word(HcStage stage);
gboolean hc_stage_from_word(const char *word, HcStage *ret_stage);
/* "not-reached", "ok", "refused", "no-starttls", … */
const char *hc_outcome_word(HcOutcome outcome);
gboolean hc_outcome_from_word(const char *word, HcOutcome *ret_outcome);
/* Of one HC_ROLE_ bit, by its place: "given", "listener", …  FALSE: no such word. */
const char *hc_role_word(guint place);
gboolean hc_role_from_word(const char *word, guint *ret_role);
