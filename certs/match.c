#include "certs/match.h"
