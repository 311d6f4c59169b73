/* Which authorities this host takes for public.  Room: app. */
#include "agent/app/trust.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/collect/collect-trust.h"
#include "certs/anchors.h"
#include "certs/cert-file.h"

struct HcTrust {
	char *path;  /* in the file system's own octets */
	char *shown; /* printable */
	HcTime modified;
	char *why_not;
	GPtrArray *files;   /* HcCapture */
	HcAnchors *anchors; /* of a file; NULL for a folder */
};

static HcTrust *
trust_new(const char *path)
{
	HcTrust *self = g_new0(HcTrust, 1);
	g_autofree char *name = g_filename_display_name(path);

	self->path = g_strdup(path);
	self->shown = hc_text_printable(name);
	self->modified = HC_TIME_NONE;
	self->files = g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	return self;
}

HcTrust *
hc_trust_new_folder(const char *path)
{
	HcTrust *self = trust_new(path);

	hc_collect_trust_probe(path, &self->modified, &self->why_not);
	return self;
}

static GBytes *
read_capture(const HcCapture *capture, GError **error)
{
	return hc_capture_read(
		capture, HC_LIMIT_CERT_FILE_BYTES, "HC_LIMIT_CERT_FILE_BYTES", error);
}

HcTrust *
hc_trust_new_file(const char *path, GError **error)
{
	g_autoptr(HcTrust) self = trust_new(path);
	HcCapture *capture = hc_capture_new_file(path);
	g_autoptr(GBytes) octets = NULL;

	g_ptr_array_add(self->files, capture);
	octets = read_capture(capture, error);
	if (octets == NULL)
		return NULL;
	self->anchors = hc_anchors_new();
	if (!hc_anchors_add(self->anchors, octets, error)) {
		g_prefix_error(error, "%s: ", self->shown);
		return NULL;
	}
	self->modified = hc_capture_modified(capture);
	return g_steal_pointer(&self);
}

void
hc_trust_free(HcTrust *self)
{
	if (self == NULL)
		return;
	g_free(self->path);
	g_free(self->shown);
	g_free(self->why_not);
	g_ptr_array_unref(self->files);
	g_clear_pointer(&self->anchors, hc_anchors_free);
	g_free(self);
}

/* --- looking up ------------------------------------------------------------------------------- */

/* FALSE for a file of which nothing can be used: @error says why. */
static gboolean
take_roots(const HcCapture *capture, GPtrArray *found, GError **error)
{
	g_autoptr(GBytes) octets = read_capture(capture, error);
	g_autoptr(GPtrArray) certs = octets != NULL ? hc_cert_file_read(octets, error) : NULL;

	for (guint i = 0; certs != NULL && i < certs->len; i++) {
		const HcCertFacts *facts = g_ptr_array_index(certs, i);

		g_ptr_array_add(found, g_bytes_ref(facts->der));
	}
	return certs != NULL;
}

/* A file that cannot be used stays in the list, as a look that failed. */
static HcCapture *
looked_at(HcCapture *capture, GPtrArray *found)
{
	g_autoptr(GError) error = NULL;
	HcCapture *failed = NULL;

	if (hc_capture_ending(capture) != HC_ENDING_DONE || take_roots(capture, found, &error))
		return capture;
	failed = hc_capture_new_failed(
		hc_capture_name(capture), HC_ENDING_UNREADABLE, error->message);
	hc_capture_free(capture);
	return failed;
}

static GPtrArray *
look_up_in_folder(HcTrust *self, const char *subject_hash)
{
	g_autoptr(GPtrArray) captures = g_ptr_array_new();
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	hc_collect_trust(self->path, subject_hash, captures);
	for (guint i = 0; i < captures->len; i++)
		g_ptr_array_add(self->files, looked_at(g_ptr_array_index(captures, i), found));
	return found;
}

GPtrArray *
hc_trust_lookup(const char *subject_hash, gpointer trust)
{
	HcTrust *self = trust;

	if (self->why_not != NULL)
		return NULL;
	return self->anchors != NULL ? hc_anchors_lookup(subject_hash, self->anchors)
				     : look_up_in_folder(self, subject_hash);
}

const char *
hc_trust_path(const HcTrust *self)
{
	return self->shown;
}

HcTime
hc_trust_modified(const HcTrust *self)
{
	return self->modified;
}

const GPtrArray *
hc_trust_files(const HcTrust *self)
{
	return self->files;
}

/* --- judging ---------------------------------------------------------------------------------- */

/* "/etc/ssl/certs of 2026-08-25" */
static char *
bundle_words(const HcTrust *self)
{
	g_autofree char *date = hc_when_format_date(self->modified);

	return date != NULL ? g_strdup_printf("%s of %s", self->shown, date)
			    : g_strdup(self->shown);
}

static char *
name_of_last(const HcChain *chain)
{
	const HcCertFacts *last = g_ptr_array_index(chain->path, chain->path->len - 1);

	return hc_text_excerpt(last->subject, HC_LIMIT_REPORT_TEXT);
}

static char *
incomplete_words(const HcChain *chain, const char *bundle)
{
	g_autofree char *missing = hc_text_excerpt(chain->missing_issuer, HC_LIMIT_REPORT_TEXT);

	return g_strdup_printf(
		"the issuer %s is neither in the file nor a root of %s", missing, bundle);
}

HcTri
hc_trust_judge(const HcTrust *self, const HcChain *chain, char **ret_text)
{
	g_autofree char *bundle = bundle_words(self);
	g_autofree char *last = name_of_last(chain);

	if (self->why_not != NULL) {
		*ret_text = g_strdup_printf("%s tells nothing: %s", self->shown, self->why_not);
		return HC_TRI_UNKNOWN;
	}
	switch (chain->status) {
	case HC_CHAIN_TRUSTED:
		*ret_text = g_strdup_printf("ends in %s, a root of %s", last, bundle);
		return HC_TRI_YES;
	case HC_CHAIN_UNTRUSTED:
		*ret_text = g_strdup_printf("ends in %s, which is no root of %s", last, bundle);
		return HC_TRI_NO;
	case HC_CHAIN_INCOMPLETE:
		*ret_text = incomplete_words(chain, bundle);
		return HC_TRI_UNKNOWN;
	case HC_CHAIN_INVALID:
		break;
	}
	*ret_text = g_strdup_printf("held against %s: %s", bundle, chain->why);
	return HC_TRI_UNKNOWN;
}
