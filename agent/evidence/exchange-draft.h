/*
 * Exchange objects as readers of exports make them: thousands with the same properties.
 * Room: evidence.
 * In: properties one by one, under names that are looked up once per file, values with their
 * length.  Out: objects in one piece of memory each, out of one room per file, that share the names
 * of their properties and what they repeat.  Nothing is searched for, and texts are taken on trust:
 * they must be valid UTF-8 without NUL.  Foreign octets go through hc_exchange_put_text() instead.
 */
#pragma once

#include "agent/base/pool.h"
#include "agent/evidence/exchange.h"

/* What the objects of one file share; they may outlive it. */
typedef struct HcExchangeMaker HcExchangeMaker;
HcExchangeMaker *hc_exchange_maker_new(void);
void hc_exchange_maker_free(HcExchangeMaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcExchangeMaker, hc_exchange_maker_free)

/* Where the objects lie: what a reader takes of it lives as long as they do. */
HcPool *hc_exchange_maker_pool(const HcExchangeMaker *self);

/* The name of a property, to be kept by the reader; lives as long as @self. */
typedef struct HcExchangeName HcExchangeName;
HcExchangeName *hc_exchange_maker_name(HcExchangeMaker *self, const char *name);

/* One object while it is read; used again for the next one.  Several may be open at once. */
typedef struct HcExchangeDraft HcExchangeDraft;
HcExchangeDraft *hc_exchange_draft_new(HcExchangeMaker *maker); /* borrowed */
void hc_exchange_draft_free(HcExchangeDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcExchangeDraft, hc_exchange_draft_free)

/*
 * Set or replace, as hc_exchange_put_text() does: an existing property keeps its place and the
 * spelling of its name.
 */
void hc_exchange_draft_null(HcExchangeDraft *self, HcExchangeName *name);
void hc_exchange_draft_text(
	HcExchangeDraft *self, HcExchangeName *name, const char *text, gsize length);
/* A list without elements; those that follow are added to it.  An empty text is no element. */
void hc_exchange_draft_list(HcExchangeDraft *self, HcExchangeName *name);
void hc_exchange_draft_element(HcExchangeDraft *self, const char *text, gsize length);
/*
 * Several texts of hc_exchange_maker_pool(), which are not copied: one behind the other, a NUL
 * behind each; @length counts those too.  Returns how many texts there are, with the empty ones.
 */
guint hc_exchange_draft_elements(HcExchangeDraft *self, const char *kept, gsize length);
/* Leaves the property out again, if it is there. */
void hc_exchange_draft_drop(HcExchangeDraft *self, HcExchangeName *name);

gboolean hc_exchange_draft_has(const HcExchangeDraft *self, const HcExchangeName *name);

/* Leaves @self empty. */
HcExchangeObject *hc_exchange_draft_finish(HcExchangeDraft *self, HcSide side, HcKind kind);
void hc_exchange_draft_clear(HcExchangeDraft *self);
