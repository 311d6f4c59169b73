/* What PowerShell printed for people, not for programs.  Room: parse. */
#include "agent/parse/text/printed.h"

#include <string.h>

#define INSTEAD                                                                                    \
	": export with Export-Clixml instead, as in Get-SendConnector | Export-Clixml "            \
	"onprem-org-SendConnector.clixml"

/* So many lines with their colon in one column are no accident. */
#define ALIGNED_NEEDED 3
#define LINES_LOOKED_AT 200

/* The column of the colon in "Name   : value"; 0 if @line is not of this form. */
static gsize
colon_column(const char *line)
{
	gsize name = 0;
	gsize column = 0;

	if (!g_ascii_isalpha(*line))
		return 0;
	while (g_ascii_isalnum(line[name]) || line[name] == '_')
		name++;
	column = name + strspn(line + name, " ");
	if (column == name || line[column] != ':')
		return 0;
	return line[column + 1] == ' ' || line[column + 1] == '\0' ? column : 0;
}

/* Between them stand blank lines, and the rest of long values, indented behind the colon. */
static gboolean
is_list(const GStrv lines)
{
	gsize column = 0;
	guint n = 0;

	for (guint i = 0; lines[i] != NULL && n < ALIGNED_NEEDED; i++) {
		gsize at = colon_column(lines[i]);
		gsize indent = strspn(lines[i], " ");

		if (lines[i][indent] == '\0' || (column > 0 && indent > column))
			continue;
		if (at == 0 || (column > 0 && at != column))
			return FALSE;
		column = at;
		n++;
	}
	return n == ALIGNED_NEEDED;
}

/* Below the names of the columns stands a line of dashes, in groups. */
static gboolean
is_table(const GStrv lines)
{
	for (guint i = 1; i < LINES_LOOKED_AT && lines[i - 1] != NULL && lines[i] != NULL; i++) {
		if (*lines[i - 1] == '\0')
			continue;
		return strlen(lines[i]) > 1 && strspn(lines[i], "- ") == strlen(lines[i]) &&
		       strchr(lines[i], ' ') != NULL;
	}
	return FALSE;
}

/* "a","b" on the first line. */
static gboolean
is_csv(const char *line)
{
	return *line == '"' && strstr(line, "\",\"") != NULL;
}

const char *
hc_printed_why(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", LINES_LOOKED_AT);

	for (char **line = lines; *line != NULL; line++)
		g_strchomp(*line);
	if (lines[0] == NULL)
		return NULL;
	if (is_csv(lines[0]) || g_str_has_prefix(lines[0], "#TYPE "))
		return "a CSV export, in which lists and kinds of values are lost" INSTEAD;
	if (is_list(lines))
		return "a list as Format-List prints it for people, with lists cut short" INSTEAD;
	if (is_table(lines))
		return "a table as PowerShell prints it for people, with most left out" INSTEAD;
	return NULL;
}
