/* What a collection says of itself.  Room: evidence. */
#include "agent/evidence/collection.h"

#include <string.h>

static const char *const words[HC_N_COLLECTED] = {
	[HC_COLLECTED_OK] = "ok",
	[HC_COLLECTED_EMPTY] = "empty",
	[HC_COLLECTED_FAILED] = "failed",
	[HC_COLLECTED_NOT_AVAILABLE] = "notavailable",
};

HcCollectionEntry *
hc_collection_entry_new(void)
{
	HcCollectionEntry *self = g_new0(HcCollectionEntry, 1);

	self->asked = HC_TIME_NONE;
	self->count = -1;
	return self;
}

void
hc_collection_entry_free(HcCollectionEntry *self)
{
	if (self == NULL)
		return;
	g_free(self->cmdlet);
	g_free(self->noun);
	g_free(self->server);
	g_free(self->file);
	g_free(self->error);
	g_free(self->sha256);
	g_free(self);
}

static void
free_entry(gpointer data)
{
	hc_collection_entry_free(data);
}

HcCollection *
hc_collection_new(const char *path)
{
	HcCollection *self = g_new0(HcCollection, 1);
	const char *slash = strrchr(path, '/');

	self->path = g_strdup(path);
	self->folder = g_strndup(path, slash != NULL ? (gsize)(slash - path) + 1 : 0);
	self->started = HC_TIME_NONE;
	self->entries = g_ptr_array_new_with_free_func(free_entry);
	return self;
}

void
hc_collection_free(HcCollection *self)
{
	if (self == NULL)
		return;
	g_free(self->path);
	g_free(self->folder);
	g_free(self->computer);
	g_free(self->organisation);
	g_ptr_array_unref(self->entries);
	g_free(self);
}

gboolean
hc_collected_from_word(const char *word, HcCollectedStatus *ret_status)
{
	for (guint i = 0; i < HC_N_COLLECTED; i++) {
		if (g_strcmp0(word, words[i]) == 0) {
			*ret_status = (HcCollectedStatus)i;
			return TRUE;
		}
	}
	return FALSE;
}
