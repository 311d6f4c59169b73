/*
 * From named paths to frozen evidence.  Room: app.
 * In: paths, the time to judge at, how the network is asked.  Out: evidence; what every file was
 * stands in its inputs.
 */
#pragma once

#include "agent/app/ask.h"

typedef struct {
	const char *const *paths;
	const char *data_dir; /* shipped, dated data */
	HcTime as_of;         /* the time to judge at */
	HcAsk *ask;           /* NULL: no packet leaves */
} HcGatherRequest;

typedef struct {
	gboolean interrupted; /* SIGINT or SIGTERM came before everything was read and asked */
	int signal;           /* which one; 0 if none */
} HcGathered;

/* Told before each file and behind each answer; @name is NULL at the end. */
typedef void (*HcGatherProgress)(guint done, guint total, const char *name);

/*
 * NOT_FOUND if a named path does not exist, or nothing was recognised; INPUT if what was recognised
 * could not be used: without any path only what the network says counts.  The reasons of every
 * input are in the message.  @progress may be NULL.
 */
HcEvidence *hc_gather(const HcGatherRequest *request, HcGatherProgress progress,
	HcGathered *ret_gathered, GError **error);
