/*
 * A list whose elements live on servers, found by server.  Room: evidence; for ledger*.c.
 * In: the list of a set.  Out: places in it.  Taking an element out leaves NULL in its place, so
 * that places stay what they are; hc_host_index_free() closes the gaps.
 */
#pragma once

#include <glib.h>

typedef struct HcHostIndex HcHostIndex;
/* The server an element lives on, by any of its names; NULL or "" if on none. */
typedef const char *(*HcHostOf)(gconstpointer element);

/* Borrows @list. */
HcHostIndex *hc_host_index_new(GPtrArray *list, HcHostOf host_of);
void hc_host_index_free(HcHostIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcHostIndex, hc_host_index_free)

void hc_host_index_add(HcHostIndex *self, gpointer element);
/* The element at @place may live on another server than before. */
void hc_host_index_note(HcHostIndex *self, guint place);
/*
 * Places (guint) of what may live on @host (NULL: on none), in order; NULL if nothing does.  What
 * stands there may be gone (NULL) or have moved: the caller looks.
 */
const GArray *hc_host_index_at(const HcHostIndex *self, const char *host);
/* Nothing that was at @host is left there. */
void hc_host_index_forget(HcHostIndex *self, const char *host);
/* Empties the list, too. */
void hc_host_index_forget_all(HcHostIndex *self);
