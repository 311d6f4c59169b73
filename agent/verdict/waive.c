/* Troubles that somebody decided to live with for a time.  Room: verdict. */
#include "agent/verdict/waive.h"

#include "agent/base/text.h"
#include "checks/check.h"

HcWaiver *
hc_waiver_new(void)
{
	HcWaiver *self = g_new0(HcWaiver, 1);

	self->until = HC_TIME_NONE;
	return self;
}

void
hc_waiver_free(HcWaiver *self)
{
	if (self == NULL)
		return;
	g_free(self->rule);
	g_free(self->fingerprint);
	g_free(self->owner);
	g_free(self->reason);
	g_free(self->place);
	g_free(self);
}

static gboolean
covers(const HcWaiver *waiver, const HcFinding *finding, const char *fingerprint)
{
	if (waiver->rule != NULL)
		return g_str_equal(waiver->rule, finding->check->id);
	return hc_text_same(waiver->fingerprint, fingerprint);
}

static void
waive_one(HcFinding *finding, const GPtrArray *waivers, HcTime as_of)
{
	g_autofree char *fingerprint = hc_finding_fingerprint(finding);

	for (guint i = 0; i < waivers->len; i++) {
		HcWaiver *waiver = g_ptr_array_index(waivers, i);

		if (!covers(waiver, finding, fingerprint))
			continue;
		waiver->n_used++;
		if (as_of <= waiver->until)
			finding->waived = waiver;
		else
			finding->waiver_ended = waiver;
	}
}

void
hc_waive(HcFindings *findings, const GPtrArray *waivers, HcTime as_of)
{
	for (guint i = 0; i < hc_findings_count(findings); i++) {
		HcFinding *finding = hc_findings_edit(findings, i);

		if (finding->status == HC_STATUS_FAIL)
			waive_one(finding, waivers, as_of);
	}
}
