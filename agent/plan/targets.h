/*
 * What the user wants looked at besides what the evidence names.  Room: plan.
 * In: filled by the program from arguments and configuration.  Out: a plain record for plan.h.
 */
#pragma once

#include <glib.h>

typedef struct {
	char *host; /* name or numeric address, as hc_hostport_parse() leaves it */
	guint16 port;
} HcTarget;

typedef struct {
	GPtrArray *smtp;  /* HcTarget: mail servers */
	GPtrArray *https; /* HcTarget: web servers */
	gboolean ipv4;    /* families that are asked; at least one */
	gboolean ipv6;
	gboolean all_versions; /* each address also once per version of TLS, by itself */
} HcTargets;

/* Empty lists, both families. */
HcTargets *hc_targets_new(void);
void hc_targets_free(HcTargets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcTargets, hc_targets_free)

HcTarget *hc_target_new(const char *host, guint16 port);
void hc_target_free(HcTarget *self);
/* A list of HcTarget that owns them. */
GPtrArray *hc_target_list_new(void);
/* Copies of all of @from are appended to @list. */
void hc_target_list_add(GPtrArray *list, const GPtrArray *from);
