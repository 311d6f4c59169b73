/* What was asked and what the answers cover.  Room: evidence. */
#include "agent/evidence/ledger-answers.h"
#include "agent/base/dname.h"
#include "agent/evidence/ledger-was.h"

/*
 * Get-ExchangeCertificate without -Server answers for the server the session happened to be on,
 * which nobody knows: not for the organisation.
 */
static const char local_only[] = "local";

/* --- scopes ----------------------------------------------------------------------------------- */

static gboolean
same_server(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return hc_dname_same_host(a, b);
}

/* TRUE if an answer for @wide is an answer for @narrower too. */
static gboolean
includes(const HcScope *wide, const HcScope *narrower)
{
	if (wide->narrow != NULL)
		return hc_text_same(wide->narrow, narrower->narrow) &&
		       same_server(wide->server, narrower->server);
	return wide->server == NULL || same_server(wide->server, narrower->server);
}

HcScope
hc_scope_of_answer(const HcAnswer *answer)
{
	return (HcScope){ answer->server, answer->narrow };
}

gboolean
hc_scope_is_whole(const HcScope *scope)
{
	return scope->server == NULL && scope->narrow == NULL;
}

HcScope
hc_scope_of_event(const HcEvent *event)
{
	if (event->kind == HC_KIND_EXCHANGE_CERTIFICATE && event->server == NULL &&
		event->narrow == NULL)
		return (HcScope){ NULL, local_only };
	return (HcScope){ event->server, event->narrow };
}

static gboolean
is_local(const HcScope *scope)
{
	return g_strcmp0(scope->narrow, local_only) == 0;
}

gboolean
hc_scope_covers(const HcScope *scope, const HcExchangeObject *object)
{
	const char *server = hc_exchange_server(object);

	if (scope->narrow != NULL)
		return is_local(scope) && server == NULL;
	return scope->server == NULL || hc_dname_same_host(server, scope->server);
}

/* --- answers ---------------------------------------------------------------------------------- */

/* TRUE if what is known of @host answers @scope. */
static gboolean
is_answered_at(const HcLedger *self, const char *host, const HcScope *scope)
{
	const GArray *places = hc_host_index_at(self->answers, host);

	for (guint i = 0; places != NULL && i < places->len; i++) {
		const HcAnswer *answer = self->set->answers->pdata[g_array_index(places, guint, i)];
		HcScope answered = answer != NULL ? hc_scope_of_answer(answer) : (HcScope){ 0 };

		if (answer != NULL && answer->head.status != HC_FACT_UNREACHABLE &&
			includes(&answered, scope))
			return TRUE;
	}
	return FALSE;
}

/* The next answer that @scope includes, from place *@i of @places on; -1 if there is none. */
static gint
next_included(const GPtrArray *list, const GArray *places, const HcScope *scope, guint *i)
{
	for (; places != NULL && *i < places->len; (*i)++) {
		guint place = g_array_index(places, guint, *i);
		const HcAnswer *answer = list->pdata[place];
		HcScope old = answer != NULL ? hc_scope_of_answer(answer) : (HcScope){ 0 };

		if (answer != NULL && includes(scope, &old))
			return (gint)place;
	}
	return -1;
}

void
hc_ledger_answers_forget(HcHostIndex *index, GPtrArray *list, const HcScope *scope)
{
	const GArray *places = hc_host_index_at(index, scope->server);
	guint i = 0;

	if (hc_scope_is_whole(scope)) {
		hc_host_index_forget_all(index);
		return;
	}
	for (gint place = next_included(list, places, scope, &i); place >= 0;
		place = next_included(list, places, scope, &i))
		hc_answer_free(g_steal_pointer(&list->pdata[place]));
	if (scope->narrow == NULL)
		hc_host_index_forget(index, scope->server);
}

/* Answers that the event's includes go out of the set; some are kept as older ones. */
static void
retire_included(HcLedger *self, const HcScope *scope, const HcOrigin *by)
{
	GPtrArray *answers = self->set->answers;
	const GArray *places = hc_host_index_at(self->answers, scope->server);
	guint i = 0;

	if (hc_scope_is_whole(scope)) {
		for (guint place = 0; place < answers->len; place++) {
			if (answers->pdata[place] != NULL)
				hc_ledger_was_take_answer(
					self, g_steal_pointer(&answers->pdata[place]), by);
		}
		hc_host_index_forget_all(self->answers);
		return;
	}
	for (gint place = next_included(answers, places, scope, &i); place >= 0;
		place = next_included(answers, places, scope, &i))
		hc_ledger_was_take_answer(self, g_steal_pointer(&answers->pdata[place]), by);
	if (scope->narrow == NULL)
		hc_host_index_forget(self->answers, scope->server);
}

/* A failure says nothing of narrower questions that were answered: it replaces only its like. */
static void
forget_equal(HcLedger *self, const HcScope *scope)
{
	GPtrArray *answers = self->set->answers;
	const GArray *places = hc_host_index_at(self->answers, scope->server);
	guint i = 0;

	for (gint place = next_included(answers, places, scope, &i); place >= 0;
		place = next_included(answers, places, scope, &i)) {
		HcScope old = hc_scope_of_answer(answers->pdata[place]);

		if (includes(&old, scope))
			hc_answer_free(g_steal_pointer(&answers->pdata[place]));
		else
			i++;
	}
}

