/* What the files of one run of the wizard share.  Room: parse. */
#include "agent/parse/wizard/stamp.h"

#include <string.h>

/* d: a digit; anything else stands for itself. */
static const char form[] = "dddddddd_dddddd";

static gboolean
has_form(const char *name)
{
	for (const char *at = form; *at != '\0'; at++, name++) {
		if (*at == 'd' ? !g_ascii_isdigit(*name) : *name != *at)
			return FALSE;
	}
	return !g_ascii_isalnum(*name) && *name != '_';
}

char *
hc_stamp_of_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	const char *backslash = strrchr(name, '\\'); /* archives made on Windows */

	if (backslash != NULL)
		name = backslash + 1;
	return has_form(name) ? g_strndup(name, sizeof form - 1) : NULL;
}
