/*
 * Words for an input that would have decided something.  Room: hcw.  Pure.
 * In: how far a kind of object is known.  Out: "Get-HybridConfiguration was not seen".
 */
#pragma once

#include "agent/evidence/evidence.h"

/* The whole kind: why no object of it can be looked at. */
char *hc_missing_kind(const HcEvidence *evidence, HcSide side, HcKind kind);
/* The same for one answer, whose head is @head; @server: the one asked for, or NULL. */
char *hc_missing_answer(const HcFactHead *head, HcSide side, HcKind kind, const char *server);
/* @object is known, but the source did not have @property. */
char *hc_missing_property(const HcExchangeObject *object, const char *property);
