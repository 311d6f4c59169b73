/*
 * A third party's run of the wizard, cut and damaged: nothing may crash, and whatever is kept was
 * in the whole files.  Skipped where the files are not there.
 */
#include "agent/parse/derive/derive.h"
#include "agent/parse/parse.h"

#define CUT_BYTES 4096
#define FLIPS 2000
#define SEED 20260915

static const char *const names[] = { "20220219_032402.xhcw", "20220219_032402.log",
	"20220219_032402.boot" };

/* Returns how many objects the input gave. */
static guint
read_all(const char *name, const char *data, gsize length)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	g_autoptr(GBytes) bytes = g_bytes_new_static(data, length);
	g_autoptr(HcCapture) capture = hc_capture_new_bytes(name, bytes);
	g_autoptr(HcEvidence) evidence = NULL;

	hc_parse_capture(capture, builder);
	hc_derive(builder);
	evidence = hc_evidence_builder_finish(builder);
	g_assert_cmpuint(hc_evidence_n_inputs(evidence), ==, 1);
	return hc_evidence_input(evidence, 0)->n_objects;
}

/* FALSE, and the test is skipped, where the file is not there. */
static gboolean
load(const char *name, char **ret_data, gsize *ret_length)
{
	const char *folder = g_getenv("HC_REAL_DATA");
	g_autofree char *path =
		g_build_filename(folder != NULL ? folder : "", "hcw-run", name, NULL);

	if (g_file_get_contents(path, ret_data, ret_length, NULL))
		return TRUE;
	g_test_skip("HC_REAL_DATA has no hcw-run with a third party's files");
	return FALSE;
}

static void
test_cuts(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *data = NULL;
		gsize length = 0;
		guint whole = 0;

		if (!load(names[i], &data, &length))
			return;
		whole = read_all(names[i], data, length);
		for (gsize n = 0; n < length; n += CUT_BYTES)
			g_assert_cmpuint(read_all(names[i], data, n), <=, whole);
	}
}

static void
test_flips(void)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(SEED);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *data = NULL;
		gsize length = 0;

		if (!load(names[i], &data, &length))
			return;
		for (guint flip = 0; flip < FLIPS / G_N_ELEMENTS(names); flip++) {
			gsize at = g_rand_int(dice) % length;
			char before = data[at];

			data[at] = (char)(before ^ g_rand_int_range(dice, 1, 256));
			read_all(names[i], data, length);
			data[at] = before;
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/real/cuts", test_cuts);
	g_test_add_func("/parse/real/flips", test_flips);
	return g_test_run();
}
