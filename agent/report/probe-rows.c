/* What probed mail servers come to.  Room: report. */
#include "agent/report/probe-model.h"

static void
row_free(gpointer data)
{
	HcProbeRow *row = data;

	hc_bounce_free(row->bounce);
	g_free(row);
}

/* What is known of the name the session was asked for; NULL for an address. */
static const HcHostAddresses *
name_of(const HcEvidence *evidence, const char *host)
{
	const HcHostAddresses *name = hc_evidence_addresses_of(evidence, host);

	return name->head.status == HC_FACT_NOT_ASKED ? NULL : name;
}

static HcProbeRow *
row_of_session(const HcEvidence *evidence, const HcBounceTable *table, const HcSmtpSession *session)
{
	const HcSender sender = { .tls_domain = NULL, .when = hc_evidence_as_of(evidence) };
	HcProbeRow *row = g_new0(HcProbeRow, 1);

	row->name = name_of(evidence, session->host);
	row->session = session;
	row->bounce = hc_sender_bounce(table, session, &sender);
	hc_evidence_tls_versions(evidence, session, row->versions);
	return row;
}

GPtrArray *
hc_probe_rows_new(const HcEvidence *evidence, const HcBounceTable *table)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);

	for (guint i = 0; i < hc_evidence_n_addresses(evidence); i++) {
		const HcHostAddresses *name = hc_evidence_addresses(evidence, i);
		HcProbeRow *row = NULL;

		if (name->addresses[0] != NULL)
			continue;
		row = g_new0(HcProbeRow, 1);
		row->name = name;
		row->bounce = hc_sender_bounce_name(table, name);
		g_ptr_array_add(rows, row);
	}
	for (guint i = 0; i < hc_evidence_n_smtp(evidence); i++) {
		const HcSmtpSession *session = hc_evidence_smtp(evidence, i);

		if (session->tls_max == 0)
			g_ptr_array_add(rows, row_of_session(evidence, table, session));
	}
	return rows;
}

HcOutcome
hc_probe_row_outcome(const HcProbeRow *row)
{
	return row->session != NULL ? row->session->outcome : row->name->result.outcome;
}

gboolean
hc_probe_row_is_unknown(const HcProbeRow *row)
{
	if (row->session != NULL)
		return row->session->outcome == HC_OUTCOME_INTERRUPTED;
	return row->name->head.status != HC_FACT_ABSENT;
}
