/*
 * Exchange's build numbers, and the dated table of those that matter.  Room: evidence.
 * In: texts as servers, files and cmdlets print them; the shipped data file.  Out: numbers that
 * compare, and records.
 */
#pragma once

#include "agent/evidence/fact.h"

#define HC_BUILD_PARTS 4

/* major.minor.build.revision; the first three name a cumulative update. */
typedef struct {
	guint part[HC_BUILD_PARTS];
} HcBuild;

/* A cumulative update; later security and hotfix updates of it change the revision alone. */
typedef struct {
	char *name; /* "CU23" */
	HcBuild build;
	HcTime released;
	HcTime until; /* no fixes were made for it from then on; HC_TIME_NONE if a later update of
			 the list tells */
} HcBuildUpdate;

typedef struct {
	char *name;            /* "Exchange Server 2019" */
	HcTime end_of_support; /* HC_TIME_NONE if none is announced */
	GPtrArray *updates;    /* HcBuildUpdate, oldest first; at least one */
} HcBuildProduct;

/* The least build that something needs, one for each cumulative update that can have it. */
typedef struct {
	char *name; /* "dedicated-app"; rules name it */
	char *what; /* "the April 2025 hotfix update, …" */
	HcTime since;
	char *source;   /* key of checks/sources.c */
	GArray *builds; /* HcBuild, ascending */
} HcBuildFloor;

/* The data file.  NOT_ASKED: nobody loaded one; its lists are empty unless it is COLLECTED. */
typedef struct {
	HcFactHead head; /* origin.as_of is the day the data speaks of */
	char *name;      /* "exchange-builds" */
	char *version;
	char *source;
	GPtrArray *products; /* HcBuildProduct, oldest first */
	GPtrArray *floors;   /* HcBuildFloor */
} HcBuildTable;

/*
 * "15.2.1258.12", "15.02.1258.012" of ExSetup.exe, "Version 15.2 (Build 1258.12)" of
 * AdminDisplayVersion.  FALSE, with @ret_build untouched, if @text is none of them.
 */
gboolean hc_build_parse(const char *text, HcBuild *ret_build);
char *hc_build_format(const HcBuild *build); /* "15.2.1258.12" */
/* <0, 0, >0; @parts of the numbers are looked at: 2 the version, 3 the cumulative update, 4 all. */
int hc_build_compare(const HcBuild *a, const HcBuild *b, guint parts);

HcBuildUpdate *hc_build_update_new(void);
void hc_build_update_free(HcBuildUpdate *self);
HcBuildProduct *hc_build_product_new(void);
void hc_build_product_free(HcBuildProduct *self);
HcBuildFloor *hc_build_floor_new(void);
void hc_build_floor_free(HcBuildFloor *self);
HcBuildTable *hc_build_table_new(void);
/* Copies @head. */
void hc_build_table_set_head(HcBuildTable *self, const HcFactHead *head);
void hc_build_table_free(HcBuildTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBuildUpdate, hc_build_update_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBuildProduct, hc_build_product_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBuildFloor, hc_build_floor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcBuildTable, hc_build_table_free)
