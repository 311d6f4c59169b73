// as: checks/x.c
// expect: room checks may not write evidence
#include "agent/evidence/evidence-build.h"
