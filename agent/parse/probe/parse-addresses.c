/* What the resolver said of a name.  Room: parse. */
#include "agent/parse/probe/ending.h"
#include "agent/parse/probe/parsers.h"

#include "agent/base/limits.h"

#include <string.h>

/* What became of one family's question. */
typedef enum {
	NO_SUCH_NAME, /* weakest last: the first that holds tells what became of the name */
	NO_SUCH_DATA,
	NO_ANSWER,
	FAILED,
} Trouble;

/* "A EAI_NONAME": the family, then getaddrinfo()'s error by name. */
static const struct {
	const char *name;
	Trouble trouble;
} errors[] = {
	{ "EAI_NONAME", NO_SUCH_NAME },
	{ "EAI_NODATA", NO_SUCH_DATA },
	{ "EAI_ADDRFAMILY", NO_SUCH_DATA },
	{ "EAI_AGAIN", NO_ANSWER },
};

typedef struct {
	GPtrArray *addresses;
	gboolean saw[FAILED + 1];
	GString *text;       /* every error, joined */
	const HcRecord *end; /* deadline, limit or cancelled; NULL: none of these */
	gint64 took_us;
} Reading;

static Trouble
trouble_of(const HcRecord *record)
{
	const char *text = record->text != NULL ? record->text : "";

	for (guint i = 0; i < G_N_ELEMENTS(errors); i++) {
		if (strstr(text, errors[i].name) != NULL)
			return errors[i].trouble;
	}
	return FAILED;
}

static void
on_error(Reading *self, const HcRecord *record)
{
	g_autofree char *text = hc_text_excerpt(record->text, HC_LIMIT_REPORT_TEXT);

	self->saw[trouble_of(record)] = TRUE;
	g_string_append_printf(self->text, "%s%s", self->text->len > 0 ? ", " : "", text);
}

static void
on_address(Reading *self, const HcRecord *record)
{
	g_autofree char *address = hc_text_printable(record->text);
	const gboolean is_known =
		g_ptr_array_find_with_equal_func(self->addresses, address, g_str_equal, NULL);

	if (!is_known && self->addresses->len < HC_LIMIT_ADDRESSES)
		g_ptr_array_add(self->addresses, g_steal_pointer(&address));
}

static void
read_records(Reading *self, const HcTranscript *transcript)
{
	for (guint i = 0; i < hc_transcript_n(transcript); i++) {
		const HcRecord *record = hc_transcript_at(transcript, i);

		self->took_us = record->at_us;
		if (record->kind == HC_RECORD_ADDRESS)
			on_address(self, record);
		else if (record->kind == HC_RECORD_ERROR)
			on_error(self, record);
		else if (self->end == NULL && hc_end_is(record))
			self->end = record;
	}
}

/* Of a name without a known address.  One family's silence leaves open what the other denies. */
static HcOutcome
outcome_without(const Reading *self)
{
	if (self->end != NULL)
		return hc_end_of(self->end) == HC_END_TIMEOUT ? HC_OUTCOME_SILENT
							      : HC_OUTCOME_INTERRUPTED;
	if (self->saw[NO_ANSWER])
		return HC_OUTCOME_SILENT;
	if (self->saw[FAILED])
		return HC_OUTCOME_UNREACHABLE;
	return self->saw[NO_SUCH_NAME] || self->saw[NO_SUCH_DATA] ? HC_OUTCOME_NO_ADDRESS
								  : HC_OUTCOME_INTERRUPTED;
}

static const char *
words_of(const Reading *self, HcOutcome outcome)
{
	if (outcome == HC_OUTCOME_NO_ADDRESS)
		return self->saw[NO_SUCH_DATA] ? "the name has no address"
					       : "there is no such name";
	if (outcome == HC_OUTCOME_SILENT)
		return "the resolver did not answer";
	return outcome == HC_OUTCOME_UNREACHABLE ? "the resolver failed"
						 : "the answer was not waited for";
}

static char *
detail_of(const Reading *self, HcOutcome outcome)
{
	/* A family that has no address is no news beside one that has. */
	if (outcome == HC_OUTCOME_OK) {
		const gboolean all =
			!self->saw[NO_ANSWER] && !self->saw[FAILED] && self->end == NULL;

		return all ? NULL
			   : g_strdup_printf("not all was answered%s%s",
				     self->text->len > 0 ? ": " : "", self->text->str);
	}
	if (self->text->len == 0)
		return g_strdup(words_of(self, outcome));
	return g_strdup_printf("%s (%s)", words_of(self, outcome), self->text->str);
}

static HcFactStatus
status_of(HcOutcome outcome)
{
	if (outcome == HC_OUTCOME_OK)
		return HC_FACT_COLLECTED;
	return outcome == HC_OUTCOME_NO_ADDRESS ? HC_FACT_ABSENT : HC_FACT_UNREACHABLE;
}

void
hc_parse_addresses(const HcAnswerRead *answer)
{
	g_autofree char *host = hc_text_printable(answer->question->host);
	HcHostAddresses *addresses = hc_host_addresses_new(host);
	Reading reading = { .addresses = g_ptr_array_new(), .text = g_string_new(NULL) };
	HcStageResult *result = &addresses->result;

	read_records(&reading, answer->transcript);
	result->outcome = reading.addresses->len > 0 ? HC_OUTCOME_OK : outcome_without(&reading);
	result->took_us = reading.took_us;
	result->detail = detail_of(&reading, result->outcome);
	addresses->roles = answer->question->roles;
	addresses->head.status = status_of(result->outcome);
	if (addresses->head.status != HC_FACT_COLLECTED)
		addresses->head.why = g_strdup(result->detail);
	hc_answer_fill_origin(answer, &addresses->head.origin);
	g_ptr_array_add(reading.addresses, NULL);
	g_strfreev(addresses->addresses);
	addresses->addresses = (GStrv)g_ptr_array_free(reading.addresses, FALSE);
	g_string_free(reading.text, TRUE);
	hc_evidence_builder_take_addresses(answer->builder, addresses);
}
