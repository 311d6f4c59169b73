/* Finds the object that is the same one.  Room: evidence. */
#include "agent/evidence/identity.h"
#include "agent/base/dname.h"
#include "agent/base/limits.h"

typedef enum { BY_GUID, BY_IDENTITY, BY_NAME, BY_THUMBPRINT, N_WAYS } Way;

static const char *const properties[N_WAYS] = {
	[BY_GUID] = "Guid",
	[BY_IDENTITY] = "Identity",
	[BY_NAME] = "Name",
	[BY_THUMBPRINT] = "Thumbprint",
};

struct HcIdentityIndex {
	const GPtrArray *objects;
	GHashTable *places; /* hash of a way and its text to GArray of guint */
};

static void
places_free(gpointer data)
{
	g_array_unref(data);
}

/* 0 if @object cannot be found this way.  Without case, as identities are compared. */
static guint
hash_of(const HcExchangeObject *object, Way way)
{
	const char *text = hc_exchange_text(object, properties[way]);
	const char *server = hc_exchange_server(object);
	guint hash = 5381 + way;

	if (way == BY_THUMBPRINT && hc_text_is_empty(text))
		text = hc_exchange_text(object, "RawData");
	if (hc_text_is_empty(text))
		return 0;
	for (; *text != '\0'; text++)
		hash = hash * 33 + (guchar)g_ascii_tolower(*text);
	/* These two count for one server only. */
	if ((way == BY_NAME || way == BY_THUMBPRINT) && server != NULL)
		hash ^= hc_dname_host_hash(server);
	return hash != 0 ? hash : 1;
}

static gboolean
can_tell(const HcExchangeObject *object, Way way)
{
	return (hc_exchange_kind(object) == HC_KIND_EXCHANGE_CERTIFICATE) == (way == BY_THUMBPRINT);
}

HcIdentityIndex *
hc_identity_index_new(const GPtrArray *objects)
{
	HcIdentityIndex *self = g_new0(HcIdentityIndex, 1);

	self->objects = objects;
	self->places = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, places_free);
	for (guint i = 0; i < objects->len; i++)
		hc_identity_index_note(self, i);
	return self;
}

void
hc_identity_index_free(HcIdentityIndex *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->places);
	g_free(self);
}

static void
note_hash(HcIdentityIndex *self, guint hash, guint place)
{
	GArray *places = g_hash_table_lookup(self->places, GUINT_TO_POINTER(hash));

	if (places == NULL) {
		places = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(self->places, GUINT_TO_POINTER(hash), places);
	}
	g_array_append_val(places, place);
}

void
hc_identity_index_note(HcIdentityIndex *self, guint place)
{
	const HcExchangeObject *object = self->objects->pdata[place];

	for (guint way = 0; way < N_WAYS; way++) {
		guint hash = can_tell(object, (Way)way) ? hash_of(object, (Way)way) : 0;

		if (hash != 0)
			note_hash(self, hash, place);
	}
}

static gint
find_by(const HcIdentityIndex *self, const HcExchangeObject *like, Way way)
{
	guint hash = can_tell(like, way) ? hash_of(like, way) : 0;
	const GArray *places =
		hash != 0 ? g_hash_table_lookup(self->places, GUINT_TO_POINTER(hash)) : NULL;
	guint n = places != NULL ? MIN(places->len, HC_LIMIT_NAMESAKES) : 0;

	for (guint i = 0; i < n; i++) {
		guint place = g_array_index(places, guint, i);

		if (hc_exchange_has_identity_of(self->objects->pdata[place], like))
			return (gint)place;
	}
	return -1;
}

gint
hc_identity_index_find(const HcIdentityIndex *self, const HcExchangeObject *like)
{
	gint place = -1;

	if (self->objects->len == 0)
		return -1;
	if (hc_kind_is_single(hc_exchange_kind(like)))
		return 0;
	for (guint way = 0; way < N_WAYS && place < 0; way++)
		place = find_by(self, like, (Way)way);
	return place;
}
