/* Which source a value comes from.  Room: evidence. */
#include "agent/evidence/sources.h"

struct HcSources {
	GHashTable *by_path; /* path to HcInput, both borrowed */
};

HcSources *
hc_sources_new(void)
{
	HcSources *self = g_new0(HcSources, 1);

	self->by_path = g_hash_table_new(g_str_hash, g_str_equal);
	return self;
}

void
hc_sources_free(HcSources *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->by_path);
	g_free(self);
}

void
hc_sources_add(HcSources *self, const HcInput *input)
{
	g_hash_table_insert(self->by_path, input->path, (gpointer)(guintptr)input);
}

HcSources *
hc_sources_of(const HcEvidence *evidence)
{
	HcSources *self = hc_sources_new();

	for (guint i = 0; i < hc_evidence_n_inputs(evidence); i++)
		hc_sources_add(self, hc_evidence_input(evidence, i));
	return self;
}

/* NULL if @origin names none that is known. */
static const HcInput *
input_of(const HcSources *self, const HcOrigin *origin)
{
	return origin->input != NULL ? g_hash_table_lookup(self->by_path, origin->input) : NULL;
}

gboolean
hc_sources_is_wizard(const HcSources *self, const HcOrigin *origin)
{
	const HcInput *input = input_of(self, origin);

	return input != NULL && (input->stamp != NULL || g_strcmp0(input->kind, "xhcw") == 0);
}

gboolean
hc_sources_same(const HcSources *self, const HcOrigin *a, const HcOrigin *b)
{
	const HcInput *left = NULL;
	const HcInput *right = NULL;

	if (g_strcmp0(a->input, b->input) == 0)
		return TRUE;
	left = input_of(self, a);
	right = input_of(self, b);
	return left != NULL && right != NULL && left->stamp != NULL &&
	       g_strcmp0(left->stamp, right->stamp) == 0;
}
