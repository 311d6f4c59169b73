/*
 * The properties that an object has, by name.  Room: evidence; only exchange*.c include this.
 *
 * The objects of one cmdlet have the same properties in the same order: thousands of them share
 * one form, and what they repeat.  A name is found without regard to case, in one step.
 */
#pragma once

#include "agent/base/pool.h"

/* Properties an object may be called by. */
typedef enum {
	HC_KEY_IDENTITY,
	HC_KEY_NAME,
	HC_KEY_GUID,
	HC_KEY_ID,
	HC_KEY_DISTINGUISHED_NAME,
	HC_KEY_THUMBPRINT,
	HC_N_KEYS
} HcExchangeKey;

/* Memory of one file's objects and of what they share, for as long as one of them is there. */
typedef struct HcExchangeRoom HcExchangeRoom;
HcExchangeRoom *hc_exchange_room_new(void);
void hc_exchange_room_unref(HcExchangeRoom *self);
HcPool *hc_exchange_room_pool(const HcExchangeRoom *self);

typedef struct HcExchangeForm HcExchangeForm;

/* One without a name, for an object that is made by hand. */
HcExchangeForm *hc_exchange_form_new(void);
/* @names are GRefStrings, none of them twice. */
HcExchangeForm *hc_exchange_form_of(const GPtrArray *names, HcExchangeRoom *room);
HcExchangeForm *hc_exchange_form_ref(HcExchangeForm *self);
void hc_exchange_form_unref(HcExchangeForm *self);

guint hc_exchange_form_n_names(const HcExchangeForm *self);
const char *hc_exchange_form_name(const HcExchangeForm *self, guint place);
/* -1 if it has none. */
gint hc_exchange_form_find(HcExchangeForm *self, const char *name);
gint hc_exchange_form_key(const HcExchangeForm *self, HcExchangeKey key);
/* An object of this form goes, which took @length octets of the room. */
void hc_exchange_form_give_back(HcExchangeForm *self, gconstpointer object, gsize length);

/* Whoever shares the form keeps it as it is: @self is then a copy. */
void hc_exchange_form_add(HcExchangeForm **self, const char *name);
void hc_exchange_form_remove(HcExchangeForm **self, guint place);
