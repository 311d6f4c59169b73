/* The configuration files.  Room: app. */
#include "agent/app/config.h"

#include "agent/app/config-options.h"
#include "agent/app/key-file.h"
#include "agent/base/error.h"
#include "agent/base/hostport.h"
#include "agent/base/ipset.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"
#include "agent/collect/collect-file.h"

#define MAIN_FILE "hybridcheck.conf"
#define FOLDER "conf.d"
#define SUFFIX ".conf"
#define PORT_SMTP 25
#define PORT_HTTPS 443

HcConfig *
hc_config_new(void)
{
	HcConfig *self = g_new0(HcConfig, 1);

	self->options = g_ptr_array_new_with_free_func(hc_config_option_free);
	self->smtp = hc_target_list_new();
	self->https = hc_target_list_new();
	self->egress = g_new0(char *, 1);
	self->domains = g_new0(char *, 1);
	self->dnsbl = g_new0(char *, 1);
	self->files = g_ptr_array_new_with_free_func(g_free);
	return self;
}

void
hc_config_free(HcConfig *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->options);
	g_ptr_array_unref(self->smtp);
	g_ptr_array_unref(self->https);
	g_strfreev(self->egress);
	g_strfreev(self->domains);
	g_strfreev(self->dnsbl);
	g_ptr_array_unref(self->files);
	g_free(self);
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Elements between semicolons, without blanks; empty ones are left out. */
static GStrv
list_of(const HcConfigKey *key)
{
	g_autofree char *value = hc_key_file_text(key->file, key->group, key->name);

	return hc_text_split(value, ";");
}

static gboolean
read_targets(const HcConfigKey *key, guint16 port, GPtrArray *list, GError **error)
{
	g_auto(GStrv) words = list_of(key);

	g_ptr_array_set_size(list, 0);
	for (guint i = 0; words[i] != NULL; i++) {
		HcTarget *target = hc_target_new(NULL, 0);

		g_ptr_array_add(list, target);
		if (list->len > HC_LIMIT_TARGETS) {
			g_set_error(error, HC_ERROR, HC_ERROR_CONFIG,
				"limit HC_LIMIT_TARGETS (%d) reached", HC_LIMIT_TARGETS);
			return FALSE;
		}
		if (!hc_hostport_parse(words[i], port, &target->host, &target->port, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
is_range(const char *text)
{
	g_autoptr(HcIpSet) set = NULL;

	return hc_ipset_parse(text, &set, NULL);
}

static gboolean
read_words(const HcConfigKey *key, gboolean (*is_one)(const char *text), const char *what,
	GStrv *ret_words, GError **error)
{
	g_auto(GStrv) words = list_of(key);

	for (guint i = 0; words[i] != NULL; i++) {
		if (is_one(words[i]))
			continue;
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "\"%s\" is not %s", words[i], what);
		return FALSE;
	}
	g_strfreev(*ret_words);
	*ret_words = g_steal_pointer(&words);
	return TRUE;
}

/* --- groups ----------------------------------------------------------------------------------- */

static gboolean
read_target_key(HcConfig *self, const HcConfigKey *key, GError **error)
{
	if (g_str_equal(key->name, "smtp"))
		return read_targets(key, PORT_SMTP, self->smtp, error);
	return read_targets(key, PORT_HTTPS, self->https, error);
}

static gboolean
read_site_key(HcConfig *self, const HcConfigKey *key, GError **error)
{
	if (g_str_equal(key->name, "egress"))
		return read_words(
			key, is_range, "an address or a range of addresses", &self->egress, error);
	return read_words(key, hc_hostport_is_name, "a domain",
		g_str_equal(key->name, "domains") ? &self->domains : &self->dnsbl, error);
}

static gboolean
read_option_key(HcConfig *self, const HcConfigKey *key, GError **error)
{
	return hc_config_read_option(self->options, key, error);
}

static const char *const target_keys[] = { "smtp", "https", NULL };
static const char *const site_keys[] = { "egress", "domains", "dnsbl", NULL };

/* The groups there are; no key of them is read by any other name. */
static const struct {
	const char *name;
	const char *const *(*keys)(void);
	const char *const *fixed;
	gboolean (*read)(HcConfig *self, const HcConfigKey *key, GError **error);
} groups[] = {
	{ "options", hc_config_option_names, NULL, read_option_key },
	{ "targets", NULL, target_keys, read_target_key },
	{ "site", NULL, site_keys, read_site_key },
};

/* Every error of a key gets its place in front, and counts as one of the configuration. */
static gboolean
read_group(HcConfig *self, GKeyFile *file, const char *path, gsize which, GError **error)
{
	const char *group = groups[which].name;
	const char *const *known =
		groups[which].keys != NULL ? groups[which].keys() : groups[which].fixed;
	g_autofree char *place = g_strdup_printf("%s: [%s]", path, group);
	g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);

	if (!hc_key_file_check_keys(file, group, place, known, error))
		return FALSE;
	for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
		const HcConfigKey key = { file, path, group, keys[i] };
		g_autoptr(GError) found = NULL;

		if (groups[which].read(self, &key, &found))
			continue;
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s %s: %s", place, keys[i],
			found->message);
		return FALSE;
	}
	return TRUE;
}

