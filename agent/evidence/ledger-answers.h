/*
 * What was asked and what the answers cover.  Room: evidence; for ledger*.c.
 * In: the scope of a Get-.  Out: a set's answers and heads.
 */
#pragma once

#include "agent/evidence/ledger.h"

/* What a Get- covered: the whole kind if both are NULL.  Borrows from the event or answer. */
typedef struct {
	const char *server;
	const char *narrow;
} HcScope;

HcScope hc_scope_of_event(const HcEvent *event);
HcScope hc_scope_of_answer(const HcAnswer *answer);

/* The whole kind, on every server. */
gboolean hc_scope_is_whole(const HcScope *scope);

/* TRUE if an answer for @scope is the full truth about @object's like: its absence removes it. */
gboolean hc_scope_covers(const HcScope *scope, const HcExchangeObject *object);

/* Replaces the answers that @event's scope includes. */
void hc_ledger_answers_add(HcLedger *self, const HcEvent *event);

/* Keeps the failure unless its question was answered; older answers stay. */
void hc_ledger_answers_add_failure(HcLedger *self, const HcEvent *event);

/* Takes the answers that @scope includes out of @list, which @index is of, and frees them. */
void hc_ledger_answers_forget(HcHostIndex *index, GPtrArray *list, const HcScope *scope);

/* Brings heads in line with objects and answers after the last event; no list has gaps. */
void hc_ledger_answers_settle(HcExchangeSet *set);
