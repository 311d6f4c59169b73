/*
 * Dated data that comes with the program and may be replaced.  Room: app.
 * In: the data folder.  Out: facts for the builder, and what a report says of them.
 */
#pragma once

#include "agent/evidence/bounce-table.h"
#include "agent/evidence/evidence-build.h"
#include "agent/report/model.h"

/* How many HcReportData hc_shipped_describe() needs, with the last one that ends the list. */
#define HC_SHIPPED_N_DATA 3

/* The rules themselves, with the date of what they say of Microsoft's products. */
HcReportData hc_shipped_rules(void);

/*
 * Loads what lies below @data_dir.  A file that is missing or damaged is a fact of that status,
 * which the rules that need it repeat; nothing else fails for it.
 */
void hc_shipped_load(const char *data_dir, HcEvidenceBuilder *builder);

/* What Exchange Online says of a message that it cannot deliver.  Never NULL; a file that is
 * missing or damaged is a head of that status and no row. */
HcBounceTable *hc_shipped_bounces(const char *data_dir);

/* Texts are borrowed from @evidence, or put into @ret_as_of, which must outlive them. */
void hc_shipped_describe(
	const HcEvidence *evidence, HcReportData ret_data[HC_SHIPPED_N_DATA], char **ret_as_of);
