/*
 * Everything a report on probed mail servers says, const.  Room: report.
 * In: put together by app from frozen evidence.  Out: read by its two formats, which decide
 * nothing.
 */
#pragma once

#include "agent/bounce/sender.h"
#include "agent/evidence/evidence.h"
#include "agent/report/report.h"

/* One address; or a name that has none. */
typedef struct {
	const HcHostAddresses *name;  /* NULL: the address itself was named */
	const HcSmtpSession *session; /* NULL: there was no address to ask */
	HcBounce *
		bounce; /* what a sender in Exchange Online gets; NULL: nothing speaks against it */
	HcTri versions[HC_N_TLS_VERSIONS];
} HcProbeRow;

typedef struct {
	const char *version;      /* of the program */
	const HcReportData *data; /* shipped dated data; terminated by a NULL name */
	const char *host;         /* this one, which asked */
	HcTime started;
	HcTime finished;
	gboolean interrupted;
	const char *roots;     /* path of the roots chains were held against */
	const GPtrArray *rows; /* HcProbeRow, in the order of the evidence */
} HcProbeModel;

/* Of every session that offered all versions of TLS, and of every name without an address. */
GPtrArray *hc_probe_rows_new(const HcEvidence *evidence, const HcBounceTable *table);

/* "ok", "refused", "no-address", … */
HcOutcome hc_probe_row_outcome(const HcProbeRow *row);
/* Nothing was found out about it. */
gboolean hc_probe_row_is_unknown(const HcProbeRow *row);

typedef void (*HcProbeWriter)(const HcProbeModel *model, const HcReportStyle *style, GString *out);

void hc_probe_report_text(const HcProbeModel *model, const HcReportStyle *style, GString *out);
void hc_probe_report_json(const HcProbeModel *model, const HcReportStyle *style, GString *out);
/* NULL if there is no such format: "text" and "json". */
HcProbeWriter hc_probe_report_find_format(const char *name);
