/* Samples of tests/parse, for tests. */
#pragma once

#include <glib.h>

/* The octets of tests/parse/@folder/@file; ends the test if it is missing. */
GBytes *cert_sample(const char *folder, const char *file);
