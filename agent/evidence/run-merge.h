/*
 * Files of one run become one record, in UTC.  Room: evidence; for the builder.
 * In: runs as parsers print them, in local time.  Out: one run, in UTC as soon as any of its files
 * tells the offset.  Nobody else converts a run's times.
 */
#pragma once

#include "agent/evidence/run.h"

/* HC_TIME_NONE where the result is outside the years 1 to 9999, which nobody could print. */
HcTime hc_run_merge_time_to_utc(HcTime local, gint64 offset_us);

/* Changes nothing if the offset is not known or the times are in UTC already. */
void hc_run_merge_to_utc(HcRun *run);

/* @from is another file of the run @into: moves over what @into lacks.  @from remains to be freed.
 */
void hc_run_merge(HcRun *into, HcRun *from);
