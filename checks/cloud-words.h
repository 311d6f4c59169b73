/*
 * A cloud in a sentence.  Room: checks.  Pure.
 * In: the hybrid organisation.  Out: its cloud's name, and how far it is sure that it is the one.
 */
#pragma once

#include "agent/hcw/hybrid.h"

/* "GCC High (DoD has the same domains: --instance says which; …)"; caller frees. */
char *hc_cloud_words(const HcHybrid *hybrid);
