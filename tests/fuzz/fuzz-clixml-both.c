/* CLIXML, read with the scanner of plain objects and by libxml2 alone: both make the same of it. */
#include "tests/unit/clixml-both.h"

#include <stdint.h>

#define CHUNK 509 /* so that most tags are cut somewhere */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	hc_test_clixml_compare(data, size, CHUNK);
	hc_test_clixml_compare(data, size, size + 1);
	return 0;
}
