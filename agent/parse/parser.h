/*
 * What every push parser looks like.  Room: parse.
 * In: chunks of any size through feed, then finish.  Out: facts in the builder, warnings in the
 * input. feed returns FALSE when nothing more is wanted (damage, or a limit): the reason is then a
 * warning. finish is called in every case and delivers what was understood.
 */
#pragma once

#include "agent/evidence/evidence-build.h"

typedef struct HcParser HcParser;

typedef struct {
	HcParser *(*create)(HcEvidenceBuilder *builder, HcInput *input);
	gboolean (*feed)(HcParser *self, const guint8 *data, gsize length);
	void (*finish)(HcParser *self); /* also frees */
} HcParserClass;

extern const HcParserClass hc_parse_xhcw;
extern const HcParserClass hc_parse_hcwlog; /* .log and .boot */
extern const HcParserClass hc_parse_hcwcc;
extern const HcParserClass hc_parse_certificate; /* PEM, DER, PKCS#7 */
extern const HcParserClass hc_parse_manifest;    /* manifest.json of our own collection */
extern const HcParserClass hc_parse_json_export;
extern const HcParserClass hc_parse_clixml;
