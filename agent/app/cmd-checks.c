/* hybridcheck checks: every rule.  Room: app. */
#include "agent/app/commands.h"
#include "agent/app/options.h"
#include "agent/base/error.h"
#include "agent/report/rules.h"

#include <stdio.h>

gboolean
hc_cmd_checks(const HcWorld *world, GStrv args, int *ret_status, GError **error)
{
	g_autoptr(HcOptions) options = hc_options_parse_plain("checks", args, error);
	g_autoptr(GString) text = g_string_new(NULL);

	(void)world;
	if (options == NULL)
		return FALSE;
	if (options->paths[0] != NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"checks: takes no argument; hybridcheck explain ID shows one rule");
		return FALSE;
	}
	if (g_str_equal(options->format, "json"))
		hc_rules_json(text);
	else
		hc_rules_text(text);
	fputs(text->str, stdout);
	*ret_status = 0;
	return TRUE;
}
