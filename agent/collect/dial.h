/*
 * One TCP connection on its way.  Room: collect.
 * In: a numeric address and where to come from.  Out: a connected non-blocking socket, or the errno
 * that says why not: RST, ICMP and a local refusal are told apart by it.
 */
#pragma once

#include "agent/collect/asking.h"

typedef struct HcDial HcDial;
/* @fd is connected, TCP_NODELAY is set and CONNECTED is recorded; the callee's from now on. */
typedef void (*HcDialed)(int fd, gpointer user);

/*
 * Dials the address and port of the question, from the source address of the options for its
 * family.  Every failure is recorded and ends the asking, then or later; @done is not called in
 * here.  The caller frees it, at once when @done has been called, or to give up.
 */
HcDial *hc_dial_new(HcAsking *asking, HcDialed done, gpointer user);
void hc_dial_free(HcDial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcDial, hc_dial_free)
