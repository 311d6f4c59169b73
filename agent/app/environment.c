/*
 * The one place that reads clock, environment and terminal.  Room: app.
 *
 * Shipped data is looked for in $HYBRIDCHECK_DATADIR; else, for a program run from its build tree,
 * in the folder that the file "hybridcheck.datadir" beside the program names; else where it is
 * installed.
 */
#include "agent/app/environment.h"

#include "agent/base/text.h"

#include <string.h>
#include <unistd.h>

static char *
data_dir_beside_program(void)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = program != NULL ? g_path_get_dirname(program) : NULL;
	g_autofree char *pointer = NULL;
	char *named = NULL;

	if (folder == NULL)
		return NULL;
	pointer = g_build_filename(folder, "hybridcheck.datadir", NULL);
	if (!g_file_get_contents(pointer, &named, NULL, NULL))
		return NULL;
	return g_strstrip(named);
}

static char *
find_data_dir(void)
{
	const char *named = g_getenv("HYBRIDCHECK_DATADIR");
	char *beside = NULL;

	if (!hc_text_is_empty(named))
		return g_strdup(named);
	beside = data_dir_beside_program();
	return beside != NULL ? beside : g_strdup(HC_DATA_DIR);
}

HcWorld *
hc_environment_read(void)
{
	HcWorld *world = g_new0(HcWorld, 1);
	const char *no_color = g_getenv("NO_COLOR");
	const char *term = g_getenv("TERM");

	world->now = g_get_real_time();
	world->data_dir = find_data_dir();
	world->host = g_strdup(g_get_host_name());
	world->stdout_is_tty = isatty(STDOUT_FILENO) == 1;
	world->no_color = !hc_text_is_empty(no_color) || g_strcmp0(term, "dumb") == 0;
	return world;
}

void
hc_environment_free(HcWorld *world)
{
	if (world == NULL)
		return;
	g_free(world->data_dir);
	g_free(world->host);
	g_free(world);
}
