/* What the wizard's log says, entry by entry.  Room: parse. */
#include "agent/parse/wizard/hcwlog-entry.h"

#include "agent/base/limits.h"
#include "agent/parse/wizard/hcwlog-table.h"

#include <string.h>

#define ID_UNNUMBERED 0 /* the first line of a log */
#define ID_PROCESS_INFO 10017
#define ID_ASSEMBLIES_UX 10018   /* .log */
#define ID_ASSEMBLIES_BOOT 10417 /* .boot */
#define ID_SELECTED_CERTIFICATE 10063
#define ID_COMPARISON 10081
#define ID_PHASE_FINISH 10271
#define ID_BOOT_CONFIGURATION_UX 10410   /* .log */
#define ID_BOOT_CONFIGURATION_BOOT 10414 /* .boot */

#define MINUTE (60 * HC_TIME_SECOND)
#define ZONE_STEP (15 * MINUTE) /* offsets of time zones are multiples of this */
#define ZONE_FAR (14 * 60 * MINUTE)
#define ZONE_SLACK (5 * MINUTE) /* between the ticks being read and the line being printed */

/* How the zone was learnt; a better way replaces a worse one. */
typedef enum { ZONE_NONE, ZONE_BY_NAME, ZONE_BY_TICKS, ZONE_BY_OFFSET } ZoneSource;

/* What was left out because of a bound. */
typedef struct {
	guint messages;
	guint tables;
	guint rows;
	guint phases;
} LeftOut;

struct HcLogStory {
	HcInput *input; /* borrowed */
	HcRun *run;
	ZoneSource zone;
	gsize n_kept; /* octets of text kept */
	LeftOut left;
};

/* --- time zone -------------------------------------------------------------------------------- */

static void
learn_zone(HcLogStory *self, ZoneSource source, gint64 offset_us)
{
	if (source <= self->zone || ABS(offset_us) > ZONE_FAR)
		return;
	self->zone = source;
	self->run->has_offset = TRUE;
	self->run->offset_us = offset_us;
}

/* "Current Time Zone: Coordinated Universal Time (7:15:02 AM)" */
static void
fold_zone_name(HcLogStory *self, const HcLogEntry *entry)
{
	static const char *const universal[] = { "Current Time Zone: Coordinated Universal Time",
		"Current Time Zone: UTC (" };

	for (guint i = 0; i < G_N_ELEMENTS(universal); i++) {
		if (g_str_has_prefix(entry->text->str, universal[i]))
			learn_zone(self, ZONE_BY_NAME, 0);
	}
}

static void
fold_process_info(HcLogStory *self, const HcLogEntry *entry)
{
	g_autofree char *machine = hc_hcwlog_cell(entry->text->str, "Machine Name");
	g_autofree char *offset = hc_hcwlog_cell(entry->text->str, "Date Time Offset");
	gint64 offset_us = 0;

	if (self->run->machine == NULL && !hc_text_is_empty(machine))
		self->run->machine = g_steal_pointer(&machine);
	if (offset != NULL && hc_when_parse_timespan(offset, &offset_us))
		learn_zone(self, ZONE_BY_OFFSET, offset_us);
}

static gint64
nearest_step(gint64 difference_us)
{
	gint64 half = difference_us < 0 ? -ZONE_STEP / 2 : ZONE_STEP / 2;

	return (difference_us + half) / ZONE_STEP * ZONE_STEP;
}

/* The table has the same moment in UTC that its line has in local time, give or take a little. */
static void
learn_zone_from_ticks(HcLogStory *self, HcTime local, const char *ticks)
{
	guint64 number = 0;
	HcTime utc = HC_TIME_NONE;
	gint64 offset_us = 0;

	if (!g_ascii_string_to_unsigned(ticks, 10, 0, G_MAXINT64, &number, NULL))
		return;
	utc = hc_when_from_ticks((gint64)number);
	if (utc == HC_TIME_NONE)
		return;
	offset_us = nearest_step(local - utc);
	if (ABS(local - utc - offset_us) <= ZONE_SLACK)
		learn_zone(self, ZONE_BY_TICKS, offset_us);
}

