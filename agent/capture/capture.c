#include "agent/capture/capture.h"
