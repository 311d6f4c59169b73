/*
 * The network, asked until nothing is left to ask.  Room: app.
 * In: what the user named, how to ask, the roots to hold chains against.  Out: facts in the
 * builder.  This is the one loop of the program: an answer may raise further questions.
 */
#pragma once

#include "agent/app/options-net.h"
#include "agent/app/shipped-anchors.h"
#include "agent/app/trust.h"
#include "agent/base/world.h"
#include "agent/evidence/evidence-build.h"
#include "agent/hcw/cloud.h"
#include "agent/plan/targets.h"

typedef struct {
	HcTargets *targets;
	HcNetOptions *net; /* borrowed */
	char *ehlo;
	char *client_cert; /* PEM; NULL: none */
	char *client_key;
	const HcCloud *cloud;     /* the user's choice, or NULL */
	gboolean of_organisation; /* also what the organisation's own settings name */
	HcTrust *trust;
	HcShippedAnchors *anchors;
	HcTime now;
	gint64 began_us;   /* monotonic; the budget counts from here */
	const char *limit; /* static: the limit that left something unasked; NULL: none */
} HcAsk;

/*
 * Takes @targets.  Everything that can be wrong with the options and files is found here: USAGE,
 * INPUT, NOT_FOUND, INTERNAL (shipped data).  @ca_file NULL: this host's bundle.
 */
HcAsk *hc_ask_new(const HcWorld *world, HcNetOptions *net, HcTargets *take_targets,
	const char *ca_file, GError **error);
void hc_ask_free(HcAsk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcAsk, hc_ask_free)

/* Told behind each answer: @name is what was asked; NULL at the end. */
typedef void (*HcAskProgress)(guint done, guint total, const char *name);

/* Folded files in @builder are known to the questions.  @progress may be NULL. */
void hc_ask_run(HcAsk *self, HcEvidenceBuilder *builder, HcAskProgress progress);
