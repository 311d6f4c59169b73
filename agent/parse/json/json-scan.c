/* One look over JSON text before it is read.  Room: parse. */
#include "agent/parse/json/json-scan.h"
#include "agent/parse/export/export.h"

#include <string.h>

/* Arrays of exported objects stand no deeper than this. */
#define EXPORT_DEPTH 2

typedef struct {
	const char *text;
	gsize length;
	gsize at;
	gsize depth;
	char open[EXPORT_DEPTH]; /* the outermost brackets */
	gboolean holds_exports;  /* the array at @exports_depth does */
	gsize exports_depth;
	gsize key, key_length;   /* the string before the last colon of the outermost object */
	gsize last, last_length; /* the last string */
	HcJsonScan *result;
} Scan;

static void
skip_string(Scan *self)
{
	gsize start = ++self->at;

	while (self->at < self->length && self->text[self->at] != '"')
		self->at += self->text[self->at] == '\\' ? 2 : 1;
	self->at = MIN(self->at, self->length);
	self->last = start;
	self->last_length = self->at - start;
}

/* "value" of REST and of PowerShell 5.1, "inbound_connectors". */
static gboolean
is_export_key(const Scan *self)
{
	g_autofree char *key = g_strndup(self->text + self->key, self->key_length);
	HcKind kind = HC_KIND_SEND_CONNECTOR;

	return g_ascii_strcasecmp(key, "value") == 0 || hc_export_kind_of_name(key, &kind);
}

static void
open_bracket(Scan *self, char bracket)
{
	if (self->depth < EXPORT_DEPTH)
		self->open[self->depth] = bracket;
	self->depth++;
	self->result->deepest = MAX(self->result->deepest, self->depth);
	if (bracket != '[' || self->holds_exports)
		return;
	if (self->depth == 1 ||
		(self->depth == EXPORT_DEPTH && self->open[0] == '{' && is_export_key(self))) {
		self->holds_exports = TRUE;
		self->exports_depth = self->depth;
	}
}

static void
close_bracket(Scan *self)
{
	if (self->depth == 0)
		return;
	if (self->holds_exports && self->depth == self->exports_depth)
		self->holds_exports = FALSE;
	self->depth--;
	if (self->holds_exports && self->depth == self->exports_depth) {
		self->result->whole = self->at + 1;
		self->result->closing = self->depth == 1 ? "]" : "]}";
	}
}

static void
look(Scan *self, char octet)
{
	if (octet == '"') {
		skip_string(self);
	} else if (octet == ':' && self->depth == 1) {
		self->key = self->last;
		self->key_length = self->last_length;
	} else if (octet == '{' || octet == '[') {
		open_bracket(self, octet);
	} else if (octet == '}' || octet == ']') {
		close_bracket(self);
	}
}

void
hc_json_scan(const char *text, gsize length, HcJsonScan *ret_scan)
{
	Scan self = { .text = text, .length = length, .result = ret_scan };

	*ret_scan = (HcJsonScan){ .closing = "" };
	for (; self.at < length; self.at++)
		look(&self, text[self.at]);
}
