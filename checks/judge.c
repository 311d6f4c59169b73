/* The judges property rules share: this property of this object against that.  Room: checks. */
#include "checks/check.h"

#include "checks/saw.h"

/* Adds PASS, or FAIL (INFO for a row of that effect), with the value that was seen. */
static void
report(const HcCheck *self, const HcExchangeObject *object, gboolean good, const char *wanted,
	HcFindings *out)
{
	g_autofree char *value = hc_check_value(hc_exchange_text(object, self->property));
	const char *shown = *value != '\0' ? value : "empty";

	if (good)
		hc_check_report(self, HC_STATUS_PASS, object, self->property, out, "%s is %s",
			self->property, shown);
	else
		hc_check_report(self, hc_check_bad(self), object, self->property, out,
			"%s of the %s is %s, expected %s", self->property, hc_check_kind(object),
			shown, wanted);
}

static void
judge_bool(const HcCheck *self, const HcExchangeObject *object, HcTri wanted, HcFindings *out)
{
	HcTri value;

	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	value = hc_exchange_bool(object, self->property);
	if (value == HC_TRI_UNKNOWN) {
		hc_check_report(self, HC_STATUS_UNKNOWN, object, self->property, out,
			"%s is neither True nor False", self->property);
		return;
	}
	report(self, object, value == wanted, wanted == HC_TRI_YES ? "True" : "False", out);
}

/* The first flag of @wanted that @value lacks; NULL if it has them all. */
static char *
missing_flag(const char *value, const char *wanted)
{
	g_auto(GStrv) have = hc_text_split(value, ",");
	g_auto(GStrv) need = hc_text_split(wanted, ",");

	for (guint i = 0; need[i] != NULL; i++) {
		if (!hc_text_in((const char *const *)have, need[i]))
			return g_strdup(need[i]);
	}
	return NULL;
}

void
hc_judge_true(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out)
{
	judge_bool(self, object, HC_TRI_YES, out);
}

void
hc_judge_false(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out)
{
	judge_bool(self, object, HC_TRI_NO, out);
}

void
hc_judge_equals(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out)
{
	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	report(self, object, hc_text_same(hc_exchange_text(object, self->property), self->wanted),
		self->wanted, out);
}

void
hc_judge_empty(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out)
{
	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	report(self, object, hc_exchange_is_empty(object, self->property), "empty", out);
}

void
hc_judge_not_empty(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out)
{
	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	report(self, object, !hc_exchange_is_empty(object, self->property), "a value", out);
}

void
hc_judge_has_flags(const HcCheck *self, G_GNUC_UNUSED const HcHybrid *hybrid,
	const HcExchangeObject *object, HcFindings *out)
{
	g_autofree char *missing = NULL;
	g_autofree char *wanted = NULL;

	if (!hc_check_saw_property(self, object, self->property, out))
		return;
	missing = missing_flag(hc_exchange_text(object, self->property), self->wanted);
	wanted = g_strdup_printf("%s in it", missing);
	report(self, object, missing == NULL, wanted, out);
}
