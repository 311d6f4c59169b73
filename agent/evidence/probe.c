/* Stages, outcomes, roles and their words.  Room: evidence. */
#include "agent/evidence/probe.h"

static const char *const stage_words[HC_N_STAGES] = {
	[HC_STAGE_RESOLVE] = "resolve",
	[HC_STAGE_CONNECT] = "connect",
	[HC_STAGE_GREETING] = "greeting",
	[HC_STAGE_EHLO] = "ehlo",
	[HC_STAGE_STARTTLS] = "starttls",
	[HC_STAGE_TLS] = "tls",
	[HC_STAGE_EHLO2] = "ehlo2",
	[HC_STAGE_QUIT] = "quit",
};

static const char *const outcome_words[HC_N_OUTCOMES] = {
	[HC_OUTCOME_NOT_REACHED] = "not-reached",
	[HC_OUTCOME_OK] = "ok",
	[HC_OUTCOME_NO_ADDRESS] = "no-address",
	[HC_OUTCOME_REFUSED] = "refused",
	[HC_OUTCOME_FILTERED] = "filtered",
	[HC_OUTCOME_UNREACHABLE] = "unreachable",
	[HC_OUTCOME_SILENT] = "silent",
	[HC_OUTCOME_TARPIT] = "tarpit",
	[HC_OUTCOME_INSPECTED] = "inspected",
	[HC_OUTCOME_BUSY] = "busy",
	[HC_OUTCOME_NOT_SMTP] = "not-smtp",
	[HC_OUTCOME_NOT_HTTP] = "not-http",
	[HC_OUTCOME_NO_STARTTLS] = "no-starttls",
	[HC_OUTCOME_STARTTLS_REFUSED] = "starttls-refused",
	[HC_OUTCOME_RESET_AFTER_STARTTLS] = "reset-after-starttls",
	[HC_OUTCOME_PLAINTEXT_INJECTED] = "plaintext-injected",
	[HC_OUTCOME_TLS_ALERT] = "tls-alert",
	[HC_OUTCOME_TLS_CUT] = "tls-cut",
	[HC_OUTCOME_INTERRUPTED] = "interrupted",
};

static const char *const role_words[HC_N_ROLES] = {
	"given",
	"listener",
	"server",
	"exchange-online",
	"service",
	"revocation",
	"published",
};

/* The place of @word in @words; FALSE if it has none. */
static gboolean
find_word(const char *const *words, guint n_words, const char *word, guint *ret_place)
{
	for (guint i = 0; i < n_words; i++) {
		if (g_strcmp0(words[i], word) == 0) {
			*ret_place = i;
			return TRUE;
		}
	}
	return FALSE;
}

void
hc_stage_result_clear(HcStageResult *self)
{
	g_clear_pointer(&self->detail, g_free);
}

const char *
hc_stage_word(HcStage stage)
{
	return stage_words[stage];
}

gboolean
hc_stage_from_word(const char *word, HcStage *ret_stage)
{
	guint place = 0;

	if (!find_word(stage_words, HC_N_STAGES, word, &place))
		return FALSE;
	*ret_stage = (HcStage)place;
	return TRUE;
}

const char *
hc_outcome_word(HcOutcome outcome)
{
	return outcome_words[outcome];
}

gboolean
hc_outcome_from_word(const char *word, HcOutcome *ret_outcome)
{
	guint place = 0;

	if (!find_word(outcome_words, HC_N_OUTCOMES, word, &place))
		return FALSE;
	*ret_outcome = (HcOutcome)place;
	return TRUE;
}

const char *
hc_role_word(guint place)
{
	return role_words[place];
}

gboolean
hc_role_from_word(const char *word, guint *ret_role)
{
	guint place = 0;

	if (!find_word(role_words, HC_N_ROLES, word, &place))
		return FALSE;
	*ret_role = 1U << place;
	return TRUE;
}
