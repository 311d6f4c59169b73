/* Objects as readers of exports make them: the same as those put together one value at a time. */
#include "agent/evidence/exchange-draft.h"

#include <string.h>

#define ROUNDS 400
#define STEPS 60

static void
put(HcExchangeDraft *draft, HcExchangeName *name, const char *text)
{
	hc_exchange_draft_text(draft, name, text, strlen(text));
}

static void
put_list(HcExchangeDraft *draft, HcExchangeName *name, const char *const *elements)
{
	hc_exchange_draft_list(draft, name);
	for (; *elements != NULL; elements++)
		hc_exchange_draft_element(draft, *elements, strlen(*elements));
}

/* The same in one go. */
static void
put_together(HcExchangeDraft *draft, HcExchangeMaker *maker, HcExchangeName *name,
	const char *const *elements)
{
	g_autoptr(GString) texts = g_string_new(NULL);
	char *kept = NULL;

	for (guint i = 0; elements[i] != NULL; i++)
		g_string_append_len(texts, elements[i], (gssize)strlen(elements[i]) + 1);
	kept = hc_pool_take(hc_exchange_maker_pool(maker), texts->len);
	memcpy(kept, texts->str, texts->len);
	hc_exchange_draft_list(draft, name);
	g_assert_cmpuint(hc_exchange_draft_elements(draft, kept, texts->len), ==,
		g_strv_length((GStrv)(guintptr)elements));
}

static void
assert_same_list(const char *const *a, const char *const *b)
{
	for (; *a != NULL && *b != NULL; a++, b++)
		g_assert_cmpstr(*a, ==, *b);
	g_assert_true(*a == NULL && *b == NULL);
}

static void
assert_same(const HcExchangeObject *a, const HcExchangeObject *b)
{
	g_assert_cmpuint(hc_exchange_n_properties(a), ==, hc_exchange_n_properties(b));
	for (guint i = 0; i < hc_exchange_n_properties(a); i++) {
		HcShape shape_a = HC_SHAPE_NULL;
		HcShape shape_b = HC_SHAPE_NULL;
		const char *name = hc_exchange_property_at(a, i, &shape_a);

		g_assert_cmpstr(name, ==, hc_exchange_property_at(b, i, &shape_b));
		g_assert_cmpint(shape_a, ==, shape_b);
		g_assert_cmpint(hc_exchange_is_empty(a, name), ==, hc_exchange_is_empty(b, name));
		assert_same_list(hc_exchange_list(a, name), hc_exchange_list(b, name));
		g_assert_cmpstr(hc_exchange_text(a, name), ==, hc_exchange_text(b, name));
	}
	g_assert_cmpstr(hc_exchange_identity(a), ==, hc_exchange_identity(b));
}

/* --- whatever is put, in whatever order ---------------------------------------------------------
 */

static const char *const spellings[] = { "Identity", "Name", "NAME", "Guid", "guid", "Id", "Server",
	"Fqdn", "Enabled", "RequireTLS", "RequireTls", "Bindings", "RemoteIPRanges", "Comment",
	"TlsDomain", "MaxMessageSize", "AuthMechanism", "PermissionGroups", "Thumbprint", "Port" };
static const char *const values[] = {
	"", "True", "False", "E1\\Default", "mail.contoso.example",
	"AnonymousUsers, ExchangeServers, ExchangeLegacyServers, ExchangeUsers, Partners and so on"
};

