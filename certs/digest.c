#include "certs/digest.h"
