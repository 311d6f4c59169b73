#include "agent/hcw/selection.h"
