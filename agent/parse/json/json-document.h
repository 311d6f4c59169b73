/*
 * What a JSON document holds of Exchange.  Room: parse.
 * In: a whole document.  Out: its objects, empty answers and failures, handed to an export; for a
 * document that holds none, why it is no export.
 *
 * Forms: the objects of one cmdlet, alone or in an array; {"value": […]} of Exchange Online's REST
 * and of PowerShell 5.1; members that are called after cmdlets (ScubaGear's settings export).
 */
#pragma once

#include "agent/parse/export/export.h"
#include "agent/parse/json/json-bag.h"

typedef struct {
	HcExport *export;
	HcInput *input;
	HcJsonLosses *losses;
} HcJsonSink;

/* NULL if the document was used; else why it is no export, static text. */
const char *hc_json_document_read(json_t *root, const HcJsonSink *sink);
