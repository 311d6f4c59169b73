/*
 * An organisation that the inputs speak of too, but that is not the one judged.  Room: evidence.
 * In: filled by the derive step (agent/parse/derive/organisation.c) from what it sets aside.  Out:
 * plain record.  Nothing of a foreign organisation is in the sets, certificates or picks.
 */
#pragma once

#include "agent/evidence/exchange.h"

/* How the warning of an input begins that speaks of such an organisation. */
#define HC_FOREIGN_WARNING "belongs to another organisation"

/* A certificate that lies on a server of that organisation. */
typedef struct {
	char *server;     /* NULL if the source does not tell */
	char *thumbprint; /* SHA-1, upper case hex, as Exchange prints it */
} HcForeignCert;

typedef struct {
	HcSide side;
	char *name;        /* as its objects' distinguished names tell */
	GStrv inputs;      /* paths of the inputs that brought it; empty vector if none is known */
	guint n_objects;   /* set aside */
	GPtrArray *certs;  /* HcForeignCert: each thumbprint once per server */
	GHashTable *known; /* what hc_foreign_add_cert() added */
} HcForeign;

HcForeign *hc_foreign_new(HcSide side, const char *name);
void hc_foreign_free(HcForeign *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcForeign, hc_foreign_free)
/* Keeps both once; a NULL or empty thumbprint or input is none. */
void hc_foreign_add_cert(HcForeign *self, const char *server, const char *thumbprint);
void hc_foreign_add_input(HcForeign *self, const char *path);

/* TRUE if this warning of an input says HC_FOREIGN_WARNING. */
gboolean hc_foreign_is_warning(const char *warning);
