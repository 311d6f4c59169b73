/* hybridcheck cert FILE [PATH…]: a certificate, and the rehearsal of its installation.  Room: app.
 */
#include "agent/app/cert-chain.h"
#include "agent/app/commands.h"
#include "agent/app/deliver.h"
#include "agent/app/gather.h"
#include "agent/app/options.h"
#include "agent/app/read-file.h"
#include "agent/app/shipped.h"
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "certs/cert-file.h"
#include "certs/chain.h"

#include <string.h>

/* Everything a run owns; the report model borrows from it. */
typedef struct {
	GPtrArray *certs;
	const HcCertFacts *leaf;
	HcCertChain *chain;
	HcEvidence *evidence;
	HcHybrid *hybrid;
	HcRehearsal *rehearsal;
} Rehearsed;

static void
rehearsed_clear(Rehearsed *self)
{
	hc_rehearsal_free(self->rehearsal);
	hc_hybrid_free(self->hybrid);
	hc_evidence_free(self->evidence);
	hc_cert_chain_free(self->chain);
	g_clear_pointer(&self->certs, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rehearsed, rehearsed_clear)

/* "mail.contoso.example", "mail.contoso.example:25": no file's name, as far as one can say. */
static gboolean
looks_like_host(const char *name)
{
	static const char *const endings[] = { ".pem", ".cer", ".crt", ".cert", ".der", ".p7b",
		".p7c", ".txt" };
	g_autofree char *lower = g_ascii_strdown(name, -1);
	const char *colon = strchr(name, ':');
	gsize host = colon != NULL ? (gsize)(colon - name) : strlen(name);

	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(lower, endings[i]))
			return FALSE;
	}
	for (gsize i = 0; i < host; i++) {
		if (!g_ascii_isalnum(name[i]) && name[i] != '.' && name[i] != '-')
			return FALSE;
	}
	if (colon != NULL && strspn(colon + 1, "0123456789") != strlen(colon + 1))
		return FALSE;
	return host > 0 && (colon != NULL || strchr(name, '.') != NULL);
}

static gboolean
exists(const char *path, GError **error)
{
	if (g_str_equal(path, "-") || g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
	if (looks_like_host(path))
		g_set_error(error, HC_ERROR, HC_ERROR_NOT_FOUND,
			"%s: no such file; asking a server for its certificate is not in this "
			"version: save what it presents into a file",
			path);
	else
		g_set_error(
			error, HC_ERROR, HC_ERROR_NOT_FOUND, "%s: no such file or folder", path);
	return FALSE;
}

static gboolean
read_certificates(Rehearsed *self, const char *path, GError **error)
{
	g_autoptr(GBytes) data = NULL;

	if (!exists(path, error))
		return FALSE;
	data = hc_read_file(path, HC_LIMIT_CERT_FILE_BYTES, "HC_LIMIT_CERT_FILE_BYTES", error);
	if (data == NULL)
		return FALSE;
	self->certs = hc_cert_file_read(data, error);
	if (self->certs == NULL) {
		g_prefix_error(error, "%s: ", path);
		return FALSE;
	}
	self->leaf = hc_chain_find_leaf(self->certs);
	if (self->leaf->head.status != HC_FACT_COLLECTED || self->leaf->der == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
			"%s: the certificate cannot be read: %s", path,
			self->leaf->head.why != NULL ? self->leaf->head.why : "no reason");
		return FALSE;
	}
	return TRUE;
}

static gboolean
gather(Rehearsed *self, const HcWorld *world, const HcOptions *options, HcTime as_of,
	HcGathered *ret_gathered, GError **error)
{
	const HcGatherRequest request = { (const char *const *)options->paths + 1, world->data_dir,
		as_of };

	if (request.paths[0] == NULL)
		return TRUE;
	self->evidence = hc_gather(&request,
		world->stderr_is_tty && !options->quiet ? hc_show_progress : NULL, ret_gathered,
		error);
	if (self->evidence == NULL)
		return FALSE;
	if (!options->quiet)
		hc_print_warnings(self->evidence);
	self->hybrid = hc_hybrid_new_in(self->evidence, options->cloud);
	return TRUE;
}

static void
rehearse(Rehearsed *self, HcTime as_of)
{
	const HcRehearsalChain chain = {
		.is_public = self->chain->host.reached,
		.public_text = self->chain->host.text,
		.is_complete = self->chain->complete,
		.complete_text = self->chain->complete_text,
	};

	self->rehearsal = hc_rehearsal_new(self->hybrid, self->leaf, &chain, as_of);
}

static int
exit_status(const HcRehearsal *rehearsal)
{
	if (rehearsal->effect >= HC_REHEARSED_RERUN_REQUIRED)
		return 1;
	for (guint i = 0; i < rehearsal->entries->len; i++) {
		const HcRehearsed *entry = g_ptr_array_index(rehearsal->entries, i);

		if (entry->effect == HC_REHEARSED_UNKNOWN)
			return 2;
	}
	return 0;
}

static gboolean
report(const Rehearsed *self, const HcWorld *world, const HcOptions *options, HcTime as_of,
	gboolean interrupted, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *anchors_as_of = hc_when_format_date(self->chain->shipped.as_of);
	const HcReportData data[] = {
		hc_shipped_rules(),
		{ self->chain->shipped.name, self->chain->shipped_version, anchors_as_of,
			self->chain->shipped_source },
		{ 0 },
	};
	const HcReportStyle style = { hc_options_wants_color(options, world), 72, 0 };
	const HcCertModel model = {
		.version = HC_VERSION,
		.data = data,
		.host = world->host,
		.interrupted = interrupted,
		.file = options->paths[0],
		.as_of = as_of,
		.certs = self->certs,
		.leaf = self->leaf,
		.chain = self->chain,
		.evidence = self->evidence,
		.rehearsal = self->rehearsal,
	};

	hc_cert_report_find_format(options->format)(&model, &style, text);
	return hc_deliver(text, options->output, error);
}

gboolean
hc_cmd_cert(const HcWorld *world, GStrv args, int *ret_status, GError **error)
{
	g_autoptr(HcOptions) options = hc_options_parse_cert(args, error);
	g_auto(Rehearsed) self = { 0 };
	HcGathered gathered = { 0 };
	HcTime as_of;

	if (options == NULL || !read_certificates(&self, options->paths[0], error))
		return FALSE;
	as_of = options->has_as_of ? options->as_of : world->now;
	self.chain =
		hc_cert_chain_judge(world, options->ca_file, self.certs, self.leaf, as_of, error);
	if (self.chain == NULL || !gather(&self, world, options, as_of, &gathered, error))
		return FALSE;
	rehearse(&self, as_of);
	if (!report(&self, world, options, as_of, gathered.interrupted, error))
		return FALSE;
	*ret_status = gathered.interrupted ? 128 + gathered.signal : exit_status(self.rehearsal);
	return TRUE;
}
