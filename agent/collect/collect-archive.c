/* Archives that the user named or that lie in a folder.  Room: collect. */
#include "agent/collect/collect-archive.h"
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#define GZIP_SUFFIX ".gz"
#define TAR_MAGIC "ustar"
#define TAR_MAGIC_AT 257
#define LOOKED_AT (TAR_MAGIC_AT + sizeof TAR_MAGIC)

typedef struct {
	const HcCapture *archive;
	GInputStream *stream;
	guint8 *chunk;   /* what libarchive reads from */
	gint64 n_packed; /* octets of the archive */
	gint64 n_unpacked;
	guint n_entries;
	HcArchiveEntry each;
	gpointer user;
} Unpacking;

/* --- recognising ------------------------------------------------------------------------------ */

static gboolean
is_zip(const guint8 *start, gsize n)
{
	return n >= 4 &&
	       (memcmp(start, "PK\x03\x04", 4) == 0 || memcmp(start, "PK\x05\x06", 4) == 0);
}

static gboolean
is_gzip(const guint8 *start, gsize n)
{
	return n >= 3 && memcmp(start, "\x1F\x8B\x08", 3) == 0;
}

static gboolean
is_tar(const guint8 *start, gsize n)
{
	return n >= TAR_MAGIC_AT + strlen(TAR_MAGIC) &&
	       memcmp(start + TAR_MAGIC_AT, TAR_MAGIC, strlen(TAR_MAGIC)) == 0;
}

gboolean
hc_collect_is_archive(const HcCapture *capture)
{
	guint8 start[LOOKED_AT] = { 0 };
	gsize n = 0;
	g_autoptr(GInputStream) stream = hc_capture_ending(capture) == HC_ENDING_DONE
						 ? hc_capture_open(capture, NULL)
						 : NULL;

	if (stream == NULL || !g_input_stream_read_all(stream, start, sizeof start, &n, NULL, NULL))
		return FALSE;
	return is_zip(start, n) || is_gzip(start, n) || is_tar(start, n);
}

/* --- what libarchive reads -------------------------------------------------------------------- */

static la_ssize_t
read_chunk(struct archive *self, void *data, const void **ret_chunk)
{
	Unpacking *unpacking = data;
	g_autoptr(GError) error = NULL;
	gssize n = g_input_stream_read(
		unpacking->stream, unpacking->chunk, HC_LIMIT_CHUNK_BYTES, NULL, &error);

	*ret_chunk = unpacking->chunk;
	if (n < 0)
		archive_set_error(self, EIO, "%s", error->message);
	return n;
}

/* A zip archive has its directory at its end. */
static la_int64_t
seek_to(struct archive *self, void *data, la_int64_t offset, int whence)
{
	Unpacking *unpacking = data;
	GSeekType type = whence == SEEK_SET   ? G_SEEK_SET
			 : whence == SEEK_CUR ? G_SEEK_CUR
					      : G_SEEK_END;

	(void)self;
	if (G_IS_UNIX_INPUT_STREAM(unpacking->stream))
		return lseek(g_unix_input_stream_get_fd(G_UNIX_INPUT_STREAM(unpacking->stream)),
			offset, whence);
	if (!g_seekable_seek(G_SEEKABLE(unpacking->stream), offset, type, NULL, NULL))
		return ARCHIVE_FATAL;
	return g_seekable_tell(G_SEEKABLE(unpacking->stream));
}

static gint64
size_of(Unpacking *self)
{
	gint64 size = seek_to(NULL, self, 0, SEEK_END);

	seek_to(NULL, self, 0, SEEK_SET);
	return size;
}

/* --- one entry -------------------------------------------------------------------------------- */

/* The name as people see it, with "/" between its parts; never NULL. */
static char *
name_of(struct archive_entry *entry, guint number)
{
	const char *name = archive_entry_pathname_utf8(entry);
	char *valid = NULL;

	if (name == NULL)
		name = archive_entry_pathname(entry);
	if (hc_text_is_empty(name))
		return g_strdup_printf("entry %u", number);
	valid = g_utf8_make_valid(name, -1);
	/* Some Windows programs write zip archives with their own separator. */
	return g_strdelimit(valid, "\\", '/');
}

static gboolean
leads_out(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);

	if (*name == '/' || (g_ascii_isalpha(name[0]) && name[1] == ':'))
		return TRUE;
	return g_strv_contains((const char *const *)parts, "..");
}

/* Why the entry is not unpacked; NULL if it can be. */
static const char *
why_not(struct archive_entry *entry, const char *name)
{
	if (leads_out(name))
		return "its name leads out of the archive; it is not read";
	if (archive_entry_hardlink(entry) != NULL || archive_entry_filetype(entry) == AE_IFLNK)
		return "a link inside an archive is not followed";
	if (archive_entry_filetype(entry) != AE_IFREG)
		return "neither a file nor a folder; it is not read";
	if (archive_entry_is_encrypted(entry))
		return "it is encrypted; unpack the archive and name the folder";
	if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > HC_LIMIT_ENTRY_BYTES)
		return "limit HC_LIMIT_ENTRY_BYTES reached; unpack the archive and name the folder";
	return NULL;
}

/* The limit that the octets unpacked so far go beyond; NULL if there is none. */
static const char *
limit_reached(const Unpacking *self)
{
	if (self->n_unpacked > HC_LIMIT_RUN_BYTES)
		return "HC_LIMIT_RUN_BYTES";
	if (self->n_unpacked > HC_LIMIT_ARCHIVE_FREE_BYTES &&
		self->n_unpacked / HC_LIMIT_ARCHIVE_RATIO > self->n_packed)
		return "HC_LIMIT_ARCHIVE_RATIO";
	return self->n_entries > HC_LIMIT_INPUT_FILES ? "HC_LIMIT_INPUT_FILES" : NULL;
}

