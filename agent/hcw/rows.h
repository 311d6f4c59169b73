/*
 * The wizard's closed list: 46 properties on five objects, in its order and spelling.  Room: hcw.
 * In: nothing.  Out: const rows that say how to compare a property and with what.
 */
#pragma once

#include "agent/hcw/expected.h"
#include "agent/hcw/form.h"

typedef struct {
	const char *property;
	HcForm form;
	const char *fixed; /* what the wizard always writes; NULL: ask .expect */
	HcExpect expect;
} HcRow;

typedef struct {
	const char *object; /* title of the wizard's table */
	HcSide side;
	HcKind kind;
	HcExpect name; /* what the wizard would call it */
	const HcRow *rows;
	guint n_rows;
} HcRows;

extern const HcRows hc_rows_send;
extern const HcRows hc_rows_receive;
extern const HcRows hc_rows_outbound;
extern const HcRows hc_rows_inbound;
extern const HcRows hc_rows_organization;
