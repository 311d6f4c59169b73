/*
 * Options that judging commands share.  Room: app.  In: argv.  Out: a plain record, or a USAGE
 * error.
 */
#pragma once

#include "agent/app/options-net.h"
#include "agent/base/world.h"
#include "agent/hcw/cloud.h"
#include "checks/finding.h"

typedef enum { HC_COLOR_AUTO, HC_COLOR_ALWAYS, HC_COLOR_NEVER } HcColor;

typedef struct {
	gboolean example;
	gboolean offline;
	gboolean has_as_of;
	HcTime as_of;
	char *format; /* never NULL */
	char *output; /* NULL: standard output */
	GStrv only;   /* ids, areas or classes; never NULL */
	GStrv skip;
	HcSeverity fail_on;
	char *waivers;        /* folder; NULL: the system's, if there is one */
	const HcCloud *cloud; /* the user's choice; NULL: as the domains tell */
	char *ca_file;        /* anchors in place of this host's; NULL: this host's */
	HcNetOptions net;     /* how the network is asked */
	char *config;         /* file in place of the system's; NULL: the system's */
	HcColor color;
	guint verbose;
	gboolean quiet;
	GStrv paths;
} HcOptions;

HcOptions *hc_options_parse_check(GStrv args, GError **error);
/* The first path is the certificate file. */
HcOptions *hc_options_parse_cert(GStrv args, GError **error);
/* The paths are HOST or HOST:PORT. */
HcOptions *hc_options_parse_probe(GStrv args, GError **error);
/* For commands that take names and a format only. */
HcOptions *hc_options_parse_plain(const char *command, GStrv args, GError **error);
void hc_options_free(HcOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcOptions, hc_options_free)

gboolean hc_options_wants_color(const HcOptions *self, const HcWorld *world);
/* Text of --help of the judging options, headed by the program name (g_set_prgname()). */
char *hc_options_check_help(void);
char *hc_options_cert_help(void);
char *hc_options_probe_help(void);
