/*
 * What hybridcheck does to read one file, and nothing behind it: no folding, no rule, no report.
 * Room: tests.  In: a file.  Out: how many objects were read.
 */
#include "agent/parse/parse.h"

#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	HcEvidenceBuilder *builder = hc_evidence_builder_new(HC_TIME_NONE);
	HcCapture *capture = argc == 2 ? hc_capture_new_file(argv[1]) : NULL;
	const HcInput *input = NULL;

	if (capture == NULL) {
		fprintf(stderr, "usage: readpass FILE\n");
		return EXIT_FAILURE;
	}
	input = hc_parse_capture(capture, builder);
	printf("%s: %u objects, %u warnings\n", input->kind, input->n_objects,
		input->warnings->len);
	/* As the program does at its end: what the system takes back is not taken apart. */
	fflush(stdout);
	_Exit(EXIT_SUCCESS);
}
