/* How a connection ended.  Room: parse. */
#include "agent/parse/probe/ending.h"

#include "agent/base/limits.h"

#include <string.h>

/* Errors by name: numbers differ from system to system. */
static const struct {
	const char *name;
	HcEnd end;
} errors[] = {
	{ "ECONNREFUSED", HC_END_REFUSED },
	{ "ECONNRESET", HC_END_RESET },
	{ "EPIPE", HC_END_RESET },
	{ "ECONNABORTED", HC_END_RESET },
	{ "ETIMEDOUT", HC_END_TIMEOUT },
	{ "EHOSTUNREACH", HC_END_UNREACHABLE },
	{ "ENETUNREACH", HC_END_UNREACHABLE },
	{ "EHOSTDOWN", HC_END_UNREACHABLE },
	{ "ENETDOWN", HC_END_UNREACHABLE },
	{ "ENONET", HC_END_UNREACHABLE },
	{ "EACCES", HC_END_UNREACHABLE },
	{ "EPERM", HC_END_UNREACHABLE },
	{ "ENOPROTOOPT", HC_END_UNREACHABLE },
	{ "EPROTO", HC_END_UNREACHABLE },
	{ "EMSGSIZE", HC_END_UNREACHABLE },
	{ "EOPNOTSUPP", HC_END_UNREACHABLE },
};

/* What OpenSSL calls a FIN that no close_notify announced. */
#define TLS_EOF "unexpected eof"

gboolean
hc_end_is(const HcRecord *record)
{
	return record->kind == HC_RECORD_CLOSED || record->kind == HC_RECORD_ERROR ||
	       record->kind == HC_RECORD_DEADLINE || record->kind == HC_RECORD_LIMIT ||
	       record->kind == HC_RECORD_CANCELLED;
}

static HcEnd
end_of_error(const HcRecord *record)
{
	const char *name = record->text != NULL ? record->text : "";

	for (guint i = 0; i < G_N_ELEMENTS(errors); i++) {
		if (g_str_equal(errors[i].name, name))
			return errors[i].end;
	}
	if (record->code != 0)
		return HC_END_OWN;
	return strstr(name, TLS_EOF) != NULL ? HC_END_CLOSED : HC_END_TLS_FAULT;
}

HcEnd
hc_end_of(const HcRecord *record)
{
	if (record == NULL)
		return HC_END_NONE;
	if (record->kind == HC_RECORD_ERROR)
		return end_of_error(record);
	if (record->kind == HC_RECORD_CLOSED)
		return HC_END_CLOSED;
	if (record->kind == HC_RECORD_DEADLINE)
		return HC_END_TIMEOUT;
	if (record->kind == HC_RECORD_LIMIT)
		return HC_END_LIMIT;
	return record->kind == HC_RECORD_CANCELLED ? HC_END_CANCELLED : HC_END_NONE;
}

HcOutcome
hc_end_at_connect(HcEnd end)
{
	switch (end) {
	case HC_END_CLOSED:
	case HC_END_RESET:
	case HC_END_REFUSED:
		return HC_OUTCOME_REFUSED;
	case HC_END_UNREACHABLE:
		return HC_OUTCOME_UNREACHABLE;
	case HC_END_TIMEOUT:
		return HC_OUTCOME_FILTERED;
	case HC_END_NONE:
	case HC_END_TLS_FAULT:
	case HC_END_LIMIT:
	case HC_END_CANCELLED:
	case HC_END_OWN:
		break;
	}
	return HC_OUTCOME_INTERRUPTED;
}

static const char *
words_of(HcEnd end)
{
	switch (end) {
	case HC_END_NONE:
		return "the record of the session breaks off";
	case HC_END_CLOSED:
		return "closed by the peer";
	case HC_END_RESET:
		return "reset by the peer";
	case HC_END_REFUSED:
		return "nobody listens there, or a firewall rejects it";
	case HC_END_UNREACHABLE:
		return "reported as unreachable";
	case HC_END_TIMEOUT:
		return "no answer until the deadline";
	case HC_END_TLS_FAULT:
		return "TLS cannot go on";
	case HC_END_LIMIT:
		return "more was sent than is looked at";
	case HC_END_CANCELLED:
		return "not waited for";
	case HC_END_OWN:
		return "trouble of this host";
	}
	return "";
}

char *
hc_end_text(const HcRecord *record)
{
	const HcEnd end = hc_end_of(record);
	g_autofree char *text =
		record != NULL ? hc_text_excerpt(record->text, HC_LIMIT_REPORT_TEXT) : NULL;

	if (hc_text_is_empty(text))
		return g_strdup(words_of(end));
	return g_strdup_printf("%s (%s)", words_of(end), text);
}
