#include "agent/collect/collect-file.h"
