/* The last run of the wizard and what was edited since.  Room: hcw. */
#include "agent/hcw/overwrite.h"

#include "agent/hcw/label.h"
#include "agent/hcw/resets.h"

/* The wizard writes after its own clock stops, and clocks differ (design 7). */
#define EDIT_GRACE (10 * 60 * HC_TIME_SECOND)

static void
edited_free(HcEdited *edited)
{
	g_free(edited->object);
	g_free(edited);
}

/*
 * OnPremisesOrganization is written at the end of every run.  The others move without anybody's
 * hand: set-up, key and metadata refreshes, EdgeSync, the service's own upkeep.
 */
static gboolean
changes_by_itself(HcKind kind)
{
	return kind == HC_KIND_ON_PREMISES_ORGANIZATION || kind == HC_KIND_ORGANIZATION_CONFIG ||
	       kind == HC_KIND_EXCHANGE_SERVER || kind == HC_KIND_EXCHANGE_CERTIFICATE ||
	       kind == HC_KIND_EDGE_SUBSCRIPTION || kind == HC_KIND_AUTH_SERVER ||
	       kind == HC_KIND_FEDERATION_TRUST || kind == HC_KIND_MIGRATION_ENDPOINT;
}

static void
add_edited_of(GPtrArray *edited, const HcExchangeSet *set, HcTime after)
{
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		HcTime when = hc_exchange_time(object, "WhenChangedUTC");
		HcEdited *entry = NULL;

		if (when == HC_TIME_NONE || when <= after)
			continue;
		entry = g_new0(HcEdited, 1);
		entry->object = hc_label_object(object);
		entry->when = when;
		g_ptr_array_add(edited, entry);
	}
}

static gint
newest_first(gconstpointer a, gconstpointer b)
{
	const HcEdited *left = *(const HcEdited *const *)a;
	const HcEdited *right = *(const HcEdited *const *)b;

	if (left->when != right->when)
		return left->when > right->when ? -1 : 1;
	return g_strcmp0(left->object, right->object);
}

GPtrArray *
hc_overwrite_resets(const HcHybrid *hybrid)
{
	return hc_resets_new(hybrid);
}

GPtrArray *
hc_overwrite_edited_since(const HcHybrid *hybrid)
{
	GPtrArray *edited = g_ptr_array_new_with_free_func((GDestroyNotify)edited_free);
	HcTime end = hc_overwrite_last_run_end(hybrid->evidence);

	for (guint kind = 0; end != HC_TIME_NONE && kind < HC_N_KINDS; kind++) {
		if (changes_by_itself((HcKind)kind))
			continue;
		add_edited_of(edited,
			hc_evidence_set(hybrid->evidence, HC_SIDE_ONPREM, (HcKind)kind),
			end + EDIT_GRACE);
		add_edited_of(edited,
			hc_evidence_set(hybrid->evidence, HC_SIDE_TENANT, (HcKind)kind),
			end + EDIT_GRACE);
	}
	g_ptr_array_sort(edited, newest_first);
	return edited;
}

/* Of two records of one run the one that tells how it ended is newer: a .cc is written before. */
static gboolean
is_newer(const HcRunRecord *record, const HcRunRecord *last)
{
	if (last == NULL || record->time != last->time)
		return last == NULL || record->time > last->time;
	return last->succeeded == HC_TRI_UNKNOWN;
}

const HcRunRecord *
hc_overwrite_last_run(const HcEvidence *evidence)
{
	const HcRunRecord *last = NULL;

	for (guint i = 0; i < hc_evidence_n_records(evidence); i++) {
		const HcRunRecord *record = hc_evidence_record(evidence, i);

		if (record->head.status != HC_FACT_COLLECTED || record->time == HC_TIME_NONE)
			continue;
		if (is_newer(record, last))
			last = record;
	}
	return last;
}

HcTime
hc_overwrite_last_run_end(const HcEvidence *evidence)
{
	const HcRunRecord *last = hc_overwrite_last_run(evidence);
	HcTime end = hc_evidence_last_invoke_end(evidence); /* HC_TIME_NONE is the least */

	if (last != NULL)
		end = MAX(end, last->time + MAX(last->duration_us, 0));
	return end;
}
