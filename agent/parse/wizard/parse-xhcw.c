/*
 * The wizard's .xhcw: what it asked both sides and what they answered.  Room: parse.
 *
 * In: a *sequence* of elements without a root (xml-push.h gives them one):
 *   <invoke start duration type cmdlet><!--command line-->
 *     <parameters><parameter name type value|valueIsNull/>…</parameters>
 *     <results><object type><property name type value|valueIsNull/>…</object>…</results>
 *     <datastreams><warnings><warning/>…</warnings></datastreams>
 *   </invoke><information start text/>…
 * Out: events (xhcw-events.h).  A cmdlet that is cut or damaged is left out and said; those before
 * and behind it count.
 */
#include "agent/base/limits.h"
#include "agent/parse/parser.h"
#include "agent/parse/wizard/stamp.h"
#include "agent/parse/wizard/xhcw-events.h"
#include "agent/parse/wizard/xhcw-invoke.h"
#include "agent/parse/wizard/xml-push.h"

#include <string.h>

#define ERROR_TEXT_BYTES 4096 /* of what a failed cmdlet said */

/* Open elements below the root, when the named one is the innermost. */
enum { DEPTH_NONE = 0, DEPTH_INVOKE, DEPTH_SECTION, DEPTH_ITEM, DEPTH_PROPERTY };

typedef enum {
	SECTION_NONE,
	SECTION_PARAMETERS,
	SECTION_RESULTS,
	SECTION_STREAMS, /* datastreams, and whatever else */
} Section;

struct HcParser {
	HcEvidenceBuilder *builder;
	HcInput *input;
	HcXmlPush *xml;
	HcXhcwNames names;
	const unsigned char *property; /* the name of most elements */
	HcXhcwInvoke *invoke;
	HcXhcwEvents *events;
	guint depth;
	guint error_depth; /* of the element that holds an error; 0 outside */
	gboolean error_named;
	Section section;
	guint n_invokes;
	char *damage;     /* said when it is known whether reading goes on; else NULL */
	gboolean inside;  /* the damage lies in a cmdlet whose start was read */
	gboolean joined;  /* a second file was seen and said */
	gboolean strange; /* something between cmdlets was seen and said */
};

/* --- damage ----------------------------------------------------------------------------------- */

/* Says what was damaged, and @then. */
static void
tell_damage(HcParser *self, const char *then)
{
	g_autofree char *damage = g_steal_pointer(&self->damage);

	if (damage != NULL)
		hc_input_warn(self->input, "%s; %s", damage, then);
}

static const char *
what_is_lost(const HcParser *self)
{
	return self->inside ? "that cmdlet is left out" : "what stands there is left out";
}

static void
on_damage(gpointer user, const char *what)
{
	HcParser *self = user;
	g_autofree char *place = hc_xml_push_where(self->xml);
	g_autofree char *cmdlet =
		self->invoke->open ? hc_xhcw_invoke_place(self->invoke) : g_strdup("");

	tell_damage(self, what_is_lost(self));
	self->inside = self->invoke->open;
	self->damage =
		g_strdup_printf("%s %s%s%s", what, place, self->inside ? ", inside " : "", cmdlet);
	hc_xhcw_invoke_drop(self->invoke);
}

/* Two files copied into one: read as one. */
static void
on_joined(gpointer user)
{
	HcParser *self = user;
	g_autofree char *place = NULL;

	if (self->joined)
		return;
	self->joined = TRUE;
	place = hc_xml_push_where(self->xml);
	hc_input_warn(self->input, "another file begins at %s; both are read", place);
}

static void
note_strange(HcParser *self, const char *what)
{
	g_autofree char *printable = NULL;
	g_autofree char *place = NULL;

	if (self->strange)
		return;
	self->strange = TRUE;
	printable = hc_text_excerpt(what, HC_LIMIT_REPORT_TEXT);
	place = hc_xml_push_where(self->xml);
	hc_input_warn(self->input, "%s between cmdlets at %s is skipped", printable, place);
}

/* --- elements --------------------------------------------------------------------------------- */

