/* The program's own errors.  Room: base. */
#include "agent/base/error.h"

G_DEFINE_QUARK(hc - error - quark, hc_error)
