/*
 * The one place that reads clock, environment and terminal.  Room: app.
 *
 * Shipped data is looked for in $HYBRIDCHECK_DATADIR; else, for a program run from its build tree,
 * in the folder that the file "hybridcheck.datadir" beside the program names; else where it is
 * installed, below the folder that the whole installation was put into (DESTDIR, an unpacked
 * package), if it was.
 */
#include "agent/app/environment.h"

#include "agent/app/trust.h"
#include "agent/base/text.h"

#include <string.h>
#include <unistd.h>

static char *
data_dir_beside_program(const char *folder)
{
	g_autofree char *pointer = g_build_filename(folder, "hybridcheck.datadir", NULL);
	char *named = NULL;

	if (!g_file_get_contents(pointer, &named, NULL, NULL))
		return NULL;
	return g_strstrip(named);
}

/* What stands before HC_BIN_DIR in @folder is what the data stands below too. */
static char *
data_dir_installed(const char *folder)
{
	g_autofree char *above = NULL;

	if (!g_str_has_suffix(folder, HC_BIN_DIR))
		return g_strdup(HC_DATA_DIR);
	above = g_strndup(folder, strlen(folder) - strlen(HC_BIN_DIR));
	return g_strconcat(above, HC_DATA_DIR, NULL);
}

static char *
find_data_dir(void)
{
	const char *named = g_getenv("HYBRIDCHECK_DATADIR");
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(program != NULL ? program : "");
	char *beside = NULL;

	if (!hc_text_is_empty(named))
		return g_strdup(named);
	beside = data_dir_beside_program(folder);
	return beside != NULL ? beside : data_dir_installed(folder);
}

/* The first folder of SSL_CERT_DIR, as OpenSSL reads it; else where distributions keep roots. */
static char *
find_trust_folder(void)
{
	g_auto(GStrv) named = hc_text_split(g_getenv("SSL_CERT_DIR"), ":");

	return g_strdup(named[0] != NULL ? named[0] : HC_TRUST_DEFAULT_FOLDER);
}

HcWorld *
hc_environment_read(void)
{
	HcWorld *world = g_new0(HcWorld, 1);
	const char *no_color = g_getenv("NO_COLOR");
	const char *term = g_getenv("TERM");

	world->now = g_get_real_time();
	world->data_dir = find_data_dir();
	world->trust_folder = find_trust_folder();
	world->host = g_strdup(g_get_host_name());
	world->stdout_is_tty = isatty(STDOUT_FILENO) == 1;
	world->stderr_is_tty = isatty(STDERR_FILENO) == 1;
	world->no_color = !hc_text_is_empty(no_color) || g_strcmp0(term, "dumb") == 0;
	return world;
}

void
hc_environment_free(HcWorld *world)
{
	if (world == NULL)
		return;
	g_free(world->data_dir);
	g_free(world->trust_folder);
	g_free(world->host);
	g_free(world);
}
