/*
 * What an export of a cmdlet becomes.  Room: parse.
 * In: objects as bags of properties, with the type name they came with, from any reader.  Out: one
 * Get- event per side and kind (and server, where the export speaks for one server only).
 * The role of an export is decided by content first (type names, properties, distinguished names),
 * by names second (a hint such as a JSON member, then the file's and folders' names).
 */
#pragma once

#include "agent/evidence/evidence-build.h"

typedef struct HcExport HcExport;

/* Both borrowed; a reader that knows the time of the export sets @input's as_of and as_of_from. */
HcExport *hc_export_new(HcEvidenceBuilder *builder, HcInput *input);
/* "Deserialized.", "Selected." and generic arity are left out; FALSE: no kind of ours. */
gboolean hc_export_kind_of_type(const char *type, HcKind *ret_kind);
/* "GetSendConnector.xml", "onprem-E1-ExchangeCertificate.clixml", "inbound_connectors". */
gboolean hc_export_kind_of_name(const char *name, HcKind *ret_kind);
/* @type, @hint may be NULL; takes @bag (its side and kind are set here, hc_exchange_set_role()). */
void hc_export_take(HcExport *self, const char *type, const char *hint, HcExchangeObject *bag);
/*
 * Asked, and there was nothing.  @hint NULL: the file's name says what was asked.  A hint of no
 * kind of ours is passed over here and below.
 */
void hc_export_answered(HcExport *self, const char *hint);
void hc_export_failed(HcExport *self, const char *hint, const char *why);
/* Nothing that came counts: the file is refused. */
void hc_export_drop(HcExport *self);
/* The file ended early: what it holds is used, but speaks for nothing beyond itself (narrow). */
void hc_export_damaged(HcExport *self);
/* Delivers the events; sets the input's usable, n_objects, as_of, as_of_from.  Frees. */
void hc_export_finish(HcExport *self);
