/* What middleboxes leave of a greeting and of keywords.  Room: parse. */
#include "agent/parse/probe/masked.h"

#include <string.h>

/* Fewer than that may be somebody's taste. */
#define LEAST_STARS 5
#define LEAST_XS 4

gboolean
hc_masked_is_banner(const char *const *lines)
{
	guint n_stars = 0;

	for (; *lines != NULL; lines++) {
		if (strspn(*lines, "*20 \t\r") != strlen(*lines))
			return FALSE;
		for (const char *p = *lines; *p != '\0'; p++)
			n_stars += *p == '*';
	}
	return n_stars >= LEAST_STARS;
}

gboolean
hc_masked_is_keyword(const char *line)
{
	const gsize n_xs = strspn(line, "X");
	const char *behind = line + n_xs;

	if (n_xs < LEAST_XS)
		return FALSE;
	/* One letter may be left: the appliance leaves the last one to keep the sum of the line. */
	if (g_ascii_isupper(*behind))
		behind++;
	return *behind == '\0' || *behind == ' ' || *behind == '\r';
}
