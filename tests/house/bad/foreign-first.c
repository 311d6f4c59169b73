// as: agent/hcw/x.c
// expect: headers of the house stand before foreign ones
/* Something.  Room: hcw. */
#include "agent/hcw/x.h"

#include <string.h>

#include "agent/base/text.h"
