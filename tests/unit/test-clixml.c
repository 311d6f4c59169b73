/* The CLIXML reader, held to the samples and expectations of tests/parse/clixml. */
#include "agent/parse/parser.h"
#include "agent/parse/export/wanted.h"

#include <string.h>

#define FOLDER "tests/parse/clixml"

/* --- what was read, as text ------------------------------------------------------------------- */

/* Line breaks shown, so that one property is one line. */
static void
print_text(GString *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\r')
			g_string_append(out, "\\r");
		else if (*text == '\n')
			g_string_append(out, "\\n");
		else
			g_string_append_c(out, *text);
	}
}

static void
print_list(GString *out, const char *const *list)
{
	g_string_append_c(out, '[');
	for (guint i = 0; list[i] != NULL; i++) {
		if (i > 0)
			g_string_append(out, " | ");
		print_text(out, list[i]);
	}
	g_string_append_c(out, ']');
}

static void
print_object(GString *out, const HcExchangeObject *object)
{
	g_string_append(out, "-\n");
	for (guint i = 0; i < hc_exchange_n_properties(object); i++) {
		HcShape shape = HC_SHAPE_NULL;
		const char *name = hc_exchange_property_at(object, i, &shape);

		g_string_append_printf(out, "%s = ", name);
		if (shape == HC_SHAPE_NULL)
			g_string_append(out, "null");
		else if (shape == HC_SHAPE_LIST)
			print_list(out, hc_exchange_list(object, name));
		else
			print_text(out, hc_exchange_text(object, name));
		g_string_append_c(out, '\n');
	}
}

static void
print_set(GString *out, const HcExchangeSet *set, HcSide side, HcKind kind)
{
	const HcAnswer *answer = set->answers->len > 0 ? set->answers->pdata[0] : NULL;

	if (answer == NULL)
		return;
	g_string_append_printf(out, "%s %s %s%s%s%s\n", hc_kind_noun(kind), hc_side_word(side),
		hc_fact_status_word(answer->head.status), answer->narrow != NULL ? " (narrow)" : "",
		answer->head.why != NULL ? ": " : "",
		answer->head.why != NULL ? answer->head.why : "");
	for (guint i = 0; i < set->objects->len; i++)
		print_object(out, set->objects->pdata[i]);
}

static char *
print_evidence(const HcEvidence *evidence, const HcInput *input)
{
	GString *out = g_string_new(NULL);

	for (guint side = 0; side < HC_N_SIDES; side++) {
		for (guint kind = 0; kind < HC_N_KINDS; kind++)
			print_set(out, hc_evidence_set(evidence, (HcSide)side, (HcKind)kind),
				(HcSide)side, (HcKind)kind);
	}
	for (guint i = 0; i < input->warnings->len; i++)
		g_string_append_printf(out, "! %s\n", (char *)input->warnings->pdata[i]);
	return g_string_free(out, FALSE);
}

/* Each chunk in a block of exactly its size, so that reading one too many is seen. */
static char *
read_all(const char *path, const char *data, gsize length, gsize chunk)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcInput *input = hc_evidence_builder_take_input(builder, hc_input_new(path, "clixml"));
	HcParser *parser = hc_parse_clixml.create(builder, input);
	g_autoptr(HcEvidence) evidence = NULL;
	gboolean more = TRUE;

	for (gsize at = 0; more && at < length; at += chunk) {
		const gsize n = MIN(chunk, length - at);
		g_autofree guint8 *exact = g_memdup2(data + at, n);

		more = hc_parse_clixml.feed(parser, exact, n);
	}
	hc_parse_clixml.finish(parser);
	evidence = hc_evidence_builder_finish(builder);
	return print_evidence(evidence, input);
}

/* --- samples ---------------------------------------------------------------------------------- */

typedef struct {
	char *name;
	char *path; /* it is read under */
	char *octets;
	gsize length;
	char *expected;
} Sample;

static void
sample_free(gpointer data)
{
	Sample *sample = data;

	g_free(sample->name);
	g_free(sample->path);
	g_free(sample->octets);
	g_free(sample->expected);
	g_free(sample);
}

static void
load(Sample *sample, const char *folder)
{
	g_autofree char *file = g_build_filename(folder, sample->name, NULL);
	g_autofree char *xml = g_strconcat(file, ".xml", NULL);
	g_autofree char *wanted = g_strconcat(file, ".expected", NULL);
	g_autofree char *text = NULL;
	char *end = NULL;

	g_assert_true(g_file_get_contents(xml, &sample->octets, &sample->length, NULL));
	g_assert_true(g_file_get_contents(wanted, &text, NULL, NULL));
	g_assert_true(g_str_has_prefix(text, "path "));
	end = strchr(text, '\n');
	sample->path = g_strndup(text + strlen("path "), (gsize)(end - text) - strlen("path "));
	sample->expected = g_strdup(end + 1);
}

