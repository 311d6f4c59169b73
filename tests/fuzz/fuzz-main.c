/*
 * Driver that gives a fuzz target its corpus without a fuzzer: every sample whole, every prefix of
 * it, and some hundred damaged copies.  In: folders of samples; before them "--at-most=N" if N
 * prefixes and N damaged copies of a sample are enough (for a target that takes its time).  Out:
 * counts, or a failed run when there was nothing to try.  Room: tests.  A build with -Dfuzzing=true
 * links libFuzzer instead.
 */
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Up to this size every prefix is tried; above it the step grows so that the count stays. */
#define EVERY_PREFIX_BYTES 16384
#define MOST_PREFIXES 4000
#define FLIPS_PER_SAMPLE 300
/* Bytes given to the flips of one sample: a big sample gets fewer of them. */
#define FLIP_BUDGET_BYTES (32 * 1024 * 1024)
#define FLIP_SEED 20260915

#define AT_MOST "--at-most="

typedef struct {
	guint at_most; /* prefixes of a sample, and damaged copies; 0: as many as are worth it */
	guint n_samples;
	guint n_prefixes;
	guint n_flips;
} Counts;

/* The target gets a block of exactly @size bytes, so that reading one too many is seen. */
static void
try_bytes(const guint8 *bytes, gsize size)
{
	guint8 *exact = malloc(MAX(size, 1));

	if (exact == NULL)
		g_error("out of memory");
	if (size > 0)
		memcpy(exact, bytes, size);
	(void)LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static guint
try_prefixes(const guint8 *bytes, gsize size, guint at_most)
{
	const guint most = at_most > 0                  ? at_most
			   : size <= EVERY_PREFIX_BYTES ? EVERY_PREFIX_BYTES
							: MOST_PREFIXES;
	const gsize step = size / most + 1;
	guint n = 0;

	for (gsize length = 0; length < size; length += step) {
		try_bytes(bytes, length);
		n++;
	}
	return n;
}

static guint
try_flips(guint8 *bytes, gsize size, guint at_most)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(FLIP_SEED);
	const gsize most = at_most > 0 ? at_most : FLIPS_PER_SAMPLE;
	const gsize n = size == 0 ? 0 : MIN(most, FLIP_BUDGET_BYTES / size + 1);

	for (gsize i = 0; i < n; i++) {
		gsize at = g_rand_int(dice) % size;
		guint8 before = bytes[at];

		bytes[at] = (guint8)(before ^ (guint8)g_rand_int_range(dice, 1, 256));
		try_bytes(bytes, size);
		bytes[at] = before;
	}
	return (guint)n;
}

static void
try_sample(const char *path, Counts *counts)
{
	g_autofree char *contents = NULL;
	g_autoptr(GError) error = NULL;
	gsize size = 0;

	if (!g_file_get_contents(path, &contents, &size, &error))
		g_error("%s", error->message);
	try_bytes((const guint8 *)contents, size);
	counts->n_samples++;
	counts->n_prefixes += try_prefixes((const guint8 *)contents, size, counts->at_most);
	counts->n_flips += try_flips((guint8 *)contents, size, counts->at_most);
}

static void
try_folder(const char *folder, Counts *counts)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);

	if (dir == NULL)
		g_error("%s", error->message);
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			try_sample(path, counts);
	}
}

int
main(int argc, char **argv)
{
	Counts total = { 0 };

	for (int i = 1; i < argc; i++) {
		guint before = total.n_samples;

		if (g_str_has_prefix(argv[i], AT_MOST)) {
			total.at_most =
				(guint)g_ascii_strtoull(argv[i] + strlen(AT_MOST), NULL, 10);
			continue;
		}
		try_folder(argv[i], &total);
		if (total.n_samples == before) {
			g_printerr("%s: no sample\n", argv[i]);
			return EXIT_FAILURE;
		}
	}
	g_print("%u samples, %u prefixes, %u flips\n", total.n_samples, total.n_prefixes,
		total.n_flips);
	return total.n_samples > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
