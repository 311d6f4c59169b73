/* As of when each side is known, and from where.  Room: evidence. */
#include "agent/evidence/sides.h"
#include "agent/base/dname.h"

typedef struct {
	GPtrArray *sides;           /* HcSideSeen */
	GHashTable *edges;          /* server to its HcSideSeen */
	HcSideSeen *of[HC_N_SIDES]; /* those without a server */
} Looking;

static void
seen_free(gpointer data)
{
	HcSideSeen *self = data;

	g_free(self->server);
	g_ptr_array_unref(self->inputs);
	g_hash_table_unref(self->known);
	g_free(self);
}

static HcSideSeen *
add_side(Looking *self, HcSide side, const char *server)
{
	HcSideSeen *seen = g_new0(HcSideSeen, 1);

	seen->side = side;
	seen->server = g_strdup(server);
	seen->oldest = seen->newest = HC_TIME_NONE;
	seen->inputs = g_ptr_array_new();
	seen->known = g_hash_table_new(g_str_hash, g_str_equal);
	g_ptr_array_add(self->sides, seen);
	if (server != NULL)
		g_hash_table_insert(self->edges, seen->server, seen);
	else
		self->of[side] = seen;
	return seen;
}

static HcSideSeen *
side_of(Looking *self, HcSide side, const char *server)
{
	HcSideSeen *edge =
		hc_text_is_empty(server) ? NULL : g_hash_table_lookup(self->edges, server);

	if (edge != NULL && side != HC_SIDE_TENANT)
		return edge;
	if (side == HC_SIDE_EDGE && !hc_text_is_empty(server))
		return add_side(self, side, server);
	return self->of[side] != NULL ? self->of[side] : add_side(self, side, NULL);
}

static void
note(HcSideSeen *seen, const HcOrigin *origin)
{
	if (origin->input != NULL && g_hash_table_add(seen->known, origin->input))
		g_ptr_array_add(seen->inputs, origin->input);
	if (origin->as_of == HC_TIME_NONE)
		return;
	seen->newest = MAX(seen->newest, origin->as_of);
	if (seen->oldest == HC_TIME_NONE || origin->as_of < seen->oldest)
		seen->oldest = origin->as_of;
}

static void
look_at_set(Looking *self, HcSide side, const HcExchangeSet *set)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];

		note(side_of(self, side, answer->server), &answer->head.origin);
	}
	for (guint i = 0; i < set->objects->len; i++) {
		const HcExchangeObject *object = set->objects->pdata[i];

		note(side_of(self, side, hc_exchange_server(object)), hc_exchange_origin(object));
	}
}

GPtrArray *
hc_sides_seen(const HcEvidence *evidence)
{
	/* Edge servers first: what is on premises may be theirs. */
	static const HcSide order[] = { HC_SIDE_EDGE, HC_SIDE_ONPREM, HC_SIDE_TENANT };
	Looking looking = { .sides = g_ptr_array_new_with_free_func(seen_free) };

	looking.edges = g_hash_table_new(hc_dname_host_hash, hc_dname_host_equal);
	for (guint i = 0; i < G_N_ELEMENTS(order) * HC_N_KINDS; i++) {
		HcSide side = order[i / HC_N_KINDS];

		look_at_set(
			&looking, side, hc_evidence_set(evidence, side, (HcKind)(i % HC_N_KINDS)));
	}
	for (guint i = 0; i < hc_evidence_n_certs(evidence); i++) {
		const HcCertFacts *cert = hc_evidence_cert(evidence, i);

		note(side_of(&looking, HC_SIDE_ONPREM, cert->server), &cert->head.origin);
	}
	g_hash_table_unref(looking.edges);
	return looking.sides;
}

char *
hc_sides_label(const HcSideSeen *self)
{
	return g_strdup_printf("%s%s%s", hc_side_word(self->side), self->server != NULL ? " " : "",
		self->server != NULL ? self->server : "");
}

char *
hc_sides_dates(const HcSideSeen *self)
{
	g_autofree char *oldest = hc_when_format_date(self->oldest);
	g_autofree char *newest = hc_when_format_date(self->newest);

	if (newest == NULL)
		return g_strdup("an unknown time");
	return g_strcmp0(oldest, newest) == 0 ? g_steal_pointer(&newest)
					      : g_strdup_printf("%s to %s", oldest, newest);
}

guint
hc_sides_days_apart(const GPtrArray *sides)
{
	HcTime first = HC_TIME_NONE;
	HcTime last = HC_TIME_NONE;

	for (guint i = 0; i < sides->len; i++) {
		const HcSideSeen *side = sides->pdata[i];

		if (side->newest == HC_TIME_NONE)
			continue;
		first = first == HC_TIME_NONE ? side->newest : MIN(first, side->newest);
		last = MAX(last, side->newest);
	}
	return first != HC_TIME_NONE ? (guint)((last - first) / HC_TIME_DAY) : 0;
}
