/*
 * What Exchange a server runs, held against the dated table of builds.  Room: hcw.  Pure.
 * In: const evidence.  Out: builds, and answers of three values.
 *
 * ExSetup.exe shows the whole build.  AdminDisplayVersion shows the cumulative update and leaves
 * later hotfix and security updates out: it is the least the server can be, so a floor is met by it
 * or decided by another cumulative update, and is unknown else.
 */
#pragma once

#include "agent/evidence/evidence.h"

typedef struct {
	HcBuild build;
	gboolean is_whole;            /* from ExSetup.exe: with hotfixes */
	const HcExchangeObject *from; /* the object that tells; borrowed */
	const char *property;         /* of it; static */
} HcServerBuild;

/* FALSE if neither ExSetup.exe nor AdminDisplayVersion tells the build of this ExchangeServer. */
gboolean hc_server_build_of(
	const HcEvidence *evidence, const HcExchangeObject *server, HcServerBuild *ret_build);
gboolean hc_server_build_is_edge(const HcExchangeObject *server); /* Edge Transport role */

/* NULL if the table does not know the version. */
const HcBuildProduct *hc_server_build_product(const HcBuildTable *table, const HcBuild *build);
/* The cumulative update @build is of; NULL if the table does not list it. */
const HcBuildUpdate *hc_server_build_update(const HcBuildProduct *product, const HcBuild *build);
/* The newest update that was out at @when; NULL if none was. */
const HcBuildUpdate *hc_server_build_newest(const HcBuildProduct *product, HcTime when);
/*
 * YES: the current or the previous cumulative update as of @when, or one newer than the table; NO:
 * an older one, or one that got no more fixes.  UNKNOWN: the table does not know the version.
 */
HcTri hc_server_build_is_supported(const HcBuildTable *table, const HcBuild *build, HcTime when);

/* NULL if the table has no floor of that name. */
const HcBuildFloor *hc_server_build_floor(const HcBuildTable *table, const char *name);
HcTri hc_server_build_meets(const HcBuildFloor *floor, const HcServerBuild *server);
