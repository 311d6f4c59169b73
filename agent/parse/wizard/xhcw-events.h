/*
 * The cmdlets of one .xhcw that are worth keeping.  Room: parse.
 * In: events in the order of the file, their results packed.  Out: HcEvents for the builder.
 *
 * Packing costs one copy per property and nothing is decoded until the file is at its end.  A
 * wizard asks the same questions many times; what a later answer replaces is dropped at once.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

#define HC_XHCW_PLACE_CHARS 120 /* shown of a cmdlet and its start */

/* --- packed objects --------------------------------------------------------------------------- */

/* What follows belongs to the cmdlet's parameters, or to one more result. */
void hc_xhcw_pack_parameters(GString *pack);
void hc_xhcw_pack_object(GString *pack);
/* Neither @name nor @value is NUL-terminated; @value is ignored for HC_SHAPE_NULL. */
typedef struct {
	HcShape shape;
	const char *name;
	gsize name_length;
	const char *value;
	gsize value_length;
} HcXhcwProperty;
void hc_xhcw_pack_property(GString *pack, const HcXhcwProperty *property);

/* --- events ----------------------------------------------------------------------------------- */

typedef struct HcXhcwEvents HcXhcwEvents;

HcXhcwEvents *hc_xhcw_events_new(void);
void hc_xhcw_events_free(HcXhcwEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcXhcwEvents, hc_xhcw_events_free)

/*
 * Takes @event; copies @pack, its parameters and @n_objects results.  FALSE if a limit is reached:
 * the event is then dropped and @ret_limit names the limit (static text).
 */
gboolean hc_xhcw_events_take(HcXhcwEvents *self, HcEvent *event, const GString *pack,
	guint n_objects, const char **ret_limit);

guint hc_xhcw_events_length(const HcXhcwEvents *self);
/* Moves everything into @builder, as seen in @input; returns how many objects that were. */
guint hc_xhcw_events_deliver(HcXhcwEvents *self, const HcInput *input, HcEvidenceBuilder *builder);