/* What a reader does to a draft is done to an object as well. */
static void
step(GRand *dice, HcExchangeDraft *draft, HcExchangeMaker *maker, HcExchangeObject *object)
{
	const char *spelling = spellings[g_rand_int_range(dice, 0, G_N_ELEMENTS(spellings))];
	const char *value = values[g_rand_int_range(dice, 0, G_N_ELEMENTS(values))];
	const char *elements[] = { value, "198.51.100.0/24", value, NULL };
	HcExchangeName *name = hc_exchange_maker_name(maker, spelling);

	g_assert_cmpint(hc_exchange_draft_has(draft, name), ==, hc_exchange_has(object, spelling));
	switch (g_rand_int_range(dice, 0, 8)) {
	case 0:
		hc_exchange_draft_null(draft, name);
		hc_exchange_put_null(object, spelling);
		break;
	case 1:
		hc_exchange_draft_drop(draft, name);
		hc_exchange_remove(object, spelling);
		break;
	case 2:
		if (g_rand_boolean(dice))
			put_list(draft, name, elements);
		else
			put_together(draft, maker, name, elements);
		hc_exchange_put_list(object, spelling, elements);
		break;
	case 3:
		hc_exchange_draft_list(draft, name);
		hc_exchange_put_list(object, spelling, NULL);
		break;
	default:
		put(draft, name, value);
		hc_exchange_put_text(object, spelling, value);
		break;
	}
}

static void
test_like_put(void)
{
	g_autoptr(HcExchangeMaker) maker = hc_exchange_maker_new();
	g_autoptr(HcExchangeDraft) draft = hc_exchange_draft_new(maker);
	g_autoptr(GPtrArray) made = g_ptr_array_new();
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	GRand *dice = g_rand_new_with_seed(20260915);

	for (guint i = 0; i < ROUNDS; i++) {
		HcExchangeObject *object =
			hc_exchange_object_new(HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR);

		for (gint n = g_rand_int_range(dice, 0, STEPS); n > 0; n--)
			step(dice, draft, maker, object);
		g_ptr_array_add(wanted, object);
		g_ptr_array_add(made,
			hc_exchange_draft_finish(draft, HC_SIDE_TENANT, HC_KIND_INBOUND_CONNECTOR));
	}
	for (guint i = 0; i < ROUNDS; i++) {
		assert_same(made->pdata[i], wanted->pdata[i]);
		g_assert_cmpint(hc_exchange_side(made->pdata[i]), ==, HC_SIDE_TENANT);
		g_assert_cmpint(hc_exchange_kind(made->pdata[i]), ==, HC_KIND_INBOUND_CONNECTOR);
	}
	/* In another order than they were made, with what they shared going last. */
	for (guint i = ROUNDS; i > 0; i--) {
		hc_exchange_object_free(made->pdata[i - 1]);
		hc_exchange_object_free(wanted->pdata[i - 1]);
	}
	g_rand_free(dice);
}

/* --- sharing ------------------------------------------------------------------------------------
 */

