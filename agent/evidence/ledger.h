/*
 * The fold of cmdlets and their answers into the state they leave.  Room: evidence.
 * In: events, oldest first.  Out: objects and answers of one kind on one side.
 *
 * A Get- replaces what it covers: the whole kind, one server's objects, or (with any other
 * narrowing parameter) only the objects it returned.  Nothing is removed by an answer that failed
 * or was narrower.  New-, Add-, Set- and Remove- change the state as Exchange does.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/*
 * Applies one event to the set of its side and kind; hands the event's objects over to the set.
 * The set's head and the answers' heads are not current until hc_ledger_answers_settle().
 */
void hc_ledger_apply(HcExchangeSet *set, HcEvent *event);

/*
 * Brings @events (HcEvent, in the order they were read) into the order of time.  Equal times keep
 * their order; an event without a time stays behind the one read before it.
 */
void hc_ledger_sort(GPtrArray *events);
