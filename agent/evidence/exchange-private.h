/*
 * Inside of HcExchangeObject.  Room: evidence; only exchange*.c include this.
 *
 * An object that a reader made (exchange-draft.h) is one piece of its file's room: itself, its
 * values, the vectors of its lists and its texts; what its lists hold lies elsewhere in that room.
 * What is put into it later is allocated by itself.
 */
#pragma once

#include "agent/evidence/exchange-form.h"
#include "agent/evidence/exchange.h"

/*
 * @single is at once the text and a NULL-terminated vector of one, so that a getter of either form
 * needs neither a copy nor a cache.
 */
typedef union {
	char *single[2]; /* [0] NULL if it is null; [1] NULL if it is no list */
	struct {
		char *text; /* of a list: joined, allocated by itself; NULL until somebody asks */
		GStrv list;
	};
} HcExchangeValue;

/* Where objects were seen; those of one answer have the same. */
typedef struct {
	guint n_users;
	HcOrigin origin;
} HcSharedOrigin;

struct HcExchangeObject {
	HcSide side;
	HcKind kind;
	HcExchangeForm *form;
	HcExchangeValue *values; /* of the properties of @form, in its order */
	guint8 *owned;           /* which values are allocated; NULL: none, and @values is not */
	guint n_allocated;       /* of both */
	gsize n_octets; /* that it takes of its file's room; 0: it is allocated by itself */
	char *server;
	HcSharedOrigin *origin; /* NULL: it has none */
};

/* As hc_exchange_text(), by place. */
const char *hc_exchange_text_at(const HcExchangeObject *self, guint place);
/* Leaves it null, and whether it is owned as it was. */
void hc_exchange_clear_value(HcExchangeObject *self, guint place);
