/*
 * The five tables the wizard would print: Equals / Actual / Expected for its closed list of 46
 * properties.  Room: hcw.  Pure.  In: the hybrid organisation.  Out: a const model, values in HCW's
 * own print form (an empty SmartHosts prints "0", TLSDomainCapabilities prints as a type name).
 * Source: logs of HCW 17.0.6981.0 of February and March 2022.
 */
#pragma once

#include "agent/hcw/hybrid.h"

typedef struct {
	const char *property; /* static */
	HcTri equals;         /* UNKNOWN: an input is missing, see why */
	char *actual;         /* HCW's print form; NULL if not known or there is no such object */
	char *expected;       /* NULL if not known */
	char *actual_value;   /* the real value where the print form hides it; else NULL */
	char *expected_value;
	char *why; /* for UNKNOWN: which input is missing */
} HcTableRow;

typedef struct {
	const char *object; /* "Send Connector", "Receive Connector", "Standard Outbound Connector",
			       … */
	char *name;         /* Identity of the object, or the name HCW would give it */
	gboolean missing;   /* known not to exist: HCW would create it */
	GPtrArray *rows;    /* HcTableRow in HCW's order */
} HcTable;

/*
 * HcTable: Send, then one Receive per receiving server, Outbound, Inbound, OnPremises Organization.
 * Where the receiving servers are not known, one Receive table without a name says why.  Where Edge
 * servers receive there is none: the wizard cannot reach their connectors and compares none.
 */
GPtrArray *hc_tables_new(const HcHybrid *hybrid);
/* The same for a run in which the certificate @identifier ("<I>…<S>…") is chosen; NULL: the
 * configured. */
GPtrArray *hc_tables_with_certificate(const HcHybrid *hybrid, const char *identifier);
gboolean hc_tables_are_complete(const GPtrArray *tables); /* no row is UNKNOWN */
gboolean hc_tables_are_equal(const GPtrArray *tables);    /* every row is YES */