/* A wizard that was copied instead of installed has no CurrentVersion, only its parts have one. */
static void
fold_assemblies(HcLogStory *self, const HcLogEntry *entry)
{
	g_autofree char *version =
		hc_hcwlog_cell(entry->text->str, "Microsoft.Online.CSE.Hybrid.Common");

	if (self->run->client_version == NULL && !hc_text_is_empty(version))
		self->run->client_version = g_steal_pointer(&version);
}

static void
fold_boot_configuration(HcLogStory *self, const HcLogEntry *entry)
{
	g_autofree char *version = hc_hcwlog_cell(entry->text->str, "CurrentVersion");
	g_autofree char *ticks = hc_hcwlog_cell(entry->text->str, "DateTimeUtcTicks");

	if (!hc_text_is_empty(version)) {
		g_free(self->run->client_version);
		self->run->client_version = g_steal_pointer(&version);
	}
	if (ticks != NULL)
		learn_zone_from_ticks(self, entry->when, ticks);
}

/* --- certificate, tables, phases -------------------------------------------------------------- */

/* Pages can be gone back to: the last choice counts. */
static void
fold_selected_certificate(HcLogStory *self, const HcLogEntry *entry)
{
	const char *name = strstr(entry->text->str, "<I>");

	if (name == NULL)
		return;
	g_free(self->run->selected_certificate);
	self->run->selected_certificate = g_strndup(name, strcspn(name, "\n"));
}

/* TRUE if one more of @kept may be kept, with @size octets of text. */
static gboolean
has_room(HcLogStory *self, const GPtrArray *kept, guint most, gsize size)
{
	if (kept->len >= most || size > HC_LIMIT_RUN_TEXT - self->n_kept)
		return FALSE;
	self->n_kept += size;
	return TRUE;
}

static void
warn_of_table(HcLogStory *self, const HcLogEntry *entry, const HcTableNotes *notes)
{
	self->left.rows += notes->n_left;
	if (notes->n_odd > 0)
		hc_input_warn(self->input, "comparison table of line %u: %u line%s not understood",
			entry->line, notes->n_odd, notes->n_odd == 1 ? " was" : "s were");
	if (notes->is_open)
		hc_input_warn(self->input,
			"comparison table of line %u has no end: rows are missing", entry->line);
}

static void
fold_comparison(HcLogStory *self, const HcLogEntry *entry)
{
	HcTableNotes notes = { 0 };
	HcRunTable *table = NULL;

	if (!has_room(self, self->run->tables, HC_LIMIT_RUN_TABLES, entry->text->len)) {
		self->left.tables++;
		return;
	}
	table = hc_hcwlog_table(entry->text->str, &notes);
	if (table == NULL) {
		hc_input_warn(
			self->input, "comparison table of line %u was not understood", entry->line);
		return;
	}
	warn_of_table(self, entry, &notes);
	table->phase = g_strdup(entry->phase);
	table->line = entry->line;
	g_ptr_array_add(self->run->tables, table);
}

static void
fold_phase(HcLogStory *self, const HcLogEntry *entry)
{
	static const char start[] = "Results=";
	const char *result = strstr(entry->text->str, start);
	HcRunPhase *phase = NULL;

	if (result == NULL)
		return;
	if (!has_room(self, self->run->phases, HC_LIMIT_RUN_PHASES, entry->text->len)) {
		self->left.phases++;
		return;
	}
	phase = hc_run_phase_new();
	phase->task = g_strdup(entry->task);
	phase->phase = g_strdup(entry->phase);
	phase->result = g_strdup(result + strlen(start));
	g_ptr_array_add(self->run->phases, phase);
}

