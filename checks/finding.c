#include "checks/finding.h"
