/*
 * From named paths to frozen evidence.  Room: app.
 * In: paths, the time to judge at.  Out: evidence; what every file was stands in its inputs.
 */
#pragma once

#include "agent/evidence/evidence.h"

typedef struct {
	gboolean interrupted; /* SIGINT or SIGTERM came before everything was read */
	int signal;           /* which one; 0 if none */
} HcGathered;

/*
 * NOT_FOUND if a named path does not exist, or nothing was recognised; INPUT if what was recognised
 * could not be used.  The reasons of every input are in the message.
 */
HcEvidence *hc_gather(
	const char *const *paths, HcTime as_of, HcGathered *ret_gathered, GError **error);
