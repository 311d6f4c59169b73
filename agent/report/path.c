/* The mail flow hop by hop.  Room: report. */
#include "agent/report/path.h"

#define TO_PREMISES "exchange-online-to-on-premises"
#define TO_CLOUD "on-premises-to-exchange-online"

/*
 * The hops of rulebook 1.2 and 1.3, by what decides there: a label claims nothing.  Of some hops
 * only the sending side knows that they work: a look from here may show trouble, and no more.
 */
static const struct {
	const char *hop;
	const char *direction;
	const char *label;
	gboolean seen_by_sender;
} hops[] = {
	{ "A1", TO_PREMISES, "Recipient lookup" },
	{ "A2", TO_PREMISES, "Outbound connector choice" },
	{ "A3", TO_PREMISES, "Smart host as next hop" },
	{ "A4", TO_PREMISES, "TCP port 25 inbound", TRUE },
	{ "A5", TO_PREMISES, "Receive connector choice" },
	{ "A6", TO_PREMISES, "STARTTLS on our side" },
	{ "A7", TO_PREMISES, "Our certificate, checked by Exchange Online" },
	{ "A8", TO_PREMISES, "Exchange Online, recognised by us" },
	{ "A9", TO_PREMISES, "Permission to submit" },
	{ "A10", TO_PREMISES, "Header promotion" },
	{ "B1", TO_CLOUD, "Recipient and its routing address" },
	{ "B2", TO_CLOUD, "Coexistence domain" },
	{ "B3", TO_CLOUD, "Send connector choice" },
	{ "B4", TO_CLOUD, "Exchange Online as next hop" },
	{ "B5", TO_CLOUD, "TCP port 25 outbound", TRUE },
	{ "B6", TO_CLOUD, "TLS with our certificate" },
	{ "B7", TO_CLOUD, "Attribution to the tenant" },
	{ "B8", TO_CLOUD, "Header preservation" },
	{ "B9", TO_CLOUD, "Server build" },
};

static void
hop_free(gpointer data)
{
	HcPathHop *self = data;

	g_array_unref(self->findings);
	g_free(self);
}

/* A hop nobody judged is unknown, never ok; trouble of severity low does not make a hop fail. */
static const char *
state_of(const HcPathHop *hop, gboolean seen_by_sender, const HcFindings *findings)
{
	gboolean passed = FALSE;
	gboolean unknown = FALSE;
	gboolean noted = FALSE;

	for (guint i = 0; i < hop->findings->len; i++) {
		const HcFinding *finding =
			hc_findings_at(findings, g_array_index(hop->findings, guint, i));
		gboolean failed = finding->status == HC_STATUS_FAIL && finding->waived == NULL;

		if (failed && finding->severity > HC_SEVERITY_LOW)
			return "fail";
		noted |= failed || finding->status == HC_STATUS_INFO;
		passed |= finding->status == HC_STATUS_PASS && !seen_by_sender;
		unknown |= finding->status == HC_STATUS_UNKNOWN && finding->check->required;
	}
	if (unknown || (!passed && !noted))
		return "unknown";
	return noted ? "info" : "ok";
}

GPtrArray *
hc_path_new(const HcFindings *findings)
{
	GPtrArray *path = g_ptr_array_new_with_free_func(hop_free);

	for (guint h = 0; h < G_N_ELEMENTS(hops); h++) {
		HcPathHop *hop = g_new0(HcPathHop, 1);

		hop->hop = hops[h].hop;
		hop->direction = hops[h].direction;
		hop->label = hops[h].label;
		hop->findings = g_array_new(FALSE, FALSE, sizeof(guint));
		for (guint i = 0; i < hc_findings_count(findings); i++) {
			if (g_strcmp0(hc_findings_at(findings, i)->check->hop, hop->hop) == 0)
				g_array_append_val(hop->findings, i);
		}
		hop->state = state_of(hop, hops[h].seen_by_sender, findings);
		g_ptr_array_add(path, hop);
	}
	return path;
}
