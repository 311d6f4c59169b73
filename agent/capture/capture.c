/* What the world answered, untouched.  Room: capture. */
#include "agent/capture/capture.h"
#include "agent/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <sys/stat.h>
#include <unistd.h>

struct HcCapture {
	char *name; /* as shown to people: valid UTF-8 */
	char *path; /* of a file, in the file system's own octets; NULL for bytes */
	GBytes *bytes;
	HcQuestion *question; /* of a transcript; else NULL, both */
	HcTranscript *transcript;
	HcTime modified; /* HC_TIME_NONE: of a file, as the file system tells */
	HcEnding ending;
	char *why;
};

HcCapture *
hc_capture_new_file(const char *path)
{
	HcCapture *self = g_new0(HcCapture, 1);

	self->name = g_filename_display_name(path);
	self->path = g_strdup(path);
	self->modified = HC_TIME_NONE;
	self->ending = HC_ENDING_DONE;
	return self;
}

HcCapture *
hc_capture_new_bytes(const char *name, GBytes *bytes)
{
	HcCapture *self = g_new0(HcCapture, 1);

	self->name = g_filename_display_name(name);
	self->bytes = g_bytes_ref(bytes);
	self->modified = HC_TIME_NONE;
	self->ending = HC_ENDING_DONE;
	return self;
}

HcCapture *
hc_capture_new_failed(const char *name, HcEnding ending, const char *why)
{
	HcCapture *self = g_new0(HcCapture, 1);

	self->name = g_filename_display_name(name);
	self->modified = HC_TIME_NONE;
	self->ending = ending;
	self->why = g_strdup(why);
	return self;
}

HcCapture *
hc_capture_new_transcript(HcQuestion *take_question, HcTranscript *take_transcript)
{
	HcCapture *self = g_new0(HcCapture, 1);
	g_autofree char *text = hc_question_text(take_question);

	self->name = g_utf8_make_valid(text, -1);
	self->question = take_question;
	self->transcript = take_transcript;
	self->modified = HC_TIME_NONE;
	self->ending = HC_ENDING_DONE;
	return self;
}

void
hc_capture_free(HcCapture *self)
{
	if (self == NULL)
		return;
	g_free(self->name);
	g_free(self->path);
	g_clear_pointer(&self->bytes, g_bytes_unref);
	hc_question_free(self->question);
	hc_transcript_free(self->transcript);
	g_free(self->why);
	g_free(self);
}

const char *
hc_capture_name(const HcCapture *self)
{
	return self->name;
}

HcEnding
hc_capture_ending(const HcCapture *self)
{
	return self->ending;
}

const char *
hc_capture_why(const HcCapture *self)
{
	return self->why;
}

const HcQuestion *
hc_capture_question(const HcCapture *self)
{
	return self->question;
}

const HcTranscript *
hc_capture_transcript(const HcCapture *self)
{
	return self->transcript;
}

static HcErrorCode
code_of_ending(HcEnding ending)
{
	switch (ending) {
	case HC_ENDING_NOT_FOUND:
		return HC_ERROR_NOT_FOUND;
	case HC_ENDING_DENIED:
		return HC_ERROR_PERMISSION;
	case HC_ENDING_LIMIT:
		return HC_ERROR_LIMIT;
	case HC_ENDING_DONE:
	case HC_ENDING_UNREADABLE:
		break;
	}
	return HC_ERROR_IO;
}

static HcErrorCode
code_of(int errsv)
{
	if (errsv == ENOENT || errsv == ENOTDIR)
		return HC_ERROR_NOT_FOUND;
	return errsv == EACCES || errsv == EPERM ? HC_ERROR_PERMISSION : HC_ERROR_IO;
}

/* A FIFO must neither block the opening nor be read: hence NONBLOCK, and a look at what opened. */
static int
open_regular(const HcCapture *self, GError **error)
{
	struct stat seen = { 0 };
	int errsv = 0;
	int fd = open(self->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &seen) < 0) {
		errsv = errno;
		g_set_error(error, HC_ERROR, (gint)code_of(errsv), "%s: %s", self->name,
			g_strerror(errsv));
	} else if (!S_ISREG(seen.st_mode)) {
		g_set_error(error, HC_ERROR, HC_ERROR_IO, "%s: is not a regular file", self->name);
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

GInputStream *
hc_capture_open(const HcCapture *self, GError **error)
{
	int fd = -1;

	if (self->ending != HC_ENDING_DONE) {
		g_set_error(error, HC_ERROR, (gint)code_of_ending(self->ending), "%s: %s",
			self->name, self->why);
		return NULL;
	}
	if (self->transcript != NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_IO, "%s: is a conversation, not a file",
			self->name);
		return NULL;
	}
	if (self->bytes != NULL)
		return g_memory_input_stream_new_from_bytes(self->bytes);
	fd = open_regular(self, error);
	return fd < 0 ? NULL : g_unix_input_stream_new(fd, TRUE);
}

GBytes *
hc_capture_read(const HcCapture *self, gsize limit, const char *limit_name, GError **error)
{
	g_autoptr(GInputStream) stream = hc_capture_open(self, error);
	g_autoptr(GError) found = NULL;
	g_autofree guint8 *octets = NULL;
	gsize n = 0;

	if (stream == NULL)
		return NULL;
	octets = g_malloc(limit + 1);
	if (!g_input_stream_read_all(stream, octets, limit + 1, &n, NULL, &found)) {
		g_set_error(error, HC_ERROR, HC_ERROR_IO, "%s: %s", self->name, found->message);
		return NULL;
	}
	if (n > limit) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT,
			"%s: limit %s (%" G_GSIZE_FORMAT " octets) reached", self->name, limit_name,
			limit);
		return NULL;
	}
	return g_bytes_new(octets, n);
}

void
hc_capture_set_modified(HcCapture *self, HcTime modified)
{
	self->modified = modified;
}

HcTime
hc_capture_modified(const HcCapture *self)
{
	struct stat seen = { 0 };

	if (self->modified != HC_TIME_NONE || self->path == NULL || stat(self->path, &seen) < 0)
		return self->modified;
	return (HcTime)seen.st_mtim.tv_sec * G_USEC_PER_SEC + seen.st_mtim.tv_nsec / 1000;
}
