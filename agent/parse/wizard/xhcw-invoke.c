/* One cmdlet of an .xhcw while it is read.  Room: parse. */
#include "agent/parse/wizard/xhcw-invoke.h"
#include "agent/base/limits.h"
#include "agent/parse/secret.h"
#include "agent/parse/wizard/xhcw-events.h"

#include <string.h>

#define WHY_CHARS HC_LIMIT_REPORT_TEXT
#define MILLISECOND G_GINT64_CONSTANT(1000)
/* A cmdlet that takes longer than a week was not timed but damaged. */
#define DURATION_DIGITS 12
#define LONGEST_MS (G_GUINT64_CONSTANT(7) * 86400 * 1000)

typedef struct {
	const char *text; /* NULL if there is no such attribute; not NUL-terminated */
	gsize length;
} Span;

typedef struct {
	HcVerb verb;
	HcSide side;
	HcKind kind;
} Subject;

/* Parameters of a Get- that change what is printed of each object, not which objects come. */
static const char *const not_narrowing[] = {
	"ADPropertiesOnly",
	"Debug",
	"DomainController",
	"ErrorAction",
	"IgnoreDefaultScope",
	"IncludeExtendedDomainInfo",
	"IncludePreExchange2013",
	"InformationAction",
	"OrganizationGuid", /* says for which partner organisation the endpoints are meant */
	"ResultSize",
	"ShowBackEndVirtualDirectories",
	"ShowMailboxVirtualDirectories",
	"Status",
	"Verbose",
	"WarningAction",
	NULL,
};

/* --- attributes ------------------------------------------------------------------------------- */

/* SAX2: local name, prefix, namespace, first octet of the value, octet behind its last. */
static Span
value_of(const unsigned char **five)
{
	return (Span){ (const char *)five[3], (gsize)(five[4] - five[3]) };
}

static gboolean
span_is(Span span, const char *wanted)
{
	return span.text != NULL && span.length == strlen(wanted) &&
	       g_ascii_strncasecmp(span.text, wanted, span.length) == 0;
}

static gboolean
span_ends_in(Span span, const char *end)
{
	gsize length = strlen(end);

	return span.length >= length && memcmp(span.text + span.length - length, end, length) == 0;
}

static void
span_copy(Span span, GString *into)
{
	g_string_truncate(into, 0);
	g_string_append_len(into, span.text, (gssize)span.length);
}

/*
 * Lists show by their .NET type: arrays and collections.  An array of octets is base64 and one
 * value; pairs ("[E1, 1], [E2, 2]") cannot be split at their commas.
 */
static HcShape
shape_of(Span type)
{
	char last = type.length > 0 ? type.text[type.length - 1] : '\0';

	if (last != ']' && last != 'n')
		return HC_SHAPE_TEXT;
	if (!span_ends_in(type, "[]") && !span_ends_in(type, "Collection"))
		return HC_SHAPE_TEXT;
	if (span_ends_in(type, "System.Byte[]") || memchr(type.text, '`', type.length) != NULL)
		return HC_SHAPE_TEXT;
	return HC_SHAPE_LIST;
}

typedef struct {
	Span name, type, value, is_null;
} PropertySpans;

/* The order that the wizard writes is worth a look of its own: it does so a million times. */
static void
find_spans(const HcXhcwAttributes *attributes, PropertySpans *ret_spans)
{
	const HcXhcwNames *names = attributes->names;
	const unsigned char **five = attributes->pointers;

	if (attributes->n == 3 && five[0] == names->name && five[5] == names->type &&
		five[10] == names->value) {
		ret_spans->name = value_of(five);
		ret_spans->type = value_of(five + 5);
		ret_spans->value = value_of(five + 10);
		return;
	}
	for (int i = 0; i < attributes->n; i++, five += 5) {
		if (five[0] == names->name)
			ret_spans->name = value_of(five);
		else if (five[0] == names->type)
			ret_spans->type = value_of(five);
		else if (five[0] == names->value)
			ret_spans->value = value_of(five);
		else if (five[0] == names->value_is_null)
			ret_spans->is_null = value_of(five);
	}
}

/* FALSE if it has no usable name, or neither a value nor a null. */
static gboolean
read_property(const HcXhcwAttributes *attributes, HcXhcwProperty *ret_property)
{
	PropertySpans spans = { 0 };

	find_spans(attributes, &spans);
	if (spans.name.length == 0 || spans.name.length > HC_LIMIT_NAME ||
		(spans.value.text == NULL && !span_is(spans.is_null, "True")))
		return FALSE;
	ret_property->shape = spans.value.text == NULL ? HC_SHAPE_NULL : shape_of(spans.type);
	ret_property->name = spans.name.text;
	ret_property->name_length = spans.name.length;
	ret_property->value = spans.value.text;
	ret_property->value_length = spans.value.length;
	return TRUE;
}

