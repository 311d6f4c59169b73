/*
 * Reads waivers.d.  Room: app.
 * In: a folder of *.conf files, read in the order of their names.  Each group is one waiver:
 *
 *   [hardened receive connector]
 *   rule=recv-remoteip-locked-down        (or fingerprint=, of one finding)
 *   owner=mail team
 *   reason=only Exchange Online may connect
 *   until=2027-03-31                      (the end of that day, UTC)
 *
 * Out: HcWaiver.  Anything else is a CONFIG error that names file, group and key, and the nearest
 * known word: a waiver that does not say who, why and until when waives nothing.
 */
#pragma once

#include <glib.h>

/* GPtrArray of HcWaiver; NULL with @error set. */
GPtrArray *hc_waivers_read(const char *folder, GError **error);
