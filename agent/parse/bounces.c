/* The shipped table of Exchange Online's replies.  Room: parse. */
#include "agent/parse/bounces.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/evidence/json-in.h"

#include <string.h>

#define SCHEMA "hybridcheck-exchange-online-replies/1"

static json_t *
load(const char *data, gsize length, GError **error)
{
	json_error_t problem = { 0 };
	json_t *root = NULL;

	if (length > HC_LIMIT_BOUNCES_BYTES) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT, "longer than %d octets",
			HC_LIMIT_BOUNCES_BYTES);
		return NULL;
	}
	root = json_loadb(data, length, JSON_REJECT_DUPLICATES, &problem);
	if (root == NULL)
		g_set_error(
			error, HC_ERROR, HC_ERROR_INPUT, "line %d: %s", problem.line, problem.text);
	return root;
}

/* Braces hold nothing but the names of what is filled in. */
static gboolean
has_known_names(const char *text)
{
	static const char *const names[] = { "host}", "address}", "port}", "expected}",
		"presented}", "reply}", "last}" };
	const char *brace = text;

	while ((brace = strchr(brace, '{')) != NULL) {
		gboolean known = FALSE;

		brace++;
		for (guint i = 0; i < G_N_ELEMENTS(names); i++)
			known = known || g_str_has_prefix(brace, names[i]);
		if (!known)
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_text(const HcJsonAt *at, const char *key, char **ret_text, GError **error)
{
	if (!hc_json_in_text(at, key, ret_text, error))
		return FALSE;
	if (*ret_text == NULL)
		return TRUE;
	if (strlen(*ret_text) > HC_LIMIT_BOUNCE_TEXT)
		return hc_json_in_fail(at, key, "too long", error);
	return has_known_names(*ret_text) ||
	       hc_json_in_fail(at, key, "unknown name in braces", error);
}

static gboolean
needed_text(const HcJsonAt *at, const char *key, char **ret_text, GError **error)
{
	if (!read_text(at, key, ret_text, error))
		return FALSE;
	return !hc_text_is_empty(*ret_text) || hc_json_in_fail(at, key, "missing", error);
}

static gboolean
needed_time(const HcJsonAt *at, HcTime *ret_when, GError **error)
{
	if (!hc_json_in_time(at, "as_of", ret_when, error))
		return FALSE;
	return *ret_when != HC_TIME_NONE || hc_json_in_fail(at, "as_of", "missing", error);
}

static gboolean
needed_confidence(const HcJsonAt *at, char **ret_word, GError **error)
{
	static const char *const words[] = { "confirmed", "derived", "unconfirmed", NULL };

	if (!needed_text(at, "confidence", ret_word, error))
		return FALSE;
	return g_strv_contains(words, *ret_word) ||
	       hc_json_in_fail(at, "confidence", "not confirmed, derived or unconfirmed", error);
}

/* Two rows for one case would leave open which of them holds. */
static gboolean
is_new(const HcBounceTable *table, const HcBounceRow *row)
{
	const HcBounceRow *same =
		hc_bounce_table_find(table, row->outcome, row->stage, row->condition);

	return same == NULL || g_strcmp0(same->stage, row->stage) != 0;
}

static gboolean
read_row(const HcJsonAt *at, gpointer into, GError **error)
{
	HcBounceTable *table = into;
	g_autoptr(HcBounceRow) row = hc_bounce_row_new();

	if (!needed_text(at, "outcome", &row->outcome, error) ||
		!read_text(at, "stage", &row->stage, error) ||
		!read_text(at, "condition", &row->condition, error) ||
		!read_text(at, "now", &row->now, error) ||
		!read_text(at, "after", &row->after, error) ||
		!needed_text(at, "what", &row->what, error) ||
		!needed_confidence(at, &row->confidence, error) ||
		!needed_text(at, "source", &row->source, error) ||
		!needed_time(at, &row->as_of, error))
		return FALSE;
	if (!is_new(table, row))
		return hc_json_in_fail(at, NULL, "a second row for the same case", error);
	g_ptr_array_add(table->rows, g_steal_pointer(&row));
	return TRUE;
}

static gboolean
read_expiry(const HcJsonAt *at, HcBounceTable *table, GError **error)
{
	if (!hc_json_in_uint(at, "expiry_hours", &table->expiry_hours, error) ||
		!needed_text(at, "expired", &table->expired, error))
		return FALSE;
	if (table->expiry_hours == 0)
		return hc_json_in_fail(at, "expiry_hours", "missing", error);
	return strstr(table->expired, "{last}") != NULL ||
	       hc_json_in_fail(at, "expired", "has no {last}", error);
}

static gboolean
read_schema(const HcJsonAt *at, GError **error)
{
	g_autofree char *schema = NULL;

	if (!json_is_object(at->value))
		return hc_json_in_fail(at, NULL, "not an object", error);
	if (!hc_json_in_text(at, "schema", &schema, error))
		return FALSE;
	return g_strcmp0(schema, SCHEMA) == 0 ||
	       hc_json_in_fail(at, "schema", "not " SCHEMA, error);
}

/* NULL with @error unless @root is a whole table; @ret_as_of is the day it speaks of. */
static HcBounceTable *
read_table(const json_t *root, HcTime *ret_as_of, GError **error)
{
	static const HcJsonArray rows = { "replies", HC_LIMIT_BOUNCE_ROWS, read_row };
	const HcJsonAt at = { NULL, "replies", -1, root };
	g_autoptr(HcBounceTable) table = hc_bounce_table_new();

	if (!read_schema(&at, error) || !needed_time(&at, ret_as_of, error) ||
		!needed_text(&at, "name", &table->name, error) ||
		!needed_text(&at, "version", &table->version, error) ||
		!needed_text(&at, "source", &table->source, error) ||
		!read_expiry(&at, table, error) || !hc_json_in_each(&at, &rows, table, error))
		return NULL;
	if (table->rows->len == 0) {
		hc_json_in_fail(&at, "replies", "missing", error);
		return NULL;
	}
	return g_steal_pointer(&table);
}

HcBounceTable *
hc_bounces_parse(const char *data, gsize length, const char *name)
{
	g_autoptr(GError) error = NULL;
	json_auto_t *root = load(data, length, &error);
	HcTime as_of = HC_TIME_NONE;
	HcBounceTable *table = root != NULL ? read_table(root, &as_of, &error) : NULL;
	HcFactHead head = { .status = HC_FACT_COLLECTED };
	g_autofree char *input = g_strdup(name);
	g_autofree char *why = NULL;

	if (table == NULL) {
		table = hc_bounce_table_new();
		head.status = HC_FACT_MALFORMED;
		head.why = why = hc_text_excerpt(error->message, HC_LIMIT_REPORT_TEXT);
	}
	head.origin.input = input;
	head.origin.as_of = as_of;
	hc_bounce_table_set_head(table, &head);
	return table;
}
