/*
 * A certificate file among the inputs of a check.  Room: parse.
 * It tells nothing about the organisation, so it is counted, and who named it is told which command
 * it is meant for.
 */
#include "agent/parse/parser.h"

#include "agent/base/limits.h"
#include "certs/cert-file.h"
#include "certs/chain.h"

typedef struct {
	HcInput *input; /* borrowed */
	GByteArray *octets;
} CertificateParser;

static HcParser *
create(HcEvidenceBuilder *builder, HcInput *input)
{
	CertificateParser *self = g_new0(CertificateParser, 1);

	(void)builder;
	self->input = input;
	self->octets = g_byte_array_new();
	return (HcParser *)self;
}

/* One octet more than there may be, so that the reader of the file says so. */
static gboolean
feed(HcParser *parser, const guint8 *data, gsize length)
{
	CertificateParser *self = (CertificateParser *)parser;
	gsize room = HC_LIMIT_CERT_FILE_BYTES + 1 - self->octets->len;

	g_byte_array_append(self->octets, data, (guint)MIN(length, room));
	return length < room;
}

static void
say_what_it_is(HcInput *input, const GPtrArray *certs)
{
	const HcCertFacts *leaf = hc_chain_find_leaf(certs);
	g_autofree char *subject = hc_text_excerpt(leaf->subject, HC_LIMIT_REPORT_TEXT);

	hc_input_warn(input,
		"a certificate file (%s), which a check does not judge: \"hybridcheck cert FILE "
		"PATH…\" rehearses it",
		*subject != '\0' ? subject : "no subject");
}

static void
finish(HcParser *parser)
{
	CertificateParser *self = (CertificateParser *)parser;
	g_autoptr(GBytes) octets = g_byte_array_free_to_bytes(self->octets);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) certs = hc_cert_file_read(octets, &error);

	if (certs == NULL) {
		hc_input_warn(self->input, "%s", error->message);
	} else {
		self->input->n_objects = certs->len;
		say_what_it_is(self->input, certs);
	}
	g_free(self);
}

const HcParserClass hc_parse_certificate = { create, feed, finish };
