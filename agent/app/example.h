/*
 * The shipped example organisation.  Room: app.  In: the data folder.  Out: its wizard folder and
 * the time it is to be judged at, so that the story stays the same on every day.
 */
#pragma once

#include "agent/base/world.h"

/* INTERNAL error if the shipped example is missing or its example.conf is damaged. */
char *hc_example_find(const HcWorld *world, HcTime *ret_as_of, GError **error);