static gboolean
find_group(const char *path, const char *name, gsize *ret_which, GError **error)
{
	const char *names[G_N_ELEMENTS(groups) + 1] = { NULL };
	g_autofree char *hint = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
		names[i] = groups[i].name;
		*ret_which = i;
		if (g_str_equal(name, groups[i].name))
			return TRUE;
	}
	hint = hc_key_file_hint(name, names);
	g_set_error(
		error, HC_ERROR, HC_ERROR_CONFIG, "%s: there is no group [%s]%s", path, name, hint);
	return FALSE;
}

/* --- files ------------------------------------------------------------------------------------ */

static gboolean
read_capture(HcConfig *self, const HcCapture *capture, GError **error)
{
	const char *path = hc_capture_name(capture);
	g_autoptr(GKeyFile) file =
		hc_key_file_load(capture, HC_LIMIT_CONFIG_BYTES, "HC_LIMIT_CONFIG_BYTES", error);
	g_auto(GStrv) names = file != NULL ? g_key_file_get_groups(file, NULL) : NULL;

	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		gsize which = 0;

		if (!find_group(path, names[i], &which, error) ||
			!read_group(self, file, path, which, error))
			return FALSE;
	}
	g_ptr_array_add(self->files, g_strdup(path));
	return file != NULL;
}

/* Files of deeper folders and of other names are somebody else's. */
static gboolean
is_part(const HcCapture *capture, const char *folder)
{
	g_autofree char *parent = g_path_get_dirname(hc_capture_name(capture));

	return g_str_equal(parent, folder) && g_str_has_suffix(hc_capture_name(capture), SUFFIX);
}

static gboolean
read_folder(HcConfig *self, const char *folder, GError **error)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
		return TRUE;
	hc_collect_file(folder, captures);
	for (guint i = 0; i < captures->len; i++) {
		const HcCapture *capture = g_ptr_array_index(captures, i);

		if (is_part(capture, folder) && !read_capture(self, capture, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_file(HcConfig *self, const char *path, GError **error)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);

	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s: is a folder, not a file", path);
		return FALSE;
	}
	hc_collect_file(path, captures);
	return read_capture(self, g_ptr_array_index(captures, 0), error);
}

static gboolean
read_system(HcConfig *self, const char *folder, GError **error)
{
	g_autofree char *main_file = g_build_filename(folder, MAIN_FILE, NULL);
	g_autofree char *parts = g_build_filename(folder, FOLDER, NULL);

	if (g_file_test(main_file, G_FILE_TEST_EXISTS) && !read_file(self, main_file, error))
		return FALSE;
	return read_folder(self, parts, error);
}

HcConfig *
hc_config_read(const char *folder, const char *file, GError **error)
{
	g_autoptr(HcConfig) self = hc_config_new();

	if (file != NULL && !g_file_test(file, G_FILE_TEST_EXISTS)) {
		g_set_error(
			error, HC_ERROR, HC_ERROR_NOT_FOUND, "--config: %s: no such file", file);
		return NULL;
	}
	if (file != NULL ? !read_file(self, file, error) : !read_system(self, folder, error))
		return NULL;
	return g_steal_pointer(&self);
}
