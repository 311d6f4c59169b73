/* A list whose elements live on servers, found by server.  Room: evidence. */
#include "agent/evidence/host-index.h"
#include "agent/base/dname.h"

struct HcHostIndex {
	GPtrArray *list;
	HcHostOf host_of;
	GHashTable *places; /* a server's name to GArray of guint */
	GArray *nowhere;    /* guint */
};

static void
places_free(gpointer data)
{
	g_array_unref(data);
}

/* FALSE for names without a first label, which are equal to none. */
static gboolean
is_host(const char *name)
{
	return name != NULL && *name != '\0' && *name != '.';
}

HcHostIndex *
hc_host_index_new(GPtrArray *list, HcHostOf host_of)
{
	HcHostIndex *self = g_new0(HcHostIndex, 1);

	self->list = list;
	self->host_of = host_of;
	self->places =
		g_hash_table_new_full(hc_dname_host_hash, hc_dname_host_equal, g_free, places_free);
	self->nowhere = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < list->len; i++)
		hc_host_index_note(self, i);
	return self;
}

void
hc_host_index_free(HcHostIndex *self)
{
	guint n = 0;

	if (self == NULL)
		return;
	for (guint i = 0; i < self->list->len; i++) {
		gpointer element = g_steal_pointer(&self->list->pdata[i]);

		if (element != NULL)
			self->list->pdata[n++] = element;
	}
	g_ptr_array_set_size(self->list, (gint)n);
	g_hash_table_unref(self->places);
	g_array_unref(self->nowhere);
	g_free(self);
}

static GArray *
places_of(const HcHostIndex *self, const char *host)
{
	return is_host(host) ? g_hash_table_lookup(self->places, host) : self->nowhere;
}

void
hc_host_index_note(HcHostIndex *self, guint place)
{
	const char *host = self->host_of(self->list->pdata[place]);
	GArray *places = places_of(self, host);

	if (places == NULL) {
		places = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(self->places, g_strdup(host), places);
	}
	g_array_append_val(places, place);
}

void
hc_host_index_add(HcHostIndex *self, gpointer element)
{
	g_ptr_array_add(self->list, element);
	hc_host_index_note(self, self->list->len - 1);
}

const GArray *
hc_host_index_at(const HcHostIndex *self, const char *host)
{
	return places_of(self, host);
}

void
hc_host_index_forget(HcHostIndex *self, const char *host)
{
	GArray *places = places_of(self, host);

	if (places != NULL)
		g_array_set_size(places, 0);
}

void
hc_host_index_forget_all(HcHostIndex *self)
{
	g_ptr_array_set_size(self->list, 0);
	g_hash_table_remove_all(self->places);
	g_array_set_size(self->nowhere, 0);
}
