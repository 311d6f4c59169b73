/*
 * Applications and service principals of Entra ID, flat.  Room: parse.
 * In: a JSON object as ScubaGear or Get-MgServicePrincipal write it.  Out: an object with scalars
 * and lists only.
 *
 * Keys become KeyIds, KeyNames, KeyStarts and KeyEnds (one element per key, in order; "-" where it
 * has none) and HasKeys; permissions become Permissions, those an administrator consented to
 * ConsentedPermissions.  The names keep clear of words that secrets are recognised by: none of this
 * is one.
 */
#pragma once

#include <jansson.h>

/* A new reference. */
json_t *hc_json_entra_flatten(json_t *object);
