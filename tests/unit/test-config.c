/* The configuration files: which are read, in which order, and what replaces what. */
#include "agent/app/config.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
	char *folder;
} Place;

static void
place_init(Place *self)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *parts = NULL;

	self->folder = g_dir_make_tmp("hybridcheck-config-XXXXXX", &error);
	g_assert_no_error(error);
	parts = g_build_filename(self->folder, "conf.d", NULL);
	g_assert_cmpint(g_mkdir(parts, 0700), ==, 0);
}

static void
remove_files(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name = NULL;

	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			remove_files(path);
		else
			g_assert_cmpint(g_remove(path), ==, 0);
	}
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
place_clear(Place *self)
{
	remove_files(self->folder);
	g_free(self->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

static char *
put(const Place *self, const char *name, const char *text)
{
	char *path = g_build_filename(self->folder, name, NULL);
	g_autoptr(GError) error = NULL;

	g_file_set_contents(path, text, -1, &error);
	g_assert_no_error(error);
	return path;
}

static HcConfig *
read_folder(const Place *self)
{
	g_autoptr(GError) error = NULL;
	HcConfig *config = hc_config_read(self->folder, NULL, &error);

	g_assert_no_error(error);
	g_assert_nonnull(config);
	return config;
}

/* "--timeout=5 --offline": what the options come to. */
static char *
options_of(const HcConfig *config)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < config->options->len; i++) {
		const HcConfigOption *option = g_ptr_array_index(config->options, i);

		g_assert_nonnull(strstr(option->argument, option->name));
		g_assert_nonnull(strstr(option->place, "[options]"));
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "", option->argument);
	}
	return g_string_free(text, FALSE);
}

static char *
targets_of(const GPtrArray *list)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		const HcTarget *target = g_ptr_array_index(list, i);

		g_string_append_printf(
			text, "%s%s %u", i > 0 ? ", " : "", target->host, target->port);
	}
	return g_string_free(text, FALSE);
}

/* --- what is read ----------------------------------------------------------------------------- */

