/*
 * From named paths, and from the network, to frozen evidence.  Room: app.
 * Each file is read twice at the same time: by its parser, and by a thread that only hashes it, so
 * that the hash of a large file costs no time of its own.
 */
#include "agent/app/gather.h"

#include "agent/app/interrupt.h"
#include "agent/app/shipped.h"
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/collect/collect-archive.h"
#include "agent/collect/collect-file.h"
#include "agent/parse/derive/derive.h"
#include "agent/parse/parse.h"
#include "certs/digest.h"

/* Returns the hash in lower case hex, or NULL when the file cannot be read to its end. */
static gpointer
hash_capture(gpointer data)
{
	const HcCapture *capture = data;
	g_autoptr(GInputStream) stream = hc_capture_open(capture, NULL);
	g_autoptr(HcDigest) digest = hc_digest_new();
	g_autofree guint8 *chunk = g_malloc(HC_LIMIT_CHUNK_BYTES);
	gint64 total = 0;
	gssize n = 0;

	if (stream == NULL)
		return NULL;
	while ((n = g_input_stream_read(stream, chunk, HC_LIMIT_CHUNK_BYTES, NULL, NULL)) > 0) {
		total += n;
		if (total > HC_LIMIT_INPUT_BYTES)
			return NULL;
		hc_digest_update(digest, chunk, (gsize)n);
	}
	return n == 0 ? hc_digest_finish(digest) : NULL;
}

static void
read_file(HcCapture *capture, HcEvidenceBuilder *builder)
{
	GThread *hasher = NULL;
	HcInput *input = NULL;

	if (hc_capture_ending(capture) == HC_ENDING_DONE)
		hasher = g_thread_new("hash", hash_capture, capture);
	input = hc_parse_capture(capture, builder);
	if (hasher != NULL)
		input->sha256 = g_thread_join(hasher);
}

typedef struct {
	HcEvidenceBuilder *builder;
	guint n_entries;
} Archive;

static gboolean
read_entry(HcCapture *entry, gpointer user)
{
	Archive *archive = user;

	archive->n_entries++;
	read_file(entry, archive->builder);
	return hc_interrupt_signal() == 0;
}

/* The archive is an input of its own, so that the report names its hash and what was wrong. */
static void
read_archive(HcCapture *capture, HcEvidenceBuilder *builder)
{
	Archive archive = { .builder = builder };
	HcInput *input = hc_evidence_builder_take_input(
		builder, hc_input_new(hc_capture_name(capture), "archive"));
	g_autoptr(GError) error = NULL;

	input->modified = hc_capture_modified(capture);
	input->sha256 = hash_capture(capture);
	if (!hc_collect_archive(capture, read_entry, &archive, &error))
		hc_input_warn(input, "%s", error->message);
	else if (archive.n_entries == 0 && hc_interrupt_signal() == 0)
		hc_input_warn(input, "there is no file in this archive");
	input->n_objects = archive.n_entries;
}

static void
read_one(HcCapture *capture, HcEvidenceBuilder *builder)
{
	if (hc_collect_is_archive(capture))
		read_archive(capture, builder);
	else
		read_file(capture, builder);
}

static gboolean
named_paths_exist(const char *const *paths, GError **error)
{
	for (guint i = 0; paths[i] != NULL; i++) {
		if (g_strcmp0(paths[i], "-") == 0 || g_file_test(paths[i], G_FILE_TEST_EXISTS))
			continue;
		g_set_error(error, HC_ERROR, HC_ERROR_NOT_FOUND, "%s: no such file or folder",
			paths[i]);
		return FALSE;
	}
	return TRUE;
}

/* Why nothing could be judged: every input with its first warning. */
static char *
reasons_of(const HcEvidence *evidence)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);
		const char *why = input->warnings->len > 0 ? g_ptr_array_index(input->warnings, 0)
							   : "nothing in it could be used";

		g_string_append_printf(out, "\n  %s: %s", input->path, why);
	}
	return g_string_free(out, FALSE);
}

static gboolean
something_usable(const HcEvidence *evidence, GError **error)
{
	g_autofree char *reasons = NULL;
	gboolean recognised = FALSE;

	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++) {
		const HcInput *input = hc_evidence_input(evidence, i);

		if (input->usable)
			return TRUE;
		recognised |= g_strcmp0(input->kind, "not-recognised") != 0 &&
			      g_strcmp0(input->kind, "archive") != 0;
	}
	reasons = reasons_of(evidence);
	if (recognised)
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "no input could be used:%s", reasons);
	else
		g_set_error(
			error, HC_ERROR, HC_ERROR_NOT_FOUND, "nothing was recognised:%s", reasons);
	return FALSE;
}

static void
read_all(const GPtrArray *captures, HcEvidenceBuilder *builder, HcGatherProgress progress)
{
	for (guint i = 0; i < captures->len && hc_interrupt_signal() == 0; i++) {
		HcCapture *capture = g_ptr_array_index(captures, i);

		if (progress != NULL)
			progress(i, captures->len, hc_capture_name(capture));
		read_one(capture, builder);
	}
	if (progress != NULL)
		progress(captures->len, captures->len, NULL);
}

HcEvidence *
hc_gather(const HcGatherRequest *request, HcGatherProgress progress, HcGathered *ret_gathered,
	GError **error)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	g_autoptr(HcEvidenceBuilder) builder = hc_evidence_builder_new(request->as_of);
	g_autoptr(HcEvidence) evidence = NULL;

	if (!named_paths_exist(request->paths, error))
		return NULL;
	for (guint i = 0; request->paths[i] != NULL; i++)
		hc_collect_file(request->paths[i], captures);
	hc_shipped_load(request->data_dir, builder);
	read_all(captures, builder, progress);
	hc_derive(builder);
	if (request->ask != NULL)
		hc_ask_run(request->ask, builder, progress);
	ret_gathered->signal = hc_interrupt_signal();
	ret_gathered->interrupted = ret_gathered->signal != 0;
	evidence = hc_evidence_builder_finish(g_steal_pointer(&builder));
	if (!ret_gathered->interrupted && request->paths[0] != NULL &&
		!something_usable(evidence, error))
		return NULL;
	return g_steal_pointer(&evidence);
}
