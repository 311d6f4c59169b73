/*
 * What a certificate is fit for by itself.  Room: certs (no OpenSSL here).  Pure.
 * In: its facts.  Out: good or not, UNKNOWN where the facts do not say, and the reason in words.
 */
#pragma once

#include "agent/evidence/cert.h"

/* All set @text to the reason, fit to follow "…: ". */

/* An RSA key has at least 2048 bits; other keys are not measured. */
HcTri hc_fitness_key(const HcCertFacts *cert, GString *text);
/* The key is an RSA key. */
HcTri hc_fitness_key_type(const HcCertFacts *cert, GString *text);
/* Not signed with SHA-1 or older; what a self-signed one is signed with proves and harms nothing.
 */
HcTri hc_fitness_hash(const HcCertFacts *cert, GString *text);
/* No EKU extension at all means any purpose. */
HcTri hc_fitness_server_auth(const HcCertFacts *cert, GString *text);
HcTri hc_fitness_client_auth(const HcCertFacts *cert, GString *text);