static gboolean
fail_at(const Unpacking *self, const char *name, struct archive *archive, GError **error)
{
	const char *limit = limit_reached(self);

	if (limit != NULL)
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT,
			"limit %s reached at %s; what came before is used", limit, name);
	else
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
			"the archive is damaged at %s (%s); what came before is used", name,
			archive_error_string(archive) != NULL ? archive_error_string(archive)
							      : "unknown reason");
	return FALSE;
}

/* The contents of the entry; NULL if they cannot be had, with @error set if the archive ends here.
 */
static GBytes *
unpack(Unpacking *self, struct archive *archive, const char *name, const char **ret_why,
	GError **error)
{
	g_autoptr(GByteArray) contents = g_byte_array_new();
	g_autofree guint8 *piece = g_malloc(HC_LIMIT_CHUNK_BYTES);
	la_ssize_t n = 0;

	while ((n = archive_read_data(archive, piece, HC_LIMIT_CHUNK_BYTES)) > 0) {
		self->n_unpacked += n;
		if (contents->len + (gint64)n > HC_LIMIT_ENTRY_BYTES) {
			*ret_why = "limit HC_LIMIT_ENTRY_BYTES reached; unpack the archive and "
				   "name the folder";
			return NULL;
		}
		if (limit_reached(self) != NULL)
			break;
		g_byte_array_append(contents, piece, (guint)n);
	}
	if (n != 0) {
		fail_at(self, name, archive, error);
		return NULL;
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&contents));
}

/* "support.zip/Exchange/20261020.log"; what a single .gz holds is called like it, without ".gz". */
static char *
shown_name(const Unpacking *self, struct archive *archive, const char *name)
{
	const char *outer = hc_capture_name(self->archive);

	if (archive_format(archive) != ARCHIVE_FORMAT_RAW)
		return g_strdup_printf("%s/%s", outer, name);
	if (g_str_has_suffix(outer, GZIP_SUFFIX))
		return g_strndup(outer, strlen(outer) - strlen(GZIP_SUFFIX));
	return g_strdup_printf("%s/contents", outer);
}

static HcCapture *
capture_entry(Unpacking *self, struct archive *archive, struct archive_entry *entry, GError **error)
{
	g_autofree char *name = name_of(entry, self->n_entries);
	g_autofree char *shown = shown_name(self, archive, name);
	const char *why = why_not(entry, name);
	g_autoptr(GBytes) contents = NULL;
	HcCapture *capture = NULL;

	if (why == NULL)
		contents = unpack(self, archive, shown, &why, error);
	if (why != NULL)
		return hc_capture_new_failed(shown, HC_ENDING_UNREADABLE, why);
	if (contents == NULL)
		return NULL;
	capture = hc_capture_new_bytes(shown, contents);
	if (archive_entry_mtime_is_set(entry))
		hc_capture_set_modified(
			capture, (HcTime)archive_entry_mtime(entry) * G_USEC_PER_SEC +
					 archive_entry_mtime_nsec(entry) / 1000);
	return capture;
}

/* --- the archive ------------------------------------------------------------------------------ */

static struct archive *
open_archive(Unpacking *self, GError **error)
{
	struct archive *archive = archive_read_new();

	archive_read_support_filter_gzip(archive);
	archive_read_support_format_zip(archive);
	archive_read_support_format_tar(archive);
	archive_read_support_format_raw(archive);
	archive_read_set_read_callback(archive, read_chunk);
	archive_read_set_seek_callback(archive, seek_to);
	archive_read_set_callback_data(archive, self);
	if (archive_read_open1(archive) == ARCHIVE_OK)
		return archive;
	g_set_error(error, HC_ERROR, HC_ERROR_INPUT, "the archive cannot be read: %s",
		archive_error_string(archive));
	archive_read_free(archive);
	return NULL;
}

static gboolean
each_entry(Unpacking *self, struct archive *archive, GError **error)
{
	struct archive_entry *entry = NULL;
	gboolean wanted = TRUE;
	int status = ARCHIVE_OK;

	/* ARCHIVE_WARN is for what we do not use, such as owners. */
	while (wanted && (status = archive_read_next_header(archive, &entry)) >= ARCHIVE_WARN &&
		status != ARCHIVE_EOF) {
		g_autoptr(HcCapture) capture = NULL;

		if (archive_entry_filetype(entry) == AE_IFDIR)
			continue;
		self->n_entries++;
		if (limit_reached(self) != NULL)
			return fail_at(self, "its next entry", archive, error);
		capture = capture_entry(self, archive, entry, error);
		if (capture == NULL)
			return FALSE;
		wanted = self->each(capture, self->user);
	}
	if (!wanted || status == ARCHIVE_EOF)
		return TRUE;
	return fail_at(self, "its next entry", archive, error);
}

gboolean
hc_collect_archive(const HcCapture *archive, HcArchiveEntry each, gpointer user, GError **error)
{
	g_autoptr(GInputStream) stream = hc_capture_open(archive, error);
	g_autofree guint8 *chunk = g_malloc(HC_LIMIT_CHUNK_BYTES);
	Unpacking self = {
		.archive = archive, .stream = stream, .chunk = chunk, .each = each, .user = user
	};
	struct archive *opened = NULL;
	gboolean complete = FALSE;

	if (stream == NULL)
		return FALSE;
	self.n_packed = size_of(&self);
	opened = open_archive(&self, error);
	if (opened == NULL)
		return FALSE;
	complete = each_entry(&self, opened, error);
	archive_read_free(opened);
	return complete;
}
