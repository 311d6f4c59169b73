/*
 * What is to be said about a path: faults, weaknesses, remarks, purposes.  Room: certs, its OpenSSL
 * half alone.
 */
#pragma once

#include "certs/chain-path.h"

void hc_chain_note_free(HcChainNote *self);
/* Adds a note behind the others, unless it is there already; takes @text. */
void hc_chain_note_take(HcChain *chain, HcChainNoteKind kind, guint at, char *text);
/* Fills @chain's notes, why, server_auth and client_auth; its status is known. */
void hc_chain_note_path(HcChain *chain, const HcChainPath *path);
