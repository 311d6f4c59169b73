/*
 * Older versions, kept when another source replaces or removes them.  Room: evidence; for
 * ledger*.c. In: what goes out of a set, in the order of time.  Out: HcExchangeSet.was and
 * was_answers.
 *
 * Of one object one older version is kept: the newest that a run of the wizard left, for people ask
 * what changed since; without one the newest.  A certificate never changes, so that of one on one
 * server the newest version is kept, filled with what only an older one has (RawData, Services,
 * HasPrivateKey, RootCAType): the derive step needs them.
 */
#pragma once

#include "agent/evidence/ledger-answers.h"

/* Takes @object; keeps it if it comes from another source than @by. */
void hc_ledger_was_take(HcLedger *self, HcExchangeObject *object, const HcOrigin *by);
/* As above, of an object that stays and is about to be changed. */
void hc_ledger_was_copy(HcLedger *self, const HcExchangeObject *object, const HcOrigin *by);
/* Takes @answer; keeps it if it is a run's to a question of @by, which is another source. */
void hc_ledger_was_take_answer(HcLedger *self, HcAnswer *answer, const HcOrigin *by);