static HcExchangeObject *
domain(HcExchangeDraft *draft, HcExchangeMaker *maker, const char *name, const char *type)
{
	put(draft, hc_exchange_maker_name(maker, "DomainName"), name);
	put(draft, hc_exchange_maker_name(maker, "DomainType"), type);
	return hc_exchange_draft_finish(draft, HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
}

static void
test_repeated_values(void)
{
	HcExchangeMaker *maker = hc_exchange_maker_new();
	HcExchangeDraft *draft = hc_exchange_draft_new(maker);
	g_autoptr(HcExchangeObject) first = domain(draft, maker, "a.example", "Authoritative");
	g_autoptr(HcExchangeObject) second = domain(draft, maker, "b.example", "Authoritative");
	g_autoptr(HcExchangeObject) third = domain(draft, maker, "c.example", "Authoritative");
	g_autoptr(HcExchangeObject) other = domain(draft, maker, "c.example", "InternalRelay");

	hc_exchange_draft_free(draft);
	hc_exchange_maker_free(maker);
	g_assert_true(
		hc_exchange_text(second, "DomainType") == hc_exchange_text(third, "DomainType"));
	g_assert_cmpstr(hc_exchange_text(first, "DomainType"), ==, "Authoritative");
	g_assert_cmpstr(hc_exchange_text(third, "DomainType"), ==, "Authoritative");
	g_assert_cmpstr(hc_exchange_text(other, "DomainType"), ==, "InternalRelay");
	g_assert_cmpstr(hc_exchange_text(other, "DomainName"), ==, "c.example");
}

/* --- while several are open, and afterwards -----------------------------------------------------
 */

static void
test_one_inside_another(void)
{
	g_autoptr(HcExchangeMaker) maker = hc_exchange_maker_new();
	g_autoptr(HcExchangeDraft) outer = hc_exchange_draft_new(maker);
	g_autoptr(HcExchangeDraft) inner = hc_exchange_draft_new(maker);
	HcExchangeName *name = hc_exchange_maker_name(maker, "Name");
	HcExchangeName *port = hc_exchange_maker_name(maker, "Port");
	g_autoptr(HcExchangeObject) whole = NULL;
	g_autoptr(HcExchangeObject) part = NULL;
	g_autoptr(HcExchangeObject) nothing = NULL;

	put(outer, name, "outer");
	put(inner, name, "dropped");
	hc_exchange_draft_clear(inner);
	g_assert_false(hc_exchange_draft_has(inner, name));
	put(inner, port, "25");
	part = hc_exchange_draft_finish(inner, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	put(outer, port, "587");
	whole = hc_exchange_draft_finish(outer, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	nothing = hc_exchange_draft_finish(outer, HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);
	g_assert_cmpuint(hc_exchange_n_properties(part), ==, 1);
	g_assert_cmpstr(hc_exchange_text(part, "Port"), ==, "25");
	g_assert_cmpstr(hc_exchange_text(whole, "Name"), ==, "outer");
	g_assert_cmpstr(hc_exchange_text(whole, "Port"), ==, "587");
	g_assert_cmpuint(hc_exchange_n_properties(nothing), ==, 0);
}

/* A made object is changed and copied like any other, and those of its form stay as they are. */
static void
test_changed_later(void)
{
	g_autoptr(HcExchangeMaker) maker = hc_exchange_maker_new();
	g_autoptr(HcExchangeDraft) draft = hc_exchange_draft_new(maker);
	HcExchangeName *bindings = hc_exchange_maker_name(maker, "Bindings");
	g_autoptr(HcExchangeObject) object = NULL;
	g_autoptr(HcExchangeObject) neighbour = NULL;
	g_autoptr(HcExchangeObject) copy = NULL;

	put_list(draft, bindings, (const char *const[]){ "0.0.0.0:25", "[::]:25", NULL });
	object = domain(draft, maker, "a.example", "Authoritative");
	put_list(draft, bindings, (const char *const[]){ "0.0.0.0:587", NULL });
	neighbour = domain(draft, maker, "b.example", "Authoritative");
	g_assert_cmpstr(hc_exchange_text(object, "bindings"), ==, "0.0.0.0:25, [::]:25");
	copy = hc_exchange_object_copy(object);
	hc_exchange_put_text(object, "Bindings", hc_exchange_text(object, "Bindings"));
	hc_exchange_put_text(object, "Name", "new");
	g_assert_true(hc_exchange_remove(object, "DomainType"));
	assert_same(copy, copy);
	g_assert_cmpstr(hc_exchange_text(object, "Bindings"), ==, "0.0.0.0:25, [::]:25");
	g_assert_cmpstr(hc_exchange_list(object, "Bindings")[0], ==, "0.0.0.0:25, [::]:25");
	g_assert_cmpstr(hc_exchange_identity(object), ==, "new");
	g_assert_false(hc_exchange_has(object, "DomainType"));
	g_assert_cmpstr(hc_exchange_list(copy, "Bindings")[1], ==, "[::]:25");
	g_assert_cmpstr(hc_exchange_text(copy, "DomainType"), ==, "Authoritative");
	g_assert_false(hc_exchange_has(copy, "Name"));
	g_assert_cmpstr(hc_exchange_text(neighbour, "DomainType"), ==, "Authoritative");
	g_assert_cmpstr(hc_exchange_text(neighbour, "Bindings"), ==, "0.0.0.0:587");
	g_assert_cmpuint(hc_exchange_n_properties(neighbour), ==, 3);
}

/* Where an object was seen is one record for all that came with one answer. */
static void
test_origin(void)
{
	g_autoptr(HcExchangeMaker) maker = hc_exchange_maker_new();
	g_autoptr(HcExchangeDraft) draft = hc_exchange_draft_new(maker);
	HcExchangeObject *first = domain(draft, maker, "a.example", "Authoritative");
	g_autoptr(HcExchangeObject) second = domain(draft, maker, "b.example", "Authoritative");
	HcOrigin origin = { .input = g_strdup("a.clixml"), .as_of = 7 };

	g_assert_cmpint(hc_exchange_origin(first)->as_of, ==, HC_TIME_NONE);
	g_assert_null(hc_exchange_origin(first)->input);
	hc_exchange_set_origin(first, &origin);
	hc_exchange_share_origin(second, first);
	hc_origin_clear(&origin);
	origin.as_of = 8;
	hc_exchange_set_origin(first, &origin);
	g_assert_cmpint(hc_exchange_origin(first)->as_of, ==, 8);
	hc_exchange_object_free(first);
	g_assert_cmpstr(hc_exchange_origin(second)->input, ==, "a.clixml");
	g_assert_cmpint(hc_exchange_origin(second)->as_of, ==, 7);
}

/* More names than are looked through one by one, all found in any case and none besides. */
static void
test_many_names(void)
{
	g_autoptr(HcExchangeMaker) maker = hc_exchange_maker_new();
	g_autoptr(HcExchangeDraft) draft = hc_exchange_draft_new(maker);
	g_autoptr(HcExchangeObject) object = NULL;

	for (guint i = 0; i < 3000; i++) {
		g_autofree char *name = g_strdup_printf("Property%uX", i);

		put(draft, hc_exchange_maker_name(maker, name), name);
	}
	object = hc_exchange_draft_finish(draft, HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);
	for (guint i = 0; i < 3000; i++) {
		g_autofree char *name = g_strdup_printf("Property%uX", i);
		g_autofree char *lower = g_ascii_strdown(name, -1);
		g_autofree char *other = g_strdup_printf("Property%uY", i);

		g_assert_cmpstr(hc_exchange_text(object, lower), ==, name);
		g_assert_false(hc_exchange_has(object, other));
	}
	g_assert_false(hc_exchange_has(object, ""));
}

/* One that is refused right after it was made makes room for the next one. */
static void
test_refused(void)
{
	g_autoptr(HcExchangeMaker) maker = hc_exchange_maker_new();
	g_autoptr(HcExchangeDraft) draft = hc_exchange_draft_new(maker);
	HcExchangeObject *kept = domain(draft, maker, "a.example", "Authoritative");
	HcExchangeObject *refused = domain(draft, maker, "b.example", "InternalRelay");
	const gsize place = (gsize)refused;
	HcExchangeObject *next = NULL;

	hc_exchange_object_free(refused);
	next = domain(draft, maker, "c.example", "ExternalRelay");
	g_assert_cmpuint((gsize)next, ==, place);
	g_assert_cmpstr(hc_exchange_text(kept, "DomainName"), ==, "a.example");
	hc_exchange_object_free(kept);
	g_assert_cmpstr(hc_exchange_text(next, "DomainName"), ==, "c.example");
	hc_exchange_object_free(next);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/exchange-draft/like-put", test_like_put);
	g_test_add_func("/evidence/exchange-draft/repeated-values", test_repeated_values);
	g_test_add_func("/evidence/exchange-draft/one-inside-another", test_one_inside_another);
	g_test_add_func("/evidence/exchange-draft/changed-later", test_changed_later);
	g_test_add_func("/evidence/exchange-draft/origin", test_origin);
	g_test_add_func("/evidence/exchange-draft/many-names", test_many_names);
	g_test_add_func("/evidence/exchange-draft/refused", test_refused);
	return g_test_run();
}
