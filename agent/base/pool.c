/* Memory for many small pieces that are freed all at once.  Room: base. */
#include "agent/base/pool.h"

#define FIRST_BLOCK 4096
#define LARGEST_BLOCK (1024 * 1024)

struct HcPool {
	GPtrArray *blocks;
	const char *first; /* of the last block that pieces are taken from */
	char *free;
	gsize n_free;
	gsize n_octets; /* of all blocks */
	gsize block;    /* size of the next one */
};

HcPool *
hc_pool_new(void)
{
	HcPool *self = g_new0(HcPool, 1);

	self->blocks = g_ptr_array_new_with_free_func(g_free);
	self->block = FIRST_BLOCK;
	return self;
}

void
hc_pool_free(HcPool *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->blocks);
	g_free(self);
}

static gpointer
add_block(HcPool *self, gsize length)
{
	gpointer block = g_malloc(length);

	g_ptr_array_add(self->blocks, block);
	self->n_octets += length;
	return block;
}

static gsize
aligned(gsize length)
{
	const gsize step = sizeof(gpointer);

	return (MAX(length, 1) + step - 1) / step * step;
}

gpointer
hc_pool_take(HcPool *self, gsize length)
{
	gpointer taken = NULL;

	length = aligned(length);
	/* A large one gets a block of its own, so that the rest of the last is not lost. */
	if (length > self->n_free && length > FIRST_BLOCK / 2)
		return add_block(self, length);
	if (length > self->n_free) {
		self->first = self->free = add_block(self, self->block);
		self->n_free = self->block;
		self->block = MIN(self->block * 2, LARGEST_BLOCK);
	}
	taken = self->free;
	self->free += length;
	self->n_free -= length;
	return taken;
}

static gboolean
is_last(const HcPool *self, gconstpointer piece, gsize length)
{
	const char *from = piece;

	return self->free != NULL && from >= self->first && from + aligned(length) == self->free;
}

gboolean
hc_pool_grow(HcPool *self, gconstpointer piece, gsize length, gsize longer)
{
	const gsize more = aligned(longer) - aligned(length);

	if (!is_last(self, piece, length) || more > self->n_free)
		return FALSE;
	self->free += more;
	self->n_free -= more;
	return TRUE;
}

void
hc_pool_give_back(HcPool *self, gconstpointer piece, gsize length)
{
	if (!is_last(self, piece, length))
		return;
	self->free -= aligned(length);
	self->n_free += aligned(length);
}

gsize
hc_pool_octets(const HcPool *self)
{
	return self->n_octets;
}
