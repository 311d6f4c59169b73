/* hybridcheck explain ID: one rule with source, symptom and remedy.  Room: app. */
#include "agent/app/commands.h"
#include "agent/app/options.h"
#include "agent/base/error.h"
#include "agent/base/nearest.h"
#include "agent/report/rules.h"

#include <stdio.h>

static const char *
nearest_id(const char *wanted)
{
	guint n = hc_checks_count();
	g_autofree const char **ids = g_new0(const char *, n + 1);

	for (guint i = 0; i < n; i++)
		ids[i] = hc_checks_at(i)->id;
	return hc_nearest(wanted, (const char *const *)ids);
}

static gboolean
explain(const char *id, gboolean json, GString *out, GError **error)
{
	const HcCheck *check = hc_checks_find(id);

	if (check == NULL) {
		const char *near = nearest_id(id);

		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"explain: there is no rule \"%s\"%s%s%s", id,
			near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
			near != NULL ? "\"?" : "");
		return FALSE;
	}
	if (json)
		hc_rule_json(check, out);
	else
		hc_rule_text(check, out);
	return TRUE;
}

gboolean
hc_cmd_explain(const HcWorld *world, GStrv args, int *ret_status, GError **error)
{
	g_autoptr(HcOptions) options = hc_options_parse_plain("explain", args, error);
	g_autoptr(GString) text = g_string_new(NULL);

	(void)world;
	if (options == NULL)
		return FALSE;
	if (options->paths[0] == NULL) {
		g_set_error(error, HC_ERROR, HC_ERROR_USAGE,
			"explain: name a rule; hybridcheck checks lists them");
		return FALSE;
	}
	for (guint i = 0; options->paths[i] != NULL; i++) {
		if (i > 0)
			g_string_append_c(text, '\n');
		if (!explain(options->paths[i], g_str_equal(options->format, "json"), text, error))
			return FALSE;
	}
	fputs(text->str, stdout);
	*ret_status = 0;
	return TRUE;
}
