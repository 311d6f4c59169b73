/*
 * Finds the object that is the same one, in a list of any length.  Room: evidence.
 * In: objects of one side and kind.  Out: their places, by hc_exchange_has_identity_of().
 */
#pragma once

#include "agent/evidence/exchange.h"

typedef struct HcIdentityIndex HcIdentityIndex;

/* Borrows @objects (HcExchangeObject) and knows what is in it now. */
HcIdentityIndex *hc_identity_index_new(const GPtrArray *objects);
void hc_identity_index_free(HcIdentityIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcIdentityIndex, hc_identity_index_free)

/* The object at @place is new there. */
void hc_identity_index_note(HcIdentityIndex *self, guint place);
/*
 * The place of the object that is the same as @like; -1 if there is none.  Of objects that share a
 * name without being the same, HC_LIMIT_NAMESAKES are looked at.
 */
gint hc_identity_index_find(const HcIdentityIndex *self, const HcExchangeObject *like);
