/*
 * Many descriptors in one GMainContext.  Room: collect.
 * In: descriptors and whom to call when they are ready.  Out: calls, from hc_loop_turn() alone.
 *
 * One GSource over epoll: a turn costs what is ready, not what is open, so that a thousand silent
 * servers are cheap to wait for.
 */
#pragma once

#include <gio/gio.h>

typedef struct HcLoop HcLoop;
typedef struct HcWatch HcWatch;
typedef void (*HcLoopReady)(gpointer user);

HcLoop *hc_loop_new(void);
void hc_loop_free(HcLoop *self); /* after every watch */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcLoop, hc_loop_free)

/* For sources of other kinds; borrowed. */
GMainContext *hc_loop_context(const HcLoop *self);

/* Calls what is ready; waits for it until @until_us of g_get_monotonic_time(), at G_MAXINT64 for
 * ever. */
void hc_loop_turn(HcLoop *self, gint64 until_us);

/* @fd stays the caller's and must outlive the watch.  Waits for octets, not yet for room. */
HcWatch *hc_watch_new(HcLoop *loop, int fd, HcLoopReady ready, gpointer user);
void hc_watch_set_writing(HcWatch *self, gboolean writing); /* also be called when there is room */
/* May be called from its own @ready. */
void hc_watch_free(HcWatch *self);