/* --- the cmdlet ------------------------------------------------------------------------------- */

HcXhcwInvoke *
hc_xhcw_invoke_new(HcInput *input)
{
	HcXhcwInvoke *self = g_new0(HcXhcwInvoke, 1);

	self->input = input;
	self->last_start = HC_TIME_NONE;
	self->newest_end = HC_TIME_NONE;
	self->cmdlet = g_string_new(NULL);
	self->started = g_string_new(NULL);
	self->pack = g_string_new(NULL);
	self->error_text = g_string_new(NULL);
	return self;
}

void
hc_xhcw_invoke_free(HcXhcwInvoke *self)
{
	if (self == NULL)
		return;
	hc_event_free(self->event);
	g_string_free(self->cmdlet, TRUE);
	g_string_free(self->started, TRUE);
	g_string_free(self->pack, TRUE);
	g_string_free(self->error_text, TRUE);
	g_free(self);
}

/* As written: not for printing. */
static char *
raw_place(const HcXhcwInvoke *self)
{
	return g_strconcat(self->cmdlet->len > 0 ? self->cmdlet->str : "a cmdlet without a name",
		self->started->len > 0 ? " of " : "", self->started->str, NULL);
}

char *
hc_xhcw_invoke_place(const HcXhcwInvoke *self)
{
	g_autofree char *place = raw_place(self);

	return hc_text_excerpt(place, HC_XHCW_PLACE_CHARS);
}

