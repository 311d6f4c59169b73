/* The keys of a run record.  Room: parse. */
#include "agent/parse/wizard/record.h"

#include "agent/base/limits.h"

static gboolean
read_number(const char *value, guint64 most, guint64 *ret_number)
{
	return g_ascii_string_to_unsigned(value, 10, 0, most, ret_number, NULL);
}

/* Four packed 16-bit numbers: major, minor, build, revision. */
static gboolean
put_version(char **field, const char *value)
{
	guint64 packed = 0;

	if (!read_number(value, G_MAXUINT64, &packed))
		return FALSE;
	g_free(*field);
	*field = g_strdup_printf("%u.%u.%u.%u", (guint)(packed >> 48),
		(guint)(packed >> 32 & 0xFFFF), (guint)(packed >> 16 & 0xFFFF),
		(guint)(packed & 0xFFFF));
	return TRUE;
}

static gboolean
put_client_version(HcRunRecord *record, const char *value)
{
	return put_version(&record->client_version, value);
}

static gboolean
put_server_version(HcRunRecord *record, const char *value)
{
	return put_version(&record->server_version, value);
}

static gboolean
put_time(HcRunRecord *record, const char *value)
{
	guint64 ticks = 0;
	HcTime when = HC_TIME_NONE;

	if (read_number(value, G_MAXINT64, &ticks))
		when = hc_when_from_ticks((gint64)ticks);
	if (when == HC_TIME_NONE)
		return FALSE;
	record->time = when;
	return TRUE;
}

static gboolean
put_mode(HcRunRecord *record, const char *value)
{
	g_free(record->mode);
	record->mode = g_strdup(value);
	return TRUE;
}

static gboolean
put_domain(HcRunRecord *record, const char *value)
{
	g_free(record->current_domain);
	record->current_domain = g_strdup(value);
	return TRUE;
}

static gboolean
put_duration(HcRunRecord *record, const char *value)
{
	gint64 length = -1;

	if (!hc_when_parse_timespan(value, &length) || length < 0)
		return FALSE;
	record->duration_us = length;
	return TRUE;
}

static gboolean
put_succeeded(HcRunRecord *record, const char *value)
{
	if (!hc_text_same(value, "True") && !hc_text_same(value, "False"))
		return FALSE;
	record->succeeded = hc_text_same(value, "True") ? HC_TRI_YES : HC_TRI_NO;
	return TRUE;
}

static const struct {
	const char *key;
	gboolean (*put)(HcRunRecord *record, const char *value); /* FALSE: not readable */
} known_keys[] = {
	{ "ClientVersion", put_client_version },
	{ "CurrentDomain", put_domain },
	{ "DateTimeUtcTicks", put_time },
	{ "Mode", put_mode },
	{ "ServerVersion", put_server_version },
	{ "WorkflowDuration", put_duration },
	{ "WorkflowSucceeded", put_succeeded },
};

static gboolean
put_known(HcRunRecord *record, const char *key, const char *value)
{
	for (guint i = 0; i < G_N_ELEMENTS(known_keys); i++) {
		if (hc_text_same(key, known_keys[i].key))
			return *value == '\0' || known_keys[i].put(record, value);
	}
	return FALSE;
}

static void
put_unknown(HcRunRecord *record, const char *key, const char *value)
{
	const guint n = record->unknown != NULL ? g_strv_length(record->unknown) : 0;

	if (n >= HC_LIMIT_RECORD_KEYS) {
		g_autofree char *why = g_strdup_printf(
			"more than %d keys that are not known, the rest is left out",
			HC_LIMIT_RECORD_KEYS);

		hc_record_set_malformed(record, why);
		return;
	}
	record->unknown = g_renew(char *, record->unknown, n + 2);
	record->unknown[n] = g_strdup_printf("%s=%s", key, value);
	record->unknown[n + 1] = NULL;
}

void
hc_record_put(HcRunRecord *record, const char *key, const char *value)
{
	g_return_if_fail(record != NULL && key != NULL);
	if (value == NULL)
		value = "";
	if (!put_known(record, key, value))
		put_unknown(record, key, value);
}

gboolean
hc_record_has_known(const HcRunRecord *record)
{
	return record->time != HC_TIME_NONE || record->client_version != NULL ||
	       record->server_version != NULL || record->mode != NULL ||
	       record->current_domain != NULL || record->duration_us >= 0 ||
	       record->succeeded != HC_TRI_UNKNOWN;
}

void
hc_record_set_malformed(HcRunRecord *record, const char *why)
{
	record->head.status = HC_FACT_MALFORMED;
	g_free(record->head.why);
	record->head.why = g_strdup(why);
}
