/*
 * Rules about the build of every server.  Room: checks.
 * In: a question about one build.  Out: one finding per server, with the build and the date of the
 * table as proofs.
 */
#pragma once

#include "agent/hcw/server-build.h"
#include "checks/check.h"

/* One server that is judged. */
typedef struct {
	const HcCheck *check;
	const HcHybrid *hybrid;
	const HcBuildTable *table;
	const HcExchangeObject *server;
	HcServerBuild build;
	HcFindings *out;
} HcServerCase;

typedef void (*HcServerJudge)(const HcServerCase *self, gconstpointer with);

/*
 * Calls @judge for every server but Edge servers whose build is known; the others give UNKNOWN, and
 * so does the rule where the servers or the table are not known.
 */
void hc_server_judge_each(const HcCheck *check, const HcHybrid *hybrid, HcServerJudge judge,
	gconstpointer with, HcFindings *out);

/*
 * Every server against the floor of that name: PASS; FAIL, or INFO for a row of that effect; or
 * UNKNOWN where AdminDisplayVersion leaves it open.
 */
void hc_server_judge_all(
	const HcCheck *check, const HcHybrid *hybrid, const char *floor, HcFindings *out);

HcFinding *hc_server_judge_report(
	const HcServerCase *self, HcStatus status, const char *format, ...) G_GNUC_PRINTF(3, 4);
