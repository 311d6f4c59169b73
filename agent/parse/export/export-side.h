/*
 * On which side an exported object lives.  Room: parse.
 * In: the object, and what others of its file and the file's name say.  Out: the side, by content
 * before names; nothing where nothing tells.
 */
#pragma once

#include "agent/evidence/exchange.h"

/* A side, or that nothing tells; the organisation or tenant, borrowed, or NULL. */
typedef struct {
	gboolean known;
	HcSide side;
	const char *organisation;
} HcExportSide;

/* What was found for objects of one file: the next ones mostly stand in the same directory. */
typedef struct {
	GStringChunk *organisations;
	const HcExchangeObject *silent; /* one without a property that tells; or NULL */
	GString *tail; /* of the distinguished name that was read last, behind the first part */
	HcExportSide of_tail;
} HcExportSides;
void hc_export_sides_init(HcExportSides *self);
void hc_export_sides_clear(HcExportSides *self);

/*
 * What @bag itself shows: its distinguished name, its tenant, properties that only one side has.
 * @bag must live as long as @self.
 */
void hc_export_side_read(HcExportSides *self, const HcExchangeObject *bag, HcExportSide *ret_side);

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
