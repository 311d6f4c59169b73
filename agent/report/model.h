/*
 * Everything a report says, const.  Room: report.  In: put together by app.  Out: read by the
 * formats, which decide nothing.
 */
#pragma once

#include "agent/hcw/changes.h"
#include "agent/hcw/edited.h"
#include "agent/verdict/verdict.h"

typedef struct {
	const char *name;
	const char *version;
	const char *as_of;
	const char *source;
} HcReportData;

typedef struct {
	const char *version;      /* of the program */
	const HcReportData *data; /* shipped dated data; terminated by a NULL name */
	const char *run_id;
	HcTime started;
	HcTime finished;
	const char *host;
	const char *command; /* the command line, printable */
	gboolean offline;
	gboolean interrupted;
	gboolean is_example; /* --example: the report says that the organisation is made up */
	const HcEvidence *evidence;
	const HcHybrid *hybrid;
	const HcFindings *findings;
	const GPtrArray *tables;  /* HcTable */
	const GPtrArray *changes; /* HcChange: what the named rerun would change */
	const GPtrArray *resets;  /* HcReset */
	const GPtrArray *edited;  /* HcEdited */
	const HcVerdict *verdict;
} HcReportModel;
