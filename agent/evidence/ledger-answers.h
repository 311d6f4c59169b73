/*
 * What was asked and what the answers cover.  Room: evidence; for ledger.c.
 * In: the scope of a Get-.  Out: a set's answers and heads.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* What a Get- covered: the whole kind if both are NULL.  Borrows from the event or answer. */
typedef struct {
	const char *server;
	const char *narrow;
} HcScope;

HcScope hc_scope_of_event(const HcEvent *event);

/* TRUE if an answer for @scope is the full truth about @object's like: its absence removes it. */
gboolean hc_scope_covers(const HcScope *scope, const HcExchangeObject *object);

/* Replaces the answers that @event's scope includes. */
void hc_ledger_answers_add(HcExchangeSet *set, const HcEvent *event);

/* Keeps the failure unless its question was answered; older answers stay. */
void hc_ledger_answers_add_failure(HcExchangeSet *set, const HcEvent *event);

/* Brings heads in line with objects and answers after the last event. */
void hc_ledger_answers_settle(HcExchangeSet *set);
