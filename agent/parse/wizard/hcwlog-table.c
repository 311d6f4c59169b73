/* Tables as the wizard prints them into its log.  Room: parse. */
#include "agent/parse/wizard/hcwlog-table.h"

#include "agent/base/limits.h"

#include <string.h>

#define N_BARS 3
#define LEAST_RULE 3 /* characters of a line of "===" or "---" */

typedef struct {
	gsize at[N_BARS]; /* octets from the start of the line */
} Bars;

static gboolean
is_rule(const char *line, char of)
{
	gsize n = strspn(line, (const char[]){ of, '\0' });

	return n >= LEAST_RULE && line[n] == '\0';
}

static gsize
char_octets(const char *at)
{
	return (gsize)g_utf8_skip[(guchar)*at];
}

/* .NET pads to a number of UTF-16 units. */
static gsize
units_of(gunichar c)
{
	return c > 0xFFFF ? 2 : 1;
}

/* Column of @octet in UTF-16 units. */
static gsize
column_of(const char *line, gsize octet)
{
	gsize column = 0;

	for (const char *at = line; at < line + octet; at += char_octets(at))
		column += units_of(g_utf8_get_char(at));
	return column;
}

/* The first N_BARS bars of @line, wherever they are. */
static gboolean
find_bars(const char *line, Bars *ret_bars)
{
	const char *at = line;

	for (guint i = 0; i < N_BARS; i++) {
		at = strchr(at, '|');
		if (at == NULL)
			return FALSE;
		ret_bars->at[i] = (gsize)(at++ - line);
	}
	return TRUE;
}

/* The bars of @line that stand in the header's columns: a value may have bars of its own. */
static gboolean
find_bars_at(const char *line, const gsize *columns, Bars *ret_bars)
{
	gsize column = 0;
	guint n = 0;

	for (const char *at = line; *at != '\0' && n < N_BARS; at += char_octets(at)) {
		if (column == columns[n] && *at == '|')
			ret_bars->at[n++] = (gsize)(at - line);
		else if (column >= columns[n])
			return FALSE;
		column += units_of(g_utf8_get_char(at));
	}
	return n == N_BARS;
}

/* What stands between the bars: @i from 0 to N_BARS. */
static char *
cell_at(const char *line, const Bars *bars, guint i)
{
	gsize start = i == 0 ? 0 : bars->at[i - 1] + 1;
	gsize end = i == N_BARS ? strlen(line) : bars->at[i];

	return g_strstrip(g_strndup(line + start, end - start));
}

static gboolean
is_header(const char *line, gsize *ret_columns)
{
	static const char *const names[] = { "Name", "Equals", "Actual", "Expected" };
	Bars bars = { { 0 } };

	if (!find_bars(line, &bars))
		return FALSE;
	for (guint i = 0; i <= N_BARS; i++) {
		g_autofree char *cell = cell_at(line, &bars, i);

		if (strcmp(cell, names[i]) != 0)
			return FALSE;
	}
	for (guint i = 0; i < N_BARS; i++)
		ret_columns[i] = column_of(line, bars.at[i]);
	return TRUE;
}

static HcTri
tri_of(const char *word)
{
	if (hc_text_same(word, "True"))
		return HC_TRI_YES;
	return hc_text_same(word, "False") ? HC_TRI_NO : HC_TRI_UNKNOWN;
}

static HcRunRow *
row_of(const char *line, const gsize *columns)
{
	Bars bars = { { 0 } };
	HcRunRow *row = NULL;
	g_autofree char *equals = NULL;

	if (!find_bars_at(line, columns, &bars))
		return NULL;
	row = hc_run_row_new();
	row->property = cell_at(line, &bars, 0);
	equals = cell_at(line, &bars, 1);
	row->equals = tri_of(equals);
	row->actual = cell_at(line, &bars, 2);
	row->expected = cell_at(line, &bars, 3);
	return row;
}

static void
add_row(HcRunTable *table, const char *line, const gsize *columns, HcTableNotes *notes)
{
	HcRunRow *row = row_of(line, columns);

	if (row == NULL) {
		notes->n_odd++;
	} else if (table->rows->len >= HC_LIMIT_TABLE_ROWS) {
		notes->n_left++;
		hc_run_row_free(row);
	} else {
		g_ptr_array_add(table->rows, row);
	}
}

/* Index of the header line below @lines, or -1; @ret_title: index of the title. */
static gint
find_header(const GStrv lines, gsize *ret_columns, gint *ret_title)
{
	gint title = -1;

	for (gint i = 0; lines[i] != NULL; i++) {
		if (title < 0 && i > 0 && is_rule(lines[i - 1], '=') && !is_rule(lines[i], '='))
			title = i;
		if (title >= 0 && is_header(lines[i], ret_columns)) {
			*ret_title = title;
			return i;
		}
	}
	return -1;
}

HcRunTable *
hc_hcwlog_table(const char *text, HcTableNotes *ret_notes)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(HcRunTable) table = NULL;
	gsize columns[N_BARS] = { 0 };
	gint title = -1;
	gint i = find_header(lines, columns, &title);

	*ret_notes = (HcTableNotes){ 0 };
	if (i < 0)
		return NULL;
	table = hc_run_table_new();
	table->object = g_strstrip(g_strdup(lines[title]));
	if (lines[i + 1] != NULL && is_rule(lines[i + 1], '-'))
		i++;
	for (i++; lines[i] != NULL && !is_rule(lines[i], '='); i++)
		add_row(table, lines[i], columns, ret_notes);
	ret_notes->is_open = lines[i] == NULL;
	return g_steal_pointer(&table);
}

/* The text from @text up to the next bar, without blanks around it. */
static char *
cell_from(const char *text, const char *end)
{
	const char *bar = memchr(text, '|', (gsize)(end - text));

	return g_strstrip(g_strndup(text, (gsize)((bar != NULL ? bar : end) - text)));
}

/* The cell of @line behind the one that says @key. */
static char *
value_in(const char *line, const char *end, const char *key)
{
	const char *bar = memchr(line, '|', (gsize)(end - line));

	while (bar != NULL) {
		g_autofree char *cell = cell_from(line, end);

		if (hc_text_same(cell, key))
			return cell_from(bar + 1, end);
		line = bar + 1;
		bar = memchr(line, '|', (gsize)(end - line));
	}
	return NULL;
}

char *
hc_hcwlog_cell(const char *text, const char *key)
{
	while (text != NULL) {
		const char *end = text + strcspn(text, "\n");
		char *value = value_in(text, end, key);

		if (value != NULL)
			return value;
		text = *end == '\n' ? end + 1 : NULL;
	}
	return NULL;
}
