/* The nearest known word to a mistyped one.  Room: base. */
#include "agent/base/nearest.h"

#include <string.h>

#define LONGEST 64 /* octets of a word worth correcting */

/* Levenshtein distance, two rows. */
static guint
distance(const char *a, const char *b)
{
	guint previous[LONGEST + 1];
	guint current[LONGEST + 1];
	guint width = (guint)strlen(b);

	for (guint j = 0; j <= width; j++)
		previous[j] = j;
	for (guint i = 0; a[i] != '\0'; i++) {
		current[0] = i + 1;
		for (guint j = 0; j < width; j++) {
			guint replaced = previous[j] + (a[i] != b[j] ? 1 : 0);

			current[j + 1] = MIN(replaced, MIN(previous[j + 1], current[j]) + 1);
		}
		memcpy(previous, current, sizeof(guint) * (width + 1));
	}
	return previous[width];
}

const char *
hc_nearest(const char *wanted, const char *const *known)
{
	guint best =
		(guint)strlen(wanted) / 3 + 2; /* one slip, or two letters swapped, always count */
	const char *found = NULL;

	if (strlen(wanted) > LONGEST)
		return NULL;
	for (; *known != NULL; known++) {
		guint d = strlen(*known) > LONGEST ? G_MAXUINT : distance(wanted, *known);

		if (d < best) {
			best = d;
			found = *known;
		}
	}
	return found;
}
