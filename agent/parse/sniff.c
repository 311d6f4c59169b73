#include "agent/parse/sniff.h"
