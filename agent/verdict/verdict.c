#include "agent/verdict/verdict.h"