static gboolean
verb_of(const char *verb, HcVerb *ret_verb)
{
	static const struct {
		const char *word;
		HcVerb verb;
	} verbs[] = {
		{ "Get", HC_VERB_GET },
		{ "New", HC_VERB_NEW },
		{ "Add", HC_VERB_NEW },
		{ "Set", HC_VERB_SET },
		{ "Remove", HC_VERB_REMOVE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (hc_text_same(verbs[i].word, verb)) {
			*ret_verb = verbs[i].verb;
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean
read_subject(const char *cmdlet, Span type, Subject *ret_subject)
{
	const char *hyphen = strchr(cmdlet, '-');
	g_autofree char *verb = NULL;

	if (hyphen == NULL)
		return FALSE;
	verb = g_strndup(cmdlet, (gsize)(hyphen - cmdlet));
	if (!verb_of(verb, &ret_subject->verb) ||
		!hc_kind_from_noun(hyphen + 1, &ret_subject->kind))
		return FALSE;
	ret_subject->side = span_is(type, "Tenant") ? HC_SIDE_TENANT : HC_SIDE_ONPREM;
	return span_is(type, "Tenant") || span_is(type, "OnPremises");
}

/* Its place stays as written: most events are replaced before anybody prints them. */
static HcEvent *
make_event(const HcXhcwInvoke *self, const Subject *subject)
{
	HcEvent *event = hc_event_new(subject->verb, subject->side, subject->kind);

	event->when = self->start;
	event->local = TRUE;
	event->origin.place = raw_place(self);
	event->origin.as_of = self->start;
	return event;
}

static void
read_start(HcXhcwInvoke *self)
{
	g_autofree char *place = NULL;

	if (!hc_when_parse_xhcw(self->started->str, &self->start)) {
		place = hc_xhcw_invoke_place(self);
		hc_input_warn(
			self->input, "%s: its start is not a time; the one before counts", place);
		self->start = self->last_start;
	}
	self->last_start = self->start;
}

static void
read_duration(HcXhcwInvoke *self, Span duration)
{
	char digits[DURATION_DIGITS + 1] = "";
	guint64 milliseconds = 0;

	self->took_us = 0;
	if (duration.text == NULL || duration.length > DURATION_DIGITS)
		return;
	memcpy(digits, duration.text, duration.length);
	if (g_ascii_string_to_unsigned(digits, 10, 0, LONGEST_MS, &milliseconds, NULL))
		self->took_us = (gint64)milliseconds * MILLISECOND;
}

void
hc_xhcw_invoke_begin(HcXhcwInvoke *self, const HcXhcwAttributes *attributes)
{
	const HcXhcwNames *names = attributes->names;
	Span type = { 0 };
	Span duration = { 0 };
	Subject subject = { 0 };

	hc_xhcw_invoke_drop(self);
	for (int i = 0; i < attributes->n; i++) {
		const unsigned char **five = attributes->pointers + 5 * i;

		if (five[0] == names->cmdlet)
			span_copy(value_of(five), self->cmdlet);
		else if (five[0] == names->start)
			span_copy(value_of(five), self->started);
		else if (five[0] == names->duration)
			duration = value_of(five);
		else if (five[0] == names->type)
			type = value_of(five);
	}
	self->open = TRUE;
	read_start(self);
	read_duration(self, duration);
	if (!read_subject(self->cmdlet->str, type, &subject))
		return;
	self->event = make_event(self, &subject);
	if (subject.verb != HC_VERB_GET)
		hc_xhcw_pack_parameters(self->pack);
}

/* "Identity=a"; several are joined. */
static void
add_narrow(HcEvent *event, const char *name, const char *value)
{
	g_autofree char *before = g_steal_pointer(&event->narrow);

	event->narrow = g_strdup_printf(
		"%s%s%s=%s", before != NULL ? before : "", before != NULL ? "; " : "", name, value);
}

static void
narrow_question(HcEvent *event, const char *name, const char *value)
{
	if (hc_text_is_empty(value) || hc_text_in(not_narrowing, name))
		return;
	if (hc_text_same(name, "Server")) {
		g_free(event->server);
		event->server = g_strdup(value);
	} else {
		add_narrow(event, name, value);
	}
}

static void
narrow_by(HcXhcwInvoke *self, const HcXhcwProperty *read)
{
	g_autofree char *name = g_strndup(read->name, read->name_length);
	g_autofree char *value = NULL;

	if (read->shape == HC_SHAPE_NULL || hc_secret_is_name(name))
		return;
	value = g_strndup(read->value, read->value_length);
	narrow_question(self->event, name, value);
}

void
hc_xhcw_invoke_parameter(HcXhcwInvoke *self, const HcXhcwAttributes *attributes)
{
	HcXhcwProperty read = { 0 };

	if (self->event == NULL || !read_property(attributes, &read))
		return;
	self->n_properties++;
	if (self->event->verb == HC_VERB_GET)
		narrow_by(self, &read);
	else if (self->n_properties <= HC_LIMIT_PROPERTIES && self->n_objects == 0)
		hc_xhcw_pack_property(self->pack, &read);
}

void
hc_xhcw_invoke_object(HcXhcwInvoke *self)
{
	if (self->event == NULL)
		return;
	hc_xhcw_pack_object(self->pack);
	self->n_objects++;
	self->n_properties = 0;
}

static void
warn_properties(HcXhcwInvoke *self)
{
	g_autofree char *place = hc_xhcw_invoke_place(self);

	hc_input_warn(self->input,
		"%s: limit HC_LIMIT_PROPERTIES (%d) reached at object %u; the rest of its "
		"properties is left out",
		place, HC_LIMIT_PROPERTIES, self->n_objects);
}

void
hc_xhcw_invoke_property(HcXhcwInvoke *self, const HcXhcwAttributes *attributes)
{
	HcXhcwProperty property = { 0 };

	if (self->event == NULL || self->n_objects == 0 || !read_property(attributes, &property))
		return;
	self->n_properties++;
	if (self->n_properties == HC_LIMIT_PROPERTIES + 1)
		warn_properties(self);
	if (self->n_properties <= HC_LIMIT_PROPERTIES)
		hc_xhcw_pack_property(self->pack, &property);
}

void
hc_xhcw_invoke_error(HcXhcwInvoke *self)
{
	g_autofree char *why = g_strstrip(hc_text_excerpt(self->error_text->str, WHY_CHARS));

	g_string_truncate(self->error_text, 0);
	self->failed = TRUE;
	if (self->event == NULL || !hc_text_is_empty(self->event->why) || *why == '\0')
		return;
	self->event->why = g_steal_pointer(&why);
}

HcEvent *
hc_xhcw_invoke_end(HcXhcwInvoke *self)
{
	HcEvent *event = g_steal_pointer(&self->event);

	if (self->start != HC_TIME_NONE)
		self->newest_end = MAX(self->newest_end, self->start + self->took_us);
	self->open = FALSE;
	if (event == NULL || !self->failed)
		return event;
	/* What a failed cmdlet answered is not the whole answer. */
	g_string_truncate(self->pack, 0);
	self->n_objects = 0;
	event->failed = TRUE;
	if (event->why == NULL)
		event->why = g_strdup("the cmdlet reported an error");
	return event;
}

void
hc_xhcw_invoke_drop(HcXhcwInvoke *self)
{
	self->open = FALSE;
	g_clear_pointer(&self->event, hc_event_free);
	g_string_truncate(self->cmdlet, 0);
	g_string_truncate(self->started, 0);
	g_string_truncate(self->pack, 0);
	g_string_truncate(self->error_text, 0);
	self->n_objects = 0;
	self->n_properties = 0;
	self->failed = FALSE;
}
