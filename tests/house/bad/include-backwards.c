// as: agent/hcw/x.c
// expect: room agent/hcw may not include agent/report/report.h
#include "agent/report/report.h"
