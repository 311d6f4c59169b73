/* The list of findings, and the words of one.  Room: checks. */
#include "checks/finding.h"

#include "agent/base/powershell.h"
#include "agent/base/text.h"
#include "checks/check.h"

struct HcFindings {
	GPtrArray *list; /* HcFinding */
};

/* What a remedy's placeholder stands for. */
typedef struct {
	const char *name;
	const char *value; /* as it goes into the command; NULL if not known */
} Placeholder;

static void
proof_free(HcProof *proof)
{
	g_free(proof->origin);
	g_free(proof->text);
	g_free(proof);
}

static void
finding_free(HcFinding *finding)
{
	g_free(finding->subject);
	g_free(finding->summary);
	g_free(finding->vantage);
	g_free(finding->follows_from);
	g_ptr_array_unref(finding->evidence);
	g_ptr_array_unref(finding->commands);
	g_free(finding);
}

/* Appends what the "{name}" at @text stands for; returns its length, 0 if it is none of ours. */
static gsize
append_placeholder(GString *out, const char *text, const Placeholder *known)
{
	for (; known->name != NULL; known++) {
		gsize length = strlen(known->name);

		if (strncmp(text, known->name, length) != 0)
			continue;
		if (known->value != NULL)
			g_string_append(out, known->value);
		else
			g_string_append_printf(out, "<%.*s>", (int)length - 2, known->name + 1);
		return length;
	}
	return 0;
}

/* Values that were filled in are never looked at again: they may contain braces. */
static char *
filled(const char *line, const Placeholder *known)
{
	GString *out = g_string_new(NULL);

	while (*line != '\0') {
		gsize length = append_placeholder(out, line, known);

		if (length == 0)
			g_string_append_c(out, *line++);
		line += length;
	}
	return g_string_free(out, FALSE);
}

/* The texts are PowerShell already; NULL stays as a placeholder. */
static void
fill_commands(HcFinding *self, const char *remedy, const char *quoted_identity,
	const char *quoted_value, const char *quoted_name)
{
	const HcCheck *check = self->check;
	const Placeholder known[] = {
		{ "{identity}", quoted_identity },
		{ "{value}", quoted_value },
		{ "{name}", quoted_name },
		{ "{wanted}", check->wanted },
		{ "{property}", check->property },
		{ NULL, NULL },
	};
	g_auto(GStrv) lines = NULL;

	g_ptr_array_set_size(self->commands, 0);
	if (remedy == NULL)
		return;
	if (self->status != HC_STATUS_FAIL && self->status != HC_STATUS_INFO)
		return;
	lines = hc_text_split(remedy, "\n");
	for (guint i = 0; lines[i] != NULL; i++)
		g_ptr_array_add(self->commands, filled(lines[i], known));
}

HcFindings *
hc_findings_new(void)
{
	HcFindings *self = g_new0(HcFindings, 1);

	self->list = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
	return self;
}

void
hc_findings_free(HcFindings *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->list);
	g_free(self);
}

guint
hc_findings_count(const HcFindings *self)
{
	return self->list->len;
}

const HcFinding *
hc_findings_at(const HcFindings *self, guint i)
{
	return g_ptr_array_index(self->list, i);
}

HcFinding *
hc_findings_edit(HcFindings *self, guint i)
{
	return g_ptr_array_index(self->list, i);
}

HcFinding *
hc_findings_add(HcFindings *self, const HcCheck *check, HcStatus status, const char *subject,
	const char *format, ...)
{
	HcFinding *finding = g_new0(HcFinding, 1);
	va_list args;

	va_start(args, format);
	finding->summary = g_strdup_vprintf(format, args);
	va_end(args);
	finding->check = check;
	finding->status = status;
	finding->severity = check->severity;
	finding->effect = check->effect;
	finding->subject = g_strdup(subject != NULL ? subject : "the organisation");
	finding->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)proof_free);
	finding->commands = g_ptr_array_new_with_free_func(g_free);
	finding->observed_at = HC_TIME_NONE;
	finding->since = HC_TIME_NONE;
	g_ptr_array_add(self->list, finding);
	hc_finding_fill_remedy(finding, NULL, NULL);
	return finding;
}