static void
add_answer(HcLedger *self, const HcScope *scope, const HcEvent *event, HcFactStatus status)
{
	HcAnswer *answer = hc_answer_new();

	answer->head.status = status;
	if (status == HC_FACT_UNREACHABLE)
		answer->head.why = g_strdup(event->why != NULL ? event->why : "the cmdlet failed");
	else if (status == HC_FACT_ABSENT)
		answer->head.why = g_strdup("asked, and there is none");
	answer->server = g_strdup(scope->server);
	answer->narrow = g_strdup(scope->narrow);
	hc_origin_copy(&event->origin, &answer->head.origin);
	hc_host_index_add(self->answers, answer);
}

void
hc_ledger_answers_add(HcLedger *self, const HcEvent *event)
{
	HcScope scope = hc_scope_of_event(event);

	retire_included(self, &scope, &event->origin);
	add_answer(
		self, &scope, event, event->objects->len > 0 ? HC_FACT_COLLECTED : HC_FACT_ABSENT);
}

void
hc_ledger_answers_add_failure(HcLedger *self, const HcEvent *event)
{
	HcScope scope = hc_scope_of_event(event);

	if (is_answered_at(self, NULL, &scope) ||
		(scope.server != NULL && is_answered_at(self, scope.server, &scope)))
		return;
	forget_equal(self, &scope);
	add_answer(self, &scope, event, HC_FACT_UNREACHABLE);
}

/* --- heads ------------------------------------------------------------------------------------ */

static void
set_status(HcFactHead *head, HcFactStatus status, const char *why)
{
	char *copy = g_strdup(why);

	head->status = status;
	g_free(head->why);
	head->why = copy;
}

/* The servers that objects live on; NULL is among them if one lives on none. */
typedef struct {
	GHashTable *hosts; /* borrowed names */
	gboolean nowhere;
} Inhabited;

static Inhabited
inhabited(const HcExchangeSet *set)
{
	Inhabited self = { g_hash_table_new(hc_dname_host_hash, hc_dname_host_equal), FALSE };

	for (guint i = 0; i < set->objects->len; i++) {
		const char *server = hc_exchange_server(set->objects->pdata[i]);

		if (server != NULL)
			g_hash_table_add(self.hosts, (gpointer)(guintptr)server);
		else
			self.nowhere = TRUE;
	}
	return self;
}

static gboolean
has_objects_for(const Inhabited *self, const char *server)
{
	if (server == NULL)
		return self->nowhere || g_hash_table_size(self->hosts) > 0;
	return g_hash_table_contains(self->hosts, server);
}

/* Changes after the answer may have made the first object or removed the last one. */
static void
settle_answer(const Inhabited *objects, HcAnswer *answer)
{
	if (answer->narrow != NULL || answer->head.status == HC_FACT_UNREACHABLE)
		return;
	if (has_objects_for(objects, answer->server))
		set_status(&answer->head, HC_FACT_COLLECTED, NULL);
	else
		set_status(&answer->head, HC_FACT_ABSENT, "asked, and there is none");
}

/* The answer that decides about an empty set: the one for the whole kind, else a common failure. */
static const HcAnswer *
deciding_answer(const HcExchangeSet *set)
{
	const HcAnswer *last = NULL;

	for (guint i = 0; i < set->answers->len; i++) {
		last = set->answers->pdata[i];
		if (last->server == NULL && last->narrow == NULL)
			return last;
	}
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];

		if (answer->head.status != HC_FACT_UNREACHABLE)
			return NULL;
	}
	return last;
}

static const HcOrigin *
newest_origin(const HcExchangeSet *set)
{
	if (set->answers->len > 0) {
		const HcAnswer *answer = set->answers->pdata[set->answers->len - 1];

		return &answer->head.origin;
	}
	return set->objects->len > 0 ? hc_exchange_origin(set->objects->pdata[0]) : NULL;
}

void
hc_ledger_answers_settle(HcExchangeSet *set)
{
	const HcAnswer *deciding = NULL;
	const HcOrigin *origin = newest_origin(set);
	Inhabited objects = inhabited(set);

	for (guint i = 0; i < set->answers->len; i++)
		settle_answer(&objects, set->answers->pdata[i]);
	g_hash_table_unref(objects.hosts);
	deciding = deciding_answer(set);
	if (set->objects->len > 0)
		set_status(&set->head, HC_FACT_COLLECTED, NULL);
	else if (deciding != NULL)
		set_status(&set->head, deciding->head.status, deciding->head.why);
	else if (set->answers->len > 0)
		set_status(&set->head, HC_FACT_NOT_ASKED,
			"was exported only in part, and that part is empty");
	else
		set_status(&set->head, HC_FACT_NOT_ASKED, "was not exported");
	hc_origin_clear(&set->head.origin);
	if (origin != NULL)
		hc_origin_copy(origin, &set->head.origin);
}