/* Names in single quotes, which XML has and no shell writes: libxml2 reads such objects. */
static char *
with_single_quotes(const Sample *sample)
{
	g_autoptr(GRegex) names = g_regex_new(" N=\"([^\"'<]*)\"", G_REGEX_RAW, 0, NULL);

	return g_regex_replace(
		names, sample->octets, (gssize)sample->length, 0, " N='\\1'", 0, NULL);
}

static void
test_sample(gconstpointer data)
{
	const Sample *sample = data;
	const gsize chunks[] = { sample->length + 1, 509, 1 };
	g_autofree char *quoted = with_single_quotes(sample);
	g_autofree char *again = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(chunks); i++) {
		g_autofree char *got =
			read_all(sample->path, sample->octets, sample->length, chunks[i]);

		g_assert_cmpstr(got, ==, sample->expected);
	}
	g_assert_nonnull(quoted);
	again = read_all(sample->path, quoted, sample->length, sample->length + 1);
	g_assert_cmpstr(again, ==, sample->expected);
}

/* The four shells' forms of one connector: but for where the session ran, they are the same. */
static void
test_flavours(void)
{
	static const char *const names[] = { "flavour-a-rehydrated", "flavour-b-remote",
		"flavour-c-local", "flavour-d-selected" };
	g_autofree char *folder = g_build_filename(g_getenv("HC_SOURCE_ROOT"), FOLDER, NULL);
	g_autofree char *first = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		Sample *sample = g_new0(Sample, 1);
		g_autofree char *got = NULL;
		char *session = NULL;

		sample->name = g_strdup(names[i]);
		load(sample, folder);
		got = read_all(sample->path, sample->octets, sample->length, sample->length);
		session = strstr(got, "PSComputerName");
		if (session != NULL)
			*session = '\0';
		if (first == NULL)
			first = g_strdup(got);
		g_assert_cmpstr(got, ==, first);
		sample_free(sample);
	}
}

/* No octet of a secret reaches the evidence or a warning. */
static void
test_secrets(void)
{
	g_autofree char *file =
		g_build_filename(g_getenv("HC_SOURCE_ROOT"), FOLDER, "secrets.xml", NULL);
	g_autofree char *octets = NULL;
	g_autofree char *got = NULL;
	gsize length = 0;

	g_assert_true(g_file_get_contents(file, &octets, &length, NULL));
	g_assert_nonnull(strstr(octets, "HUNTER2"));
	got = read_all("onprem-org-SendConnector.clixml", octets, length, length);
	g_assert_null(strstr(got, "HUNTER2"));
	g_assert_null(strstr(got, "relay"));
}

/* --- what is wanted --------------------------------------------------------------------------- */

static void
test_wanted(void)
{
	const char *before = NULL;

	for (guint i = 0; hc_wanted_at(i) != NULL; i++) {
		const char *name = hc_wanted_at(i);
		g_autofree char *upper = g_ascii_strup(name, -1);

		if (before != NULL)
			g_assert_cmpint(g_ascii_strcasecmp(before, name), <, 0);
		before = name;
		g_assert_true(hc_wanted(upper));
	}
	g_assert_false(hc_wanted("SerializationData"));
	g_assert_false(hc_wanted("AuthenticationCredential"));
}

static void
add_samples(GPtrArray *samples)
{
	g_autofree char *folder = g_build_filename(g_getenv("HC_SOURCE_ROOT"), FOLDER, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	g_assert_nonnull(dir);
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		Sample *sample = NULL;
		g_autofree char *test = NULL;

		if (!g_str_has_suffix(name, ".xml"))
			continue;
		sample = g_new0(Sample, 1);
		sample->name = g_strndup(name, strlen(name) - strlen(".xml"));
		load(sample, folder);
		g_ptr_array_add(samples, sample);
		test = g_strconcat("/parse/clixml/", sample->name, NULL);
		g_test_add_data_func(test, sample, test_sample);
	}
	g_assert_cmpuint(samples->len, >, 0);
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) samples = g_ptr_array_new_with_free_func(sample_free);

	g_test_init(&argc, &argv, NULL);
	add_samples(samples);
	g_test_add_func("/parse/clixml/flavours-are-the-same", test_flavours);
	g_test_add_func("/parse/clixml/secrets-are-dropped", test_secrets);
	g_test_add_func("/parse/wanted/sorted", test_wanted);
	return g_test_run();
}
