/*
 * The configuration files.  Room: app.
 * In: hybridcheck.conf and the .conf files of conf.d beside it, or the one file of --config.  Out:
 * options as if they had been typed, targets, and what the site says of itself; or a CONFIG error
 * that names file, group and key.
 *
 * A key of a later file replaces the same key of an earlier one; an empty value takes it back.
 */
#pragma once

#include "agent/plan/targets.h"

/* One option as it would be typed: "--timeout=5". */
typedef struct {
	char *name; /* "timeout" */
	char *argument;
	char *place; /* "/etc/hybridcheck/hybridcheck.conf: [options] timeout" */
} HcConfigOption;

typedef struct {
	GPtrArray *options; /* HcConfigOption; a list has one per element */
	GPtrArray *smtp;    /* HcTarget */
	GPtrArray *https;
	GStrv egress;     /* addresses and ranges that our mail leaves from */
	GStrv domains;    /* mail domains of the site */
	GStrv dnsbl;      /* lists that the egress addresses are looked up in */
	GPtrArray *files; /* char *: what was read, in order; printable */
} HcConfig;

HcConfig *hc_config_new(void);
void hc_config_free(HcConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcConfig, hc_config_free)

/*
 * @folder is where hybridcheck.conf and conf.d are; it may be missing, and so may they.  @file
 * (NULL: none was named) stands for all of them, and must be there: NOT_FOUND.
 */
HcConfig *hc_config_read(const char *folder, const char *file, GError **error);

/* All long options a file may set, NULL-terminated. */
const char *const *hc_config_option_names(void);
