// as: checks/x.c
// expect: room checks may not include agent/capture/capture.h
#include "agent/capture/capture.h"