static const struct {
	guint id;
	void (*fold)(HcLogStory *self, const HcLogEntry *entry);
} folds[] = {
	{ ID_UNNUMBERED, fold_zone_name },
	{ ID_PROCESS_INFO, fold_process_info },
	{ ID_ASSEMBLIES_UX, fold_assemblies },
	{ ID_ASSEMBLIES_BOOT, fold_assemblies },
	{ ID_SELECTED_CERTIFICATE, fold_selected_certificate },
	{ ID_COMPARISON, fold_comparison },
	{ ID_PHASE_FINISH, fold_phase },
	{ ID_BOOT_CONFIGURATION_UX, fold_boot_configuration },
	{ ID_BOOT_CONFIGURATION_BOOT, fold_boot_configuration },
};

/* --- warnings and errors ---------------------------------------------------------------------- */

/* "HCW8103": the first word of that form, or NULL. */
static char *
find_code(const char *text)
{
	static const char start[] = "HCW";
	const gsize n_start = strlen(start);

	for (const char *at = strstr(text, start); at != NULL; at = strstr(at + 1, start)) {
		gsize n_digits = strspn(at + n_start, "0123456789");

		if (n_digits == 4 && !g_ascii_isalnum(at[n_start + n_digits]) &&
			(at == text || !g_ascii_isalnum(at[-1])))
			return g_strndup(at, n_start + n_digits);
	}
	return NULL;
}

static void
fold_message(HcLogStory *self, const HcLogEntry *entry)
{
	HcRunMessage *message = NULL;

	if (!has_room(self, self->run->messages, HC_LIMIT_RUN_MESSAGES, entry->text->len)) {
		self->left.messages++;
		return;
	}
	message = hc_run_message_new();
	message->is_error = entry->is_error;
	message->id = entry->id;
	message->code = find_code(entry->text->str);
	message->text = g_strdup(entry->text->str);
	message->task = g_strdup(entry->task);
	message->phase = g_strdup(entry->phase);
	message->when = entry->when;
	message->line = entry->line;
	g_ptr_array_add(self->run->messages, message);
}

static void
warn_left_out(HcInput *input, guint n, const char *what, guint most)
{
	if (n > 0)
		hc_input_warn(input, "%u %s left out: more than %u, or more than %d octets of text",
			n, what, most, HC_LIMIT_RUN_TEXT);
}

/* --- exported --------------------------------------------------------------------------------- */

HcLogStory *
hc_hcwlog_story_new(HcInput *input)
{
	HcLogStory *self = g_new0(HcLogStory, 1);

	self->input = input;
	self->run = hc_run_new();
	return self;
}

void
hc_hcwlog_story_free(HcLogStory *self)
{
	if (self == NULL)
		return;
	hc_run_free(self->run);
	g_free(self);
}

gboolean
hc_hcwlog_is_wanted(guint id, gboolean is_warning, gboolean is_error)
{
	for (guint i = 0; i < G_N_ELEMENTS(folds); i++) {
		if (folds[i].id == id)
			return TRUE;
	}
	return is_warning || is_error;
}

void
hc_hcwlog_story_add(HcLogStory *self, const HcLogEntry *entry)
{
	for (guint i = 0; i < G_N_ELEMENTS(folds); i++) {
		if (folds[i].id == entry->id)
			folds[i].fold(self, entry);
	}
	if (entry->is_warning || entry->is_error)
		fold_message(self, entry);
}

HcRun *
hc_hcwlog_story_finish(HcLogStory *self)
{
	const LeftOut *left = &self->left;

	warn_left_out(self->input, left->messages, "warnings and errors", HC_LIMIT_RUN_MESSAGES);
	warn_left_out(self->input, left->tables, "comparison tables", HC_LIMIT_RUN_TABLES);
	warn_left_out(self->input, left->phases, "phases", HC_LIMIT_RUN_PHASES);
	if (left->rows > 0)
		hc_input_warn(self->input, "%u rows left out: more than %d in one comparison table",
			left->rows, HC_LIMIT_TABLE_ROWS);
	return g_steal_pointer(&self->run);
}