void
hc_finding_prove(HcFinding *self, const HcOrigin *origin, const char *format, ...)
{
	HcProof *proof = g_new0(HcProof, 1);
	va_list args;

	va_start(args, format);
	proof->text = g_strdup_vprintf(format, args);
	va_end(args);
	proof->origin = origin != NULL ? hc_origin_text(origin) : g_strdup("");
	g_ptr_array_add(self->evidence, proof);
	if (origin == NULL)
		return;
	if (self->vantage == NULL)
		self->vantage = g_strdup(origin->vantage);
	if (self->observed_at == HC_TIME_NONE)
		self->observed_at = origin->as_of;
}

void
hc_finding_fill_remedy(HcFinding *self, const char *identity, const char *value)
{
	g_autofree char *quoted_identity = identity != NULL ? hc_powershell_quote(identity) : NULL;
	g_autofree char *quoted_value = value != NULL ? hc_powershell_quote(value) : NULL;

	fill_commands(self, self->check->remedy, quoted_identity, quoted_value, NULL);
}

void
hc_finding_fill_names(HcFinding *self, const char *identity, const char *value, const char *name)
{
	g_autofree char *quoted_identity = identity != NULL ? hc_powershell_quote(identity) : NULL;
	g_autofree char *quoted_value = value != NULL ? hc_powershell_quote(value) : NULL;
	g_autofree char *quoted_name = name != NULL ? hc_powershell_quote(name) : NULL;

	fill_commands(self, self->check->remedy, quoted_identity, quoted_value, quoted_name);
}

/* 'E1', 'E2'; NULL for none. */
static char *
quote_list(const char *const *values)
{
	GString *list = g_string_new(NULL);

	for (gsize i = 0; values != NULL && values[i] != NULL; i++) {
		g_autofree char *value = hc_powershell_quote(values[i]);

		g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", value);
	}
	return g_string_free(list, list->len == 0);
}

void
hc_finding_fill_list(HcFinding *self, const char *identity, const char *const *values)
{
	hc_finding_repair(self, self->check->remedy, identity, values);
}

void
hc_finding_repair(
	HcFinding *self, const char *remedy, const char *identity, const char *const *values)
{
	g_autofree char *quoted_identity = identity != NULL ? hc_powershell_quote(identity) : NULL;
	g_autofree char *list = quote_list(values);

	fill_commands(self, remedy, quoted_identity, list, NULL);
}

void
hc_finding_follow(HcFinding *self, const char *cause)
{
	g_free(self->follows_from);
	self->follows_from = g_strdup(cause);
	g_ptr_array_set_size(self->commands, 0);
}

char *
hc_finding_fingerprint(const HcFinding *self)
{
	g_autofree char *subject = g_ascii_strdown(self->subject, -1);
	g_autofree char *name = g_strdup_printf(
		"%s\n%s\n%s", self->check->id, subject, hc_status_word(self->status));
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);

	return g_strndup(digest, 16);
}

const char *
hc_status_word(HcStatus status)
{
	switch (status) {
	case HC_STATUS_PASS:
		return "pass";
	case HC_STATUS_FAIL:
		return "fail";
	case HC_STATUS_UNKNOWN:
		return "unknown";
	case HC_STATUS_INFO:
		return "info";
	case HC_STATUS_NOT_APPLICABLE:
		return "not-applicable";
	}
	g_return_val_if_reached("");
}

const char *
hc_severity_word(HcSeverity severity)
{
	switch (severity) {
	case HC_SEVERITY_INFO:
		return "info";
	case HC_SEVERITY_LOW:
		return "low";
	case HC_SEVERITY_MEDIUM:
		return "medium";
	case HC_SEVERITY_HIGH:
		return "high";
	case HC_SEVERITY_CRITICAL:
		return "critical";
	}
	g_return_val_if_reached("");
}

gboolean
hc_severity_from_word(const char *word, HcSeverity *ret_severity)
{
	for (guint i = HC_SEVERITY_INFO; i <= HC_SEVERITY_CRITICAL; i++) {
		HcSeverity severity = (HcSeverity)i;

		if (g_strcmp0(word, hc_severity_word(severity)) == 0) {
			*ret_severity = severity;
			return TRUE;
		}
	}
	return FALSE;
}
