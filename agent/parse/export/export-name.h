/*
 * What the name of an exported file says of it.  Room: parse.
 * In: a path.  Out: side, server, and whether a tool writes only a selection under that name.  What
 * is in the file counts for more.
 */
#pragma once

#include "agent/evidence/exchange.h"

typedef struct {
	gboolean has_side;
	HcSide side;
	char *server; /* of "<side>-<server>-<Noun>"; NULL if it names none */
	gboolean is_selection;
} HcExportName;

void hc_export_name_read(const char *path, HcExportName *ret_name);
void hc_export_name_clear(HcExportName *self);
