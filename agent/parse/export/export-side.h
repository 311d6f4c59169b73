/*
 * On which side an exported object lives.  Room: parse.
 * In: the object, and what others of its file and the file's name say.  Out: the side, by content
 * before names; nothing where nothing tells.
 */
#pragma once

#include "agent/evidence/exchange.h"

/* A side, or that nothing tells; the organisation or tenant, or NULL. */
typedef struct {
	gboolean known;
	HcSide side;
	char *organisation;
} HcExportSide;

/* What @bag itself shows: its distinguished name, its tenant, properties that only one side has. */
void hc_export_side_read(const HcExchangeObject *bag, HcExportSide *ret_side);

/*
 * The side of an object of @kind.  In the order of weight: what it shows itself, where such objects
 * exist at all, what all others of the file show, what the file's name says.  FALSE: nothing tells.
 */
typedef struct {
	const HcExportSide *own;    /* of the object; NULL for an empty answer */
	const HcExportSide *common; /* of all others of the file */
	const HcExportSide *name;
} HcExportSigns;
gboolean hc_export_side_settle(HcKind kind, const HcExportSigns *signs, HcSide *ret_side);

/* The server that @bag says it lives on; NULL if it does not say. */
char *hc_export_side_server(HcKind kind, const HcExchangeObject *bag);
