/*
 * The mail flow hop by hop.  Room: report.  Pure.
 * In: findings.  Out: hops A1…A10 (Exchange Online to on-premises) and B1…B9 (the other way), each
 * with a label and a state from the findings that name it.
 */
#pragma once

#include "agent/report/model.h"

typedef struct {
	const char *hop; /* "A1" */
	const char
		*direction; /* "exchange-online-to-on-premises", "on-premises-to-exchange-online" */
	const char *label;  /* "STARTTLS offered" */
	const char *state;  /* "ok", "fail", "unknown", "info" */
	GArray *findings;   /* guint */
} HcPathHop;

GPtrArray *hc_path_new(const HcFindings *findings);
