/* What was asked and what the answers cover.  Room: evidence. */
#include "agent/evidence/ledger-answers.h"
#include "agent/base/dname.h"

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

static HcScope
scope_of_answer(const HcAnswer *answer)
{
	return (HcScope){ answer->server, answer->narrow };
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

static gboolean
is_answered(const HcExchangeSet *set, const HcScope *scope)
{
	for (guint i = 0; i < set->answers->len; i++) {
		const HcAnswer *answer = set->answers->pdata[i];
		HcScope answered = scope_of_answer(answer);

		if (answer->head.status != HC_FACT_UNREACHABLE && includes(&answered, scope))
			return TRUE;
	}
	return FALSE;
}

static void
forget_included(HcExchangeSet *set, const HcScope *scope)
{
	for (guint i = set->answers->len; i > 0; i--) {
		HcScope old = scope_of_answer(set->answers->pdata[i - 1]);

		if (includes(scope, &old))
			g_ptr_array_remove_index(set->answers, i - 1);
	}
}

/* A failure says nothing of narrower questions that were answered: it replaces only its like. */
static void
forget_equal(HcExchangeSet *set, const HcScope *scope)
{
	for (guint i = set->answers->len; i > 0; i--) {
		HcScope old = scope_of_answer(set->answers->pdata[i - 1]);

		if (includes(scope, &old) && includes(&old, scope))
			g_ptr_array_remove_index(set->answers, i - 1);
	}
}

static void
add_answer(HcExchangeSet *set, const HcScope *scope, const HcEvent *event, HcFactStatus status)
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
	g_ptr_array_add(set->answers, answer);
}

void
hc_ledger_answers_add(HcExchangeSet *set, const HcEvent *event)
{
	HcScope scope = hc_scope_of_event(event);

	forget_included(set, &scope);
	add_answer(
		set, &scope, event, event->objects->len > 0 ? HC_FACT_COLLECTED : HC_FACT_ABSENT);
}

void
hc_ledger_answers_add_failure(HcExchangeSet *set, const HcEvent *event)
{
	HcScope scope = hc_scope_of_event(event);

	if (is_answered(set, &scope))
		return;
	forget_equal(set, &scope);
	add_answer(set, &scope, event, HC_FACT_UNREACHABLE);
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

/* Changes after the answer may have made the first object or removed the last one. */
static void
settle_answer(const HcExchangeSet *set, HcAnswer *answer)
{
	HcScope scope = scope_of_answer(answer);

	if (answer->narrow != NULL || answer->head.status == HC_FACT_UNREACHABLE)
		return;
	for (guint i = 0; i < set->objects->len; i++) {
		if (hc_scope_covers(&scope, set->objects->pdata[i])) {
			set_status(&answer->head, HC_FACT_COLLECTED, NULL);
			return;
		}
	}
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

	for (guint i = 0; i < set->answers->len; i++)
		settle_answer(set, set->answers->pdata[i]);
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
