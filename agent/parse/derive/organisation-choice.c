/* Which of several organisations is judged.  Room: parse.  Pure. */
#include "agent/parse/derive/organisation-choice.h"
#include "agent/base/limits.h"

#include <string.h>

/* What speaks for an organisation, the strongest first. */
typedef struct {
	const char *name;
	gboolean is_hybrid; /* on premises: it has a hybrid configuration */
	gboolean
		is_partner; /* tenant: it and the judged organisation on premises name each other */
	HcTime newest_run;  /* newest cmdlet of a run of the wizard */
	HcTime newest;
} Candidate;

HcSide
hc_organisation_side(HcSide side)
{
	return side == HC_SIDE_EDGE ? HC_SIDE_ONPREM : side;
}

gboolean
hc_organisation_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && g_ascii_strcasecmp(a, b) == 0;
}

static gboolean
is_of(const HcEvent *event, HcSide side, const char *organisation)
{
	return hc_organisation_side(event->side) == side &&
	       (organisation == NULL || event->organisation == NULL ||
		       hc_organisation_same(event->organisation, organisation));
}

/* --- who names whom --------------------------------------------------------------------------- */

/* Guid of the organisation's Get-OrganizationConfig; NULL if it is not known. */
static const char *
guid_of(const GPtrArray *events, HcSide side, const char *organisation)
{
	for (guint i = 0; i < events->len; i++) {
		const HcEvent *event = events->pdata[i];
		const char *guid = NULL;

		if (event->kind != HC_KIND_ORGANIZATION_CONFIG ||
			!is_of(event, side, organisation) || event->objects->len == 0)
			continue;
		guid = hc_exchange_text(event->objects->pdata[0], "Guid");
		if (guid != NULL && g_uuid_string_is_valid(guid))
			return guid;
	}
	return NULL;
}

/* The wizard puts the other side's GUID into names of connectors and organisations. */
static gboolean
object_names(const HcExchangeObject *object, const char *guid)
{
	static const char *const properties[] = { "OrganizationGuid", "Name", "Identity" };
	g_autofree char *wanted = g_ascii_strdown(guid, -1);

	for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
		const char *text = hc_exchange_text(object, properties[i]);
		g_autofree char *lower = text != NULL ? g_ascii_strdown(text, -1) : NULL;

		if (lower != NULL && strstr(lower, wanted) != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
can_name(HcKind kind)
{
	return kind == HC_KIND_ON_PREMISES_ORGANIZATION || kind == HC_KIND_INBOUND_CONNECTOR ||
	       kind == HC_KIND_OUTBOUND_CONNECTOR || kind == HC_KIND_SEND_CONNECTOR;
}

/* TRUE if an object of @organisation on @side carries @guid. */
static gboolean
names(const GPtrArray *events, HcSide side, const char *organisation, const char *guid)
{
	for (guint i = 0; guid != NULL && i < events->len; i++) {
		const HcEvent *event = events->pdata[i];

		if (!can_name(event->kind) || !is_of(event, side, organisation))
			continue;
		for (guint n = 0; n < event->objects->len; n++) {
			if (object_names(event->objects->pdata[n], guid))
				return TRUE;
		}
	}
	return FALSE;
}

static gboolean
are_partners(const GPtrArray *events, const char *onprem, const char *tenant)
{
	return names(events, HC_SIDE_TENANT, tenant, guid_of(events, HC_SIDE_ONPREM, onprem)) ||
	       names(events, HC_SIDE_ONPREM, onprem, guid_of(events, HC_SIDE_TENANT, tenant));
}

/* --- candidates ------------------------------------------------------------------------------- */

/* NULL beyond HC_LIMIT_ORGANISATIONS: those are set aside unweighed. */
static Candidate *
candidate_of(GArray *candidates, const char *name)
{
	Candidate fresh = { .name = name, .newest_run = HC_TIME_NONE, .newest = HC_TIME_NONE };

	for (guint i = 0; i < candidates->len; i++) {
		Candidate *known = &g_array_index(candidates, Candidate, i);

		if (hc_organisation_same(known->name, name))
			return known;
	}
	if (candidates->len == HC_LIMIT_ORGANISATIONS)
		return NULL;
	g_array_append_val(candidates, fresh);
	return &g_array_index(candidates, Candidate, candidates->len - 1);
}

/* Runs of the wizard that saw @onprem: a tenant's share in another run counts for nothing. */
static gboolean
is_run_of(GHashTable *runs, const HcEvent *event)
{
	return event->stamp != NULL && (runs == NULL || g_hash_table_contains(runs, event->stamp));
}

static GHashTable *
runs_of(const GPtrArray *events, const char *onprem)
{
	GHashTable *runs = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < events->len; i++) {
		const HcEvent *event = events->pdata[i];

		if (event->stamp != NULL && event->side == HC_SIDE_ONPREM &&
			hc_organisation_same(event->organisation, onprem))
			g_hash_table_add(runs, event->stamp);
	}
	return runs;
}

static void
weigh(Candidate *candidate, const HcEvent *event, GHashTable *runs)
{
	if (candidate == NULL)
		return;
	candidate->newest = MAX(candidate->newest, event->when);
	if (is_run_of(runs, event))
		candidate->newest_run = MAX(candidate->newest_run, event->when);
	candidate->is_hybrid |=
		event->kind == HC_KIND_HYBRID_CONFIGURATION && event->objects->len > 0;
}

static gboolean
is_stronger(const Candidate *a, const Candidate *b)
{
	if (a->is_hybrid != b->is_hybrid)
		return a->is_hybrid;
	if (a->is_partner != b->is_partner)
		return a->is_partner;
	if (a->newest_run != b->newest_run)
		return a->newest_run > b->newest_run;
	if (a->newest != b->newest)
		return a->newest > b->newest;
	return g_ascii_strcasecmp(a->name, b->name) < 0; /* whatever the order of the inputs */
}

static const char *
strongest(const GArray *candidates)
{
	const Candidate *best = &g_array_index(candidates, Candidate, 0);

	for (guint i = 1; i < candidates->len; i++) {
		const Candidate *other = &g_array_index(candidates, Candidate, i);

		if (is_stronger(other, best))
			best = other;
	}
	return best->name;
}

const char *
hc_organisation_choose(const GPtrArray *events, HcSide side, const char *onprem)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	g_autoptr(GHashTable) runs = onprem != NULL ? runs_of(events, onprem) : NULL;

	for (guint i = 0; i < events->len; i++) {
		const HcEvent *event = events->pdata[i];

		if (event->organisation != NULL && hc_organisation_side(event->side) == side)
			weigh(candidate_of(candidates, event->organisation), event, runs);
	}
	if (candidates->len < 2)
		return NULL;
	for (guint i = 0; side == HC_SIDE_TENANT && i < candidates->len; i++) {
		Candidate *tenant = &g_array_index(candidates, Candidate, i);

		tenant->is_partner = are_partners(events, onprem, tenant->name);
		tenant->is_hybrid = FALSE;
	}
	return strongest(candidates);
}
