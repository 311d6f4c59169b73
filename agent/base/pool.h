/*
 * Memory for many small pieces that are freed all at once.  Room: base.
 * In: lengths in octets.  Out: pieces aligned for pointers, as long-lived as the pool; they are not
 * cleared.  Never NULL: like g_malloc(), it ends the program where there is no memory.
 *
 * Huge pages were tried and are not asked for: machines under a host give freed ones back to it,
 * and getting them again takes longer than small ones do.
 */
#pragma once

#include <glib.h>

typedef struct HcPool HcPool;

HcPool *hc_pool_new(void);
void hc_pool_free(HcPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcPool, hc_pool_free)

gpointer hc_pool_take(HcPool *self, gsize length);
/*
 * Makes @piece longer where it lies.  FALSE, and nothing is changed, if it is not the last piece
 * that was taken or there is no room behind it.
 */
gboolean hc_pool_grow(HcPool *self, gconstpointer piece, gsize length, gsize longer);
/* The room of @piece is used again if it is the last one that was taken. */
void hc_pool_give_back(HcPool *self, gconstpointer piece, gsize length);

/* Octets that are held, used or not. */
gsize hc_pool_octets(const HcPool *self);
