/*
 * The wizard's .log and .boot.  Room: parse.
 * Lines become entries, and an entry is given on when the next one starts.  Only entries that say
 * something we keep are collected: most of a log is printed objects, which the .xhcw has better.
 */
#include "agent/parse/parser.h"

#include "agent/base/limits.h"
#include "agent/parse/wizard/hcwlog-entry.h"
#include "agent/parse/wizard/hcwlog-line.h"
#include "agent/parse/text/lines.h"
#include "agent/parse/wizard/stamp.h"

/* How many lines something happened to, and which was the first. */
typedef struct {
	guint n;
	guint first;
} Places;

typedef struct {
	HcEvidenceBuilder *builder; /* borrowed */
	HcInput *input;             /* borrowed */
	HcLines *lines;
	HcLogStory *story;
	HcLogEntry entry;
	gboolean collecting; /* @entry is wanted, and its lines are still coming */
	HcTime started;
	HcTime finished;
	Places odd;      /* lines that are neither an entry nor continue one */
	Places cut;      /* entries above HC_LIMIT_LOG_ENTRY */
	guint open_line; /* the last line, if it has no end; else 0 */
} LogParser;

static void
note(Places *places, guint line)
{
	if (places->n++ == 0)
		places->first = line;
}

static void
clear_entry(HcLogEntry *entry)
{
	g_clear_pointer(&entry->task, g_free);
	g_clear_pointer(&entry->phase, g_free);
	g_string_truncate(entry->text, 0);
}

static void
end_entry(LogParser *self)
{
	if (self->collecting)
		hc_hcwlog_story_add(self->story, &self->entry);
	clear_entry(&self->entry);
	self->collecting = FALSE;
}

/* @length octets more, and a line break before them unless they are the first. */
static void
append_text(LogParser *self, const char *text, gsize length)
{
	GString *all = self->entry.text;

	if (all->len + length + 1 > HC_LIMIT_LOG_ENTRY) {
		if (self->cut.n == 0 || self->cut.first != self->entry.line)
			note(&self->cut, self->entry.line);
		return;
	}
	if (all->len > 0)
		g_string_append_c(all, '\n');
	g_string_append_len(all, text, (gssize)length);
}

static void
start_entry(LogParser *self, const HcLogHead *head, guint line)
{
	HcLogEntry *entry = &self->entry;

	end_entry(self);
	if (self->started == HC_TIME_NONE)
		self->started = head->when;
	self->finished = head->when;
	if (!hc_hcwlog_is_wanted(head->id, head->is_warning, head->is_error))
		return;
	self->collecting = TRUE;
	entry->when = head->when;
	entry->is_warning = head->is_warning;
	entry->is_error = head->is_error;
	entry->id = head->id;
	entry->line = line;
	entry->task = hc_hcwlog_field(head, "Task");
	entry->phase = hc_hcwlog_field(head, "Phase");
	append_text(self, head->text, head->n_text);
}

static void
take_line(const HcLine *line, gpointer user)
{
	LogParser *self = user;
	HcLogHead head = { 0 };
	const char *text = NULL;
	gsize length = 0;

	if (line->open)
		self->open_line = line->number;
	if (hc_hcwlog_head(line, &head))
		start_entry(self, &head, line->number);
	else if (!hc_hcwlog_continues(line, &text, &length) || self->started == HC_TIME_NONE)
		note(&self->odd, line->number);
	else if (self->collecting)
		append_text(self, text, length);
}

static HcParser *
create(HcEvidenceBuilder *builder, HcInput *input)
{
	LogParser *self = g_new0(LogParser, 1);

	self->builder = builder;
	self->input = input;
	self->lines = hc_lines_new(take_line, self);
	self->story = hc_hcwlog_story_new(input);
	self->entry.text = g_string_new(NULL);
	self->started = HC_TIME_NONE;
	self->finished = HC_TIME_NONE;
	return (HcParser *)self;
}

static gboolean
feed(HcParser *parser, const guint8 *data, gsize length)
{
	LogParser *self = (LogParser *)parser;

	hc_lines_feed(self->lines, data, length);
	return TRUE;
}

static void
warn_of_damage(LogParser *self)
{
	hc_lines_warn(self->lines, self->input);
	if (self->odd.n > 0)
		hc_input_warn(self->input, "%u line%s not understood; the first is line %u",
			self->odd.n, self->odd.n == 1 ? " was" : "s were", self->odd.first);
	if (self->cut.n > 0)
		hc_input_warn(self->input,
			"%u entr%s longer than %d octets, the rest of it is left out; the first "
			"starts in line %u",
			self->cut.n, self->cut.n == 1 ? "y is" : "ies are", HC_LIMIT_LOG_ENTRY,
			self->cut.first);
	if (self->open_line > 0)
		hc_input_warn(self->input, "line %u has no end: the file seems to be cut short",
			self->open_line);
}

static void
deliver(LogParser *self, HcRun *run)
{
	HcInput *input = self->input;

	run->head.status = HC_FACT_COLLECTED;
	run->head.origin.input = g_strdup(input->path);
	run->head.origin.vantage = g_strdup("wizard");
	run->stamp = hc_stamp_of_path(input->path);
	run->started = self->started;
	run->finished = self->finished;
	if (run->has_offset) {
		input->as_of = run->finished - run->offset_us;
		input->as_of_from = g_strdup("content");
	} else {
		hc_input_warn(input, "its time zone is not known: its times cannot be told in UTC");
	}
	run->head.origin.as_of = run->finished; /* local, like the other times of a new run */
	input->n_objects = run->messages->len + run->tables->len + run->phases->len;
	input->usable = TRUE;
	hc_evidence_builder_take_run(self->builder, run);
}

static void
finish(HcParser *parser)
{
	LogParser *self = (LogParser *)parser;
	HcRun *run = NULL;

	hc_lines_finish(self->lines);
	end_entry(self);
	run = hc_hcwlog_story_finish(self->story);
	warn_of_damage(self);
	if (self->started != HC_TIME_NONE) {
		deliver(self, run);
	} else {
		hc_input_warn(self->input, "not one line starts with a time: nothing was read");
		hc_run_free(run);
	}
	hc_hcwlog_story_free(self->story);
	hc_lines_free(self->lines);
	g_string_free(self->entry.text, TRUE);
	g_free(self);
}

const HcParserClass hc_parse_hcwlog = { create, feed, finish };
