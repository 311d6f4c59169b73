// as: agent/hcw/x.c
// expect: the own header stands first
/* Something.  Room: hcw. */
#include "agent/base/text.h"

#include "agent/hcw/x.h"
