/*
 * Everything the report on a certificate says, const.  Room: report.  In: put together by app.
 * Out: read by its two formats, which decide nothing.
 */
#pragma once

#include "agent/hcw/rehearsal.h"
#include "agent/report/report.h"

/* One set of anchors a chain was judged against. */
typedef struct {
	HcTri reached; /* the chain ends in one of them; UNKNOWN: no such set, or no whole chain */
	char *name;    /* of the file or folder; NULL if there is none */
	HcTime as_of;  /* its date; HC_TIME_NONE if not known */
	char *text;    /* in words */
} HcCertAnchors;

typedef struct {
	HcCertAnchors host;    /* this host's bundle, or --ca-file */
	HcCertAnchors shipped; /* the anchors of Exchange Online's own chain */
	char *shipped_version;
	char *shipped_source;
	HcTri complete; /* the file holds every intermediate */
	char *complete_text;
	char *missing_issuer; /* printed name; NULL if none is missing */
	GPtrArray *path;      /* char *: thumbprints from the leaf up */
	GPtrArray *notes;     /* char *: faults, weaknesses, remarks */
} HcCertChain;

typedef struct {
	const char *version;      /* of the program */
	const HcReportData *data; /* shipped dated data; terminated by a NULL name */
	const char *host;
	const char *file; /* as the user named it */
	HcTime as_of;
	gboolean interrupted;    /* not every input was read */
	const GPtrArray *certs;  /* HcCertFacts in the order of the file */
	const HcCertFacts *leaf; /* one of @certs */
	const HcCertChain *chain;
	const HcEvidence *evidence; /* NULL: no inputs, nothing was rehearsed */
	const HcRehearsal *rehearsal;
} HcCertModel;

typedef void (*HcCertWriter)(const HcCertModel *model, const HcReportStyle *style, GString *out);

void hc_cert_report_text(const HcCertModel *model, const HcReportStyle *style, GString *out);
void hc_cert_report_json(const HcCertModel *model, const HcReportStyle *style, GString *out);
/* NULL if there is no such format: "text" and "json". */
HcCertWriter hc_cert_report_find_format(const char *name);
