#include "agent/report/report.h"
