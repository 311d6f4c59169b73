/*
 * The measure for reading XML: libxml2 told to walk through it and do nothing.  Room: tests.
 * In: a file.  Out: how many tags, attributes and octets of text it has.  Reads in the chunks
 * hybridcheck reads in, hands them on as they are, and like hybridcheck gives an .xhcw's sequence a
 * root; with --document the file is one already.
 */
#include "agent/base/limits.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOT_START "<r> "
#define ROOT_END "</r>"
#define MARK "\xEF\xBB\xBF"

typedef struct {
	unsigned long n_elements;
	unsigned long n_attributes;
	unsigned long n_ends;
	unsigned long n_text; /* octets */
} Counts;

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	Counts *counts = data;

	(void)name;
	(void)prefix;
	(void)uri;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	(void)attributes;
	counts->n_elements++;
	counts->n_attributes += (unsigned long)n_attributes;
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	Counts *counts = data;

	(void)name;
	(void)prefix;
	(void)uri;
	counts->n_ends++;
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	Counts *counts = data;

	(void)text;
	counts->n_text += (unsigned long)length;
}

/* As it is: a document of its own, in whatever encoding. */
static void
walk_document(FILE *file, xmlParserCtxt *xml)
{
	static char chunk[HC_LIMIT_CHUNK_BYTES];

	for (size_t n = fread(chunk, 1, sizeof chunk, file); n > 0;
		n = fread(chunk, 1, sizeof chunk, file))
		xmlParseChunk(xml, chunk, (int)n, 0);
	xmlParseChunk(xml, chunk, 0, 1);
}

static void
walk_sequence(FILE *file, xmlParserCtxt *xml)
{
	static char chunk[HC_LIMIT_CHUNK_BYTES];
	const char *from = chunk;
	size_t n = fread(chunk, 1, sizeof chunk, file);

	xmlParseChunk(xml, ROOT_START, (int)strlen(ROOT_START), 0);
	if (n >= strlen(MARK) && memcmp(chunk, MARK, strlen(MARK)) == 0) {
		from += strlen(MARK);
		n -= strlen(MARK);
	}
	while (n > 0) {
		xmlParseChunk(xml, from, (int)n, 0);
		from = chunk;
		n = fread(chunk, 1, sizeof chunk, file);
	}
	xmlParseChunk(xml, ROOT_END, (int)strlen(ROOT_END), 1);
}

int
main(int argc, char **argv)
{
	Counts counts = { 0 };
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
	};
	xmlParserCtxt *xml = xmlCreatePushParserCtxt(&sax, &counts, NULL, 0, NULL);
	const int is_document = argc == 3 && strcmp(argv[1], "--document") == 0;
	FILE *file = argc == 2 + is_document ? fopen(argv[argc - 1], "rb") : NULL;
	int well_formed = 0;

	if (xml == NULL || file == NULL) {
		fprintf(stderr, "usage: saxpass [--document] FILE\n");
		return EXIT_FAILURE;
	}
	xmlCtxtUseOptions(xml, XML_PARSE_NONET);
	if (is_document)
		walk_document(file, xml);
	else
		walk_sequence(file, xml);
	well_formed = xml->wellFormed;
	printf("%lu elements, %lu attributes, %lu ends, %lu octets of text\n", counts.n_elements,
		counts.n_attributes, counts.n_ends, counts.n_text);
	xmlFreeParserCtxt(xml);
	fclose(file);
	return well_formed ? EXIT_SUCCESS : EXIT_FAILURE;
}