static void
start_top(HcParser *self, const char *name, const HcXhcwAttributes *attributes)
{
	g_autofree char *what = NULL;

	if (strcmp(name, "invoke") == 0) {
		hc_xhcw_invoke_begin(self->invoke, attributes);
	} else if (strcmp(name, "information") != 0) {
		what = g_strdup_printf("element <%s>", name);
		note_strange(self, what);
	}
}

static Section
section_of(const char *name)
{
	if (strcmp(name, "parameters") == 0)
		return SECTION_PARAMETERS;
	return strcmp(name, "results") == 0 ? SECTION_RESULTS : SECTION_STREAMS;
}

static void
start_item(HcParser *self, const char *name, const HcXhcwAttributes *attributes)
{
	if (self->section == SECTION_PARAMETERS && strcmp(name, "parameter") == 0)
		hc_xhcw_invoke_parameter(self->invoke, attributes);
	else if (self->section == SECTION_RESULTS && strcmp(name, "object") == 0)
		hc_xhcw_invoke_object(self->invoke);
}

/* <errors> only holds; <error>, <errorRecord> or an exception says that something failed. */
static void
start_stream(HcParser *self, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	if (strstr(lower, "error") == NULL && strstr(lower, "exception") == NULL)
		return;
	if (self->error_depth == 0)
		self->error_depth = self->depth;
	self->error_named = self->error_named || !g_str_has_suffix(lower, "s");
}

static void
start_inside(HcParser *self, const char *name, const HcXhcwAttributes *attributes)
{
	if (strcmp(name, "invoke") == 0) {
		hc_xml_push_refuse_tag(self->xml, "a cmdlet begins inside another before");
		return;
	}
	if (!self->invoke->open)
		return;
	if (self->depth == DEPTH_SECTION)
		self->section = section_of(name);
	if (self->section == SECTION_STREAMS)
		start_stream(self, name);
	else if (self->depth == DEPTH_ITEM)
		start_item(self, name, attributes);
}

static void
start_property(HcParser *self, const HcXhcwAttributes *attributes)
{
	if (self->depth == DEPTH_PROPERTY)
		hc_xhcw_invoke_property(self->invoke, attributes);
}

static void
on_start(gpointer user, const unsigned char *name, const unsigned char **attributes,
	int n_attributes)
{
	HcParser *self = user;
	const HcXhcwAttributes given = { &self->names, attributes, n_attributes };

	self->depth++;
	if (self->depth == DEPTH_INVOKE)
		start_top(self, (const char *)name, &given);
	else if (self->section == SECTION_RESULTS && name == self->property)
		start_property(self, &given);
	else
		start_inside(self, (const char *)name, &given);
}

static void
end_error(HcParser *self)
{
	g_strstrip(self->invoke->error_text->str);
	self->invoke->error_text->len = strlen(self->invoke->error_text->str);
	if (self->error_named || self->invoke->error_text->len > 0)
		hc_xhcw_invoke_error(self->invoke);
	self->error_named = FALSE;
	self->error_depth = 0;
}

static void
end_invoke(HcParser *self)
{
	HcEvent *event = hc_xhcw_invoke_end(self->invoke);
	const char *limit = NULL;

	self->n_invokes++;
	if (event != NULL && !hc_xhcw_events_take(self->events, event, self->invoke->pack,
				     self->invoke->n_objects, &limit))
		hc_xml_push_stop_at_limit(self->xml, limit);
	hc_xhcw_invoke_drop(self->invoke);
}

static void
on_end(gpointer user)
{
	HcParser *self = user;

	if (self->error_depth > 0 && self->error_depth == self->depth)
		end_error(self);
	if (self->depth == DEPTH_SECTION)
		self->section = SECTION_NONE;
	if (self->depth == DEPTH_INVOKE && self->invoke->open)
		end_invoke(self);
	self->depth--;
}

