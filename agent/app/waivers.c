/* Reads waivers.d.  Room: app. */
#include "agent/app/waivers.h"

#include "agent/app/key-file.h"
#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/collect/collect-file.h"
#include "agent/verdict/waive.h"
#include "checks/check.h"

#include <string.h>

#define SUFFIX ".conf"
#define FINGERPRINT_DIGITS 16

static const char *const keys[] = { "rule", "fingerprint", "owner", "reason", "until", NULL };

static void
free_waiver(gpointer data)
{
	hc_waiver_free(data);
}

/* Always FALSE; the place comes first. */
static gboolean G_GNUC_PRINTF(3, 4)
	fail(const HcWaiver *waiver, GError **error, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, HC_ERROR, HC_ERROR_CONFIG, "%s: %s", waiver->place, what);
	return FALSE;
}

/* --- values ----------------------------------------------------------------------------------- */

static const char **
rule_ids(void)
{
	const char **ids = g_new0(const char *, hc_checks_count() + 1);

	for (guint i = 0; i < hc_checks_count(); i++)
		ids[i] = hc_checks_at(i)->id;
	return ids;
}

static gboolean
check_rule(const HcWaiver *waiver, GError **error)
{
	g_autofree const char **ids = rule_ids();
	g_autofree char *hint = hc_key_file_hint(waiver->rule, ids);

	if (hc_checks_find(waiver->rule) != NULL)
		return TRUE;
	return fail(waiver, error, "there is no rule \"%s\"%s", waiver->rule, hint);
}

static gboolean
check_fingerprint(const HcWaiver *waiver, GError **error)
{
	gsize length = strlen(waiver->fingerprint);
	gsize n = 0;

	while (g_ascii_isxdigit(waiver->fingerprint[n]))
		n++;
	if (n == length && length == FINGERPRINT_DIGITS)
		return TRUE;
	return fail(waiver, error, "fingerprint: \"%s\" is not %d hex digits", waiver->fingerprint,
		FINGERPRINT_DIGITS);
}

/* A date means the whole of that day. */
static gboolean
read_until(HcWaiver *waiver, const char *text, GError **error)
{
	gboolean is_date = strlen(text) == strlen("2027-03-31");
	g_autofree char *moment = is_date ? g_strdup_printf("%sT23:59:59Z", text) : g_strdup(text);

	if (hc_when_parse_rfc3339(moment, &waiver->until, NULL))
		return TRUE;
	return fail(waiver, error, "until: \"%s\" is not a date like 2027-03-31", text);
}

/* --- one group -------------------------------------------------------------------------------- */

static gboolean
fill(HcWaiver *waiver, GKeyFile *file, const char *group, GError **error)
{
	g_autofree char *until = hc_key_file_text(file, group, "until");

	waiver->rule = hc_key_file_text(file, group, "rule");
	waiver->fingerprint = hc_key_file_text(file, group, "fingerprint");
	waiver->owner = hc_key_file_text(file, group, "owner");
	waiver->reason = hc_key_file_text(file, group, "reason");
	if ((waiver->rule == NULL) == (waiver->fingerprint == NULL))
		return fail(waiver, error, "give either rule or fingerprint");
	if (waiver->owner == NULL)
		return fail(waiver, error, "no owner: somebody must answer for it");
	if (waiver->reason == NULL)
		return fail(waiver, error, "no reason: say why this is accepted");
	if (until == NULL)
		return fail(waiver, error, "no until: a waiver has an end");
	if (waiver->rule != NULL ? !check_rule(waiver, error) : !check_fingerprint(waiver, error))
		return FALSE;
	return read_until(waiver, until, error);
}

static gboolean
read_group(GPtrArray *waivers, GKeyFile *file, const char *path, const char *group, GError **error)
{
	g_autoptr(HcWaiver) waiver = hc_waiver_new();

	waiver->place = g_strdup_printf("%s: [%s]", path, group);
	if (waivers->len == HC_LIMIT_WAIVERS)
		return fail(waiver, error, "limit HC_LIMIT_WAIVERS reached");
	if (!hc_key_file_check_keys(file, group, waiver->place, keys, error) ||
		!fill(waiver, file, group, error))
		return FALSE;
	g_ptr_array_add(waivers, g_steal_pointer(&waiver));
	return TRUE;
}

/* --- files ------------------------------------------------------------------------------------ */

static gboolean
read_file(GPtrArray *waivers, const HcCapture *capture, GError **error)
{
	g_autoptr(GKeyFile) file =
		hc_key_file_load(capture, HC_LIMIT_WAIVER_BYTES, "HC_LIMIT_WAIVER_BYTES", error);
	g_auto(GStrv) groups = file != NULL ? g_key_file_get_groups(file, NULL) : NULL;

	for (guint i = 0; groups != NULL && groups[i] != NULL; i++) {
		if (!read_group(waivers, file, hc_capture_name(capture), groups[i], error))
			return FALSE;
	}
	return file != NULL;
}

GPtrArray *
hc_waivers_read(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) captures =
		g_ptr_array_new_with_free_func((GDestroyNotify)hc_capture_free);
	g_autoptr(GPtrArray) waivers = g_ptr_array_new_with_free_func(free_waiver);

	hc_collect_file(folder, captures);
	for (guint i = 0; i < captures->len; i++) {
		const HcCapture *capture = g_ptr_array_index(captures, i);

		if (g_str_has_suffix(hc_capture_name(capture), SUFFIX) &&
			!read_file(waivers, capture, error))
			return NULL;
	}
	return g_steal_pointer(&waivers);
}
