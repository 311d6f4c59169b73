/*
 * What a change leaves on an object.  Room: evidence; for ledger.c.
 * In: a New-, Add- or Set- and its parameters.  Out: an object with them as properties.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

/* Puts the parameters that are properties onto @object; an Identity made of the Name follows it. */
void hc_ledger_change_apply(HcExchangeObject *object, const HcEvent *event);

/* For a New- that answered nothing: what its parameters tell. */
HcExchangeObject *hc_ledger_change_make(const HcEvent *event);