/* A file copied behind another may bring its byte order mark along. */
static void
take_text_between(HcParser *self, const char *text, gsize length)
{
	static const char mark[] = "\xEF\xBB\xBF";
	const gsize n_mark = strlen(mark);

	for (gsize at = 0; at < length;) {
		if (g_ascii_isspace(text[at])) {
			at++;
		} else if (length - at >= n_mark && memcmp(text + at, mark, n_mark) == 0) {
			on_joined(self);
			at += n_mark;
		} else {
			note_strange(self, "text");
			return;
		}
	}
}

static void
on_text(gpointer user, const char *text, gsize length)
{
	HcParser *self = user;
	GString *error = self->invoke->error_text;

	if (self->error_depth > 0 && error->len < ERROR_TEXT_BYTES)
		g_string_append_len(error, text, (gssize)MIN(length, ERROR_TEXT_BYTES));
	else if (self->depth == DEPTH_NONE)
		take_text_between(self, text, length);
}

/* --- the parser ------------------------------------------------------------------------------- */

static void
intern_names(HcParser *self)
{
	self->names = (HcXhcwNames){
		.name = hc_xml_push_intern(self->xml, "name"),
		.type = hc_xml_push_intern(self->xml, "type"),
		.value = hc_xml_push_intern(self->xml, "value"),
		.value_is_null = hc_xml_push_intern(self->xml, "valueIsNull"),
		.cmdlet = hc_xml_push_intern(self->xml, "cmdlet"),
		.start = hc_xml_push_intern(self->xml, "start"),
		.duration = hc_xml_push_intern(self->xml, "duration"),
	};
	self->property = hc_xml_push_intern(self->xml, "property");
}

static void
on_resume(gpointer user)
{
	HcParser *self = user;
	g_autofree char *place = hc_xml_push_where(self->xml);
	g_autofree char *then =
		g_strdup_printf("%s, reading goes on at %s", what_is_lost(self), place);

	tell_damage(self, then);
	intern_names(self);
	self->depth = DEPTH_NONE;
	self->section = SECTION_NONE;
	self->error_depth = 0;
	self->error_named = FALSE;
}

static HcParser *
xhcw_create(HcEvidenceBuilder *builder, HcInput *input)
{
	static const HcXmlPushHandler handler = { on_start, on_end, on_text, on_joined, on_damage,
		on_resume };
	HcParser *self = g_new0(HcParser, 1);

	self->builder = builder;
	self->input = input;
	g_free(input->stamp);
	input->stamp = hc_stamp_of_path(input->path);
	self->invoke = hc_xhcw_invoke_new(input);
	self->events = hc_xhcw_events_new();
	self->xml = hc_xml_push_new(&handler, self);
	intern_names(self);
	return self;
}

static gboolean
xhcw_feed(HcParser *self, const guint8 *data, gsize length)
{
	hc_xml_push_feed(self->xml, data, length);
	return !hc_xml_push_is_stopped(self->xml);
}

static void
tell(HcParser *self)
{
	tell_damage(self, "what came before is used");
	hc_xml_push_warn(self->xml, self->input);
	if (self->n_invokes == 0)
		hc_input_warn(self->input, "there is no complete cmdlet in it");
	else if (hc_xhcw_events_length(self->events) == 0)
		hc_input_warn(self->input, "none of its %u cmdlets asks for what is judged here",
			self->n_invokes);
}

static void
xhcw_finish(HcParser *self)
{
	hc_xml_push_close(self->xml);
	tell(self);
	self->input->usable = hc_xhcw_events_length(self->events) > 0;
	self->input->n_objects = hc_xhcw_events_deliver(self->events, self->input, self->builder);
	self->input->as_of = self->invoke->newest_end;
	self->input->as_of_from = g_strdup("content");
	self->input->local = TRUE;
	if (self->invoke->newest_end != HC_TIME_NONE)
		hc_evidence_builder_note_invoke_end(
			self->builder, self->input->stamp, self->invoke->newest_end, TRUE);
	hc_xhcw_events_free(self->events);
	hc_xhcw_invoke_free(self->invoke);
	hc_xml_push_free(self->xml);
	g_free(self);
}

const HcParserClass hc_parse_xhcw = { xhcw_create, xhcw_feed, xhcw_finish };
