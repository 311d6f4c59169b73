/*
 * Reading a log in a test: a builder, the input and the run that came out.  Room: tests.
 */
#pragma once

#include <string.h>

#include "agent/parse/parser.h"

#define INDENT "                                      "
#define HEAD "2026.09.15 03:15:02.000 "

typedef struct {
	HcEvidenceBuilder *builder;
	HcInput *input;   /* borrowed */
	const HcRun *run; /* NULL if none came out */
} Reading;

static inline Reading
read_bytes(const char *path, const char *data, gsize length, gsize chunk)
{
	Reading reading = { hc_evidence_builder_new(HC_TIME_NONE), NULL, NULL };
	HcParser *parser = NULL;
	const GPtrArray *runs = NULL;

	reading.input =
		hc_evidence_builder_take_input(reading.builder, hc_input_new(path, "hcw-log"));
	parser = hc_parse_hcwlog.create(reading.builder, reading.input);
	for (gsize at = 0; at < length; at += chunk)
		g_assert_true(hc_parse_hcwlog.feed(
			parser, (const guint8 *)data + at, MIN(chunk, length - at)));
	hc_parse_hcwlog.finish(parser);
	runs = hc_evidence_builder_runs(reading.builder);
	if (runs->len > 0)
		reading.run = runs->pdata[0];
	return reading;
}

static inline Reading
read_file(const char *path, gsize chunk)
{
	g_autofree char *contents = NULL;
	g_autoptr(GError) error = NULL;
	gsize length = 0;

	g_file_get_contents(path, &contents, &length, &error);
	g_assert_no_error(error);
	return read_bytes(path, contents, length, chunk);
}

static inline Reading
read_sample(const char *name, gsize chunk)
{
	g_autofree char *path = g_build_filename(
		g_getenv("HC_SOURCE_ROOT"), "tests", "parse", "hcwlog", name, NULL);

	return read_file(path, chunk);
}

static inline Reading
read_text(const char *text)
{
	return read_bytes("20260915_031502.log", text, strlen(text), 100);
}

static inline void
assert_time(HcTime when, const char *wanted)
{
	g_autofree char *printed = hc_when_format(when);

	g_assert_cmpstr(printed, ==, wanted);
}

/* Warnings, in order, each by a part of it; NULL ends. */
static inline void
assert_warnings(const HcInput *input, const char *const *parts)
{
	guint n = 0;

	for (; parts[n] != NULL; n++) {
		g_assert_cmpuint(n, <, input->warnings->len);
		g_test_message("%s", (char *)input->warnings->pdata[n]);
		g_assert_nonnull(strstr(input->warnings->pdata[n], parts[n]));
	}
	g_assert_cmpuint(input->warnings->len, ==, n);
}
