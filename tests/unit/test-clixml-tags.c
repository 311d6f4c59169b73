/* Tags that are remembered as they were written: the same octets, or nothing. */
#include "agent/parse/clixml/clixml-tags.h"
#include "agent/base/limits.h"

#include <string.h>

#define LONGEST 40

/* Of every length, with every single octet changed; in blocks of exactly that size. */
static void
test_same(void)
{
	for (gsize length = 0; length <= LONGEST; length++) {
		g_autofree char *a = g_malloc(length + 1);
		g_autofree char *b = NULL;

		memset(a, 'a', length);
		b = g_memdup2(a, length);
		g_assert_true(hc_plain_same(a, b, length));
		for (gsize at = 0; at < length; at++) {
			b[at] = 'b';
			g_assert_false(hc_plain_same(a, b, length));
			b[at] = 'a';
		}
	}
}

static HcPlainTag *
learn(HcPlainTags *tags, const char *text, gsize id_at)
{
	static const HcElementName element = { .element = HC_ELEMENT_PRIMITIVE };
	const HcPlainTag tag = {
		.text = text, .length = strlen(text), .element = &element, .id_at = id_at
	};

	return hc_plain_tags_learn(tags, &tag);
}

static HcPlainTag *
expect(HcPlainTags *tags, const char *text)
{
	g_autofree char *exact = g_memdup2(text, strlen(text));

	return hc_plain_tags_expect(tags, exact, exact + strlen(text));
}

static void
test_follow(void)
{
	HcPlainTags tags;
	HcPlainTag *name = NULL, *fqdn = NULL;

	hc_plain_tags_init(&tags);
	g_assert_null(expect(&tags, "<S N=\"Name\">"));
	name = learn(&tags, "<S N=\"Name\">", 0);
	g_assert_nonnull(name);
	g_assert_null(expect(&tags, "<S N=\"Fqdn\">"));
	fqdn = learn(&tags, "<S N=\"Fqdn\">", 0);
	hc_plain_tags_restart(&tags);
	/* What is there must be all of it; what is behind it does not matter. */
	g_assert_null(expect(&tags, "<S N=\"Name\""));
	g_assert_null(expect(&tags, "<S N=\"Name2\">"));
	g_assert_true(expect(&tags, "<S N=\"Name\">text") == name);
	g_assert_null(expect(&tags, "<S N=\"Name\">"));
	g_assert_true(expect(&tags, "<S N=\"Fqdn\">") == fqdn);
	g_assert_null(expect(&tags, "<S N=\"Name\">"));
	/* Learned again, it is the same one. */
	g_assert_true(learn(&tags, "<S N=\"Name\">", 0) == name);
	hc_plain_tags_forget(&tags);
	g_assert_null(expect(&tags, "<S N=\"Name\">"));
	hc_plain_tags_clear(&tags);
}

/* Numbered ones are not remembered, nor more than there is room for. */
static void
test_bounds(void)
{
	HcPlainTags tags;
	guint n = 0;

	hc_plain_tags_init(&tags);
	g_assert_null(learn(&tags, "<Ref RefId=\"1\">", 12));
	for (guint i = 0; i < 3 * HC_LIMIT_CLIXML_TAGS; i++) {
		g_autofree char *text = g_strdup_printf("<S N=\"%u\">", i);
		const HcPlainTag *tag = learn(&tags, text, 0);

		g_assert_true(tag == NULL || memcmp(tag->text, text, strlen(text)) == 0);
		n += tag != NULL;
	}
	g_assert_cmpuint(n, >, HC_LIMIT_CLIXML_TAGS / 2);
	g_assert_cmpuint(n, <=, HC_LIMIT_CLIXML_TAGS);
	hc_plain_tags_clear(&tags);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/clixml-tags/same", test_same);
	g_test_add_func("/parse/clixml-tags/follow", test_follow);
	g_test_add_func("/parse/clixml-tags/bounds", test_bounds);
	return g_test_run();
}
