/*
 * The fold of cmdlets and their answers into the state they leave.  Room: evidence.
 * In: events, oldest first.  Out: objects and answers of one kind on one side.
 *
 * A Get- replaces what it covers: the whole kind, one server's objects, or (with any other
 * narrowing parameter) only the objects it returned.  Nothing is removed by an answer that failed
 * or was narrower.  New-, Add-, Set- and Remove- change the state as Exchange does.
 *
 * Sources are not mixed: the newest one's whole object wins, for a property that only an older
 * export has would look as current as its neighbours.  What another source saw of it before is
 * kept beside it (ledger-was.h).
 */
#pragma once

#include "agent/evidence/evidence-build.h"
#include "agent/evidence/host-index.h"
#include "agent/evidence/identity.h"
#include "agent/evidence/sources.h"

/* A set while events are applied to it.  Lists have gaps meanwhile (host-index.h). */
typedef struct {
	HcExchangeSet *set;
	const HcSources *sources;
	HcHostIndex *objects;
	HcHostIndex *answers;
	HcHostIndex *was_answers;
	HcIdentityIndex *was; /* NULL until an older version is kept */
} HcLedger;

/* Borrows both. */
HcLedger *hc_ledger_new(HcExchangeSet *set, const HcSources *sources);
/* Brings heads in line with objects and answers, closes the gaps of the lists, and frees. */
void hc_ledger_finish(HcLedger *self);

/* Applies one event; hands its objects over to the set. */
void hc_ledger_apply(HcLedger *self, HcEvent *event);

/*
 * Brings @events (HcEvent, in the order they were read) into the order of time.  Events of one
 * input that have the same time, or none, stay behind the one read before; of two inputs with
 * the same time the one whose path sorts later counts as newer, whatever the order they were named
 * in.  An input that tells no time at all comes first: it cannot show that it is newer than one
 * that does.
 */
void hc_ledger_sort(GPtrArray *events);