static void
test_nothing_is_there(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(HcConfig) config = hc_config_read("/nonexistent/hybridcheck", NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(config->files->len, ==, 0);
	g_assert_cmpuint(config->options->len + config->smtp->len + config->https->len, ==, 0);
	g_assert_null(config->egress[0]);
}

static void
test_groups(void)
{
	g_auto(Place) place = { 0 };
	g_autoptr(HcConfig) config = NULL;
	g_autofree char *options = NULL;
	g_autofree char *smtp = NULL;
	g_autofree char *https = NULL;

	place_init(&place);
	g_free(put(&place, "hybridcheck.conf",
		"# a comment\n[options]\ntimeout = 5\noffline = true\nquiet=false\n"
		"only = cert; net\nsource = 203.0.113.7;2001:db8::7\n"
		"[targets]\nsmtp = Mail.Contoso.Example.; [2001:db8::25]:2525 ;203.0.113.25;\n"
		"https = owa.contoso.example\n"
		"[site]\negress = 203.0.113.0/24;2001:db8::/32\ndomains = contoso.example\n"
		"dnsbl = lists.contoso.example\n"));
	config = read_folder(&place);
	options = options_of(config);
	smtp = targets_of(config->smtp);
	https = targets_of(config->https);
	g_assert_cmpstr(options, ==,
		"--timeout=5 --offline --only=cert --only=net --source=203.0.113.7 "
		"--source=2001:db8::7");
	g_assert_cmpstr(smtp, ==, "mail.contoso.example 25, 2001:db8::25 2525, 203.0.113.25 25");
	g_assert_cmpstr(https, ==, "owa.contoso.example 443");
	g_assert_cmpuint(g_strv_length(config->egress), ==, 2);
	g_assert_cmpstr(config->domains[0], ==, "contoso.example");
	g_assert_cmpstr(config->dnsbl[0], ==, "lists.contoso.example");
}

/* conf.d in the order of names, behind the main file; other files are somebody else's. */
static void
test_order(void)
{
	g_auto(Place) place = { 0 };
	g_autoptr(HcConfig) config = NULL;
	g_autofree char *options = NULL;
	g_autofree char *smtp = NULL;
	g_autofree char *deeper = NULL;

	place_init(&place);
	g_free(put(&place, "hybridcheck.conf",
		"[options]\ntimeout=1\nbudget=9\nonly=cert\n[targets]\nsmtp=a.contoso.example\n"));
	g_free(put(&place, "conf.d/20-late.conf", "[options]\ntimeout=3\nbudget=\nonly=net\n"));
	g_free(put(&place, "conf.d/10-early.conf",
		"[options]\ntimeout=2\n[targets]\nsmtp=b.contoso.example\n"));
	g_free(put(&place, "conf.d/30-old.conf.bak", "this is no configuration\n"));
	deeper = g_build_filename(place.folder, "conf.d", "off", NULL);
	g_assert_cmpint(g_mkdir(deeper, 0700), ==, 0);
	g_free(put(&place, "conf.d/off/40.conf", "this is no configuration\n"));
	config = read_folder(&place);
	options = options_of(config);
	smtp = targets_of(config->smtp);
	g_assert_cmpstr(options, ==, "--timeout=3 --only=net");
	g_assert_cmpstr(smtp, ==, "b.contoso.example 25");
	g_assert_cmpuint(config->files->len, ==, 3);
	g_assert_true(g_str_has_suffix(config->files->pdata[1], "10-early.conf"));
}

/* A file that is named stands for all of the system's. */
static void
test_named_file(void)
{
	g_auto(Place) place = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(HcConfig) config = NULL;
	g_autofree char *options = NULL;
	g_autofree char *path = NULL;

	place_init(&place);
	g_free(put(&place, "hybridcheck.conf", "[options]\ntimeout=1\nbudget=9\n"));
	path = put(&place, "site.conf", "[options]\ntimeout=7\n");
	config = hc_config_read(place.folder, path, &error);
	g_assert_no_error(error);
	options = options_of(config);
	g_assert_cmpstr(options, ==, "--timeout=7");
	g_assert_cmpuint(config->files->len, ==, 1);
	g_assert_null(hc_config_read(place.folder, "/nonexistent/site.conf", &error));
	g_assert_error(error, HC_ERROR, HC_ERROR_NOT_FOUND);
}

static void
test_empty_files(void)
{
	g_auto(Place) place = { 0 };
	g_autoptr(HcConfig) config = NULL;

	place_init(&place);
	g_free(put(&place, "hybridcheck.conf", ""));
	g_free(put(&place, "conf.d/1.conf", "# nothing\n\n"));
	config = read_folder(&place);
	g_assert_cmpuint(config->files->len, ==, 2);
	g_assert_cmpuint(config->options->len, ==, 0);
}

/* --- what is refused -------------------------------------------------------------------------- */

static void
assert_refused(const char *text, const char *says)
{
	g_auto(Place) place = { 0 };
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;

	place_init(&place);
	path = put(&place, "conf.d/site.conf", text);
	g_assert_null(hc_config_read(place.folder, NULL, &error));
	g_test_message("%s", error->message);
	g_assert_error(error, HC_ERROR, HC_ERROR_CONFIG);
	g_assert_nonnull(strstr(error->message, path));
	g_assert_nonnull(strstr(error->message, says));
}

static void
test_refused(void)
{
	assert_refused("[Options]\n", "there is no group [Options]; did you mean \"options\"?");
	assert_refused("[options]\ntimeout[de]=1\n", "there is no key");
	assert_refused("[options]\nhelp=true\n", "there is no key \"help\"");
	assert_refused("[options]\nconfig=/etc/x\n", "there is no key \"config\"");
	assert_refused(
		"[options]\noffline=yes\n", "[options] offline: \"yes\" is not true or false");
	assert_refused("[targets]\nsmtp=mail.contoso.example:smtp\n", "[targets] smtp: ");
	assert_refused("[targets]\nhttps=a;b c\n", "[targets] https: ");
	assert_refused("[site]\negress=10.0.0.0/8;none\n", "[site] egress: \"none\" is not");
	assert_refused("[site]\ndnsbl=198.51.100.7\n", "[site] dnsbl: ");
	assert_refused("key=value\n", "site.conf");
	assert_refused("[options]\ntimeout\n", "site.conf");
	assert_refused("[options]\nehlo=\xff\xfe\n", "is not UTF-8");
	assert_refused("[options]\nehlo=mail\\q\n", "[options] ehlo: ");
}

static void
test_limits(void)
{
	g_autoptr(GString) many = g_string_new("[targets]\nsmtp=");
	g_autoptr(GString) large = g_string_new("#");

	for (guint i = 0; i <= HC_LIMIT_TARGETS; i++)
		g_string_append_printf(many, "h%u;", i);
	g_string_append_c(many, '\n');
	assert_refused(many->str, "HC_LIMIT_TARGETS");
	while (large->len <= HC_LIMIT_CONFIG_BYTES)
		g_string_append(large, "############################################\n");
	assert_refused(large->str, "HC_LIMIT_CONFIG_BYTES");
}

/* No beginning of a file does more than be refused or taken. */
static void
test_every_prefix(void)
{
	static const char whole[] = "[options]\ntimeout = 5\nonly = a;b\n[targets]\n"
				    "smtp = [2001:db8::25]:25;mail.contoso.example\n"
				    "[site]\negress = 203.0.113.0/24\n";
	g_auto(Place) place = { 0 };

	place_init(&place);
	for (gsize n = 0; n < sizeof whole; n++) {
		g_autofree char *text = g_strndup(whole, n);
		g_autofree char *path = put(&place, "hybridcheck.conf", text);
		g_autoptr(GError) error = NULL;
		g_autoptr(HcConfig) config = hc_config_read(place.folder, NULL, &error);

		g_assert_nonnull(path);
		g_assert_true((config == NULL) == (error != NULL));
		if (error != NULL)
			g_assert_error(error, HC_ERROR, HC_ERROR_CONFIG);
	}
}

/* hc_nearest() and the reader of the source rely on it. */
static void
test_names_are_in_order(void)
{
	const char *const *names = hc_config_option_names();

	for (guint i = 1; names[i] != NULL; i++)
		g_assert_cmpstr(names[i - 1], <, names[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app/config/nothing", test_nothing_is_there);
	g_test_add_func("/app/config/groups", test_groups);
	g_test_add_func("/app/config/order", test_order);
	g_test_add_func("/app/config/named-file", test_named_file);
	g_test_add_func("/app/config/empty", test_empty_files);
	g_test_add_func("/app/config/refused", test_refused);
	g_test_add_func("/app/config/limits", test_limits);
	g_test_add_func("/app/config/prefixes", test_every_prefix);
	g_test_add_func("/app/config/names", test_names_are_in_order);
	return g_test_run();
}
