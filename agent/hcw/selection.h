/*
 * The wizard's options as a set.  Room: hcw.  Pure.
 * In: bits that rows carry.  Out: the smallest covering selection, with page labels and how sure
 * they are.
 */
#pragma once

#include <glib.h>

typedef enum {
	HC_HCW_NONE = 0,
	HC_HCW_USMC = 1 << 0, /* Update Secure Mail Certificate for connectors */
	HC_HCW_MF =
		1
		<< 1, /* mail flow: Receive, Send connector, certificate, Organization FQDN pages */
	HC_HCW_OAUTH = 1 << 2,
	HC_HCW_DHA = 1 << 3,  /* dedicated Exchange hybrid app */
	HC_HCW_ME = 1 << 4,   /* Migration Endpoint */
	HC_HCW_OCT = 1 << 5,  /* Organization Configuration Transfer */
	HC_HCW_FULL = 1 << 6, /* Full Hybrid Configuration, all pages */
} HcSelection;

/* MF covers USMC; FULL covers all but DHA and OCT.  Returns the set that rewrites the fewest
 * objects. */
guint hc_selection_smallest(guint wanted);
const char *hc_selection_code(HcSelection bit);
/* Short, for a sentence: "the mail flow option". */
const char *hc_selection_name(HcSelection bit);
/* Page and box as the wizard shows them. */
const char *hc_selection_label(HcSelection bit);
gboolean hc_selection_label_is_confirmed(HcSelection bit);
/* The words of every box of @selection: hc_selection_code, _name or _label, joined. */
char *hc_selection_join(guint selection, const char *(*word)(HcSelection bit), const char *between);
/* A run with @selection does what one of the boxes @wanted does. */
gboolean hc_selection_includes(guint selection, guint wanted);
