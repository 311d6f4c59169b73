/* Exchange objects as property bags: the four states of a property, typed getters, identity. */
#include "agent/evidence/exchange.h"

static HcExchangeObject *
connector(const char *identity, const char *name, const char *guid)
{
	HcExchangeObject *object =
		hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_RECEIVE_CONNECTOR);

	if (identity != NULL)
		hc_exchange_put_text(object, "Identity", identity);
	if (name != NULL)
		hc_exchange_put_text(object, "Name", name);
	if (guid != NULL)
		hc_exchange_put_text(object, "Guid", guid);
	return object;
}

/* Elements of @list; -1 for NULL. */
static gint
count(const char *const *list)
{
	gint n = 0;

	if (list == NULL)
		return -1;
	while (list[n] != NULL)
		n++;
	return n;
}

static void
test_four_states(void)
{
	static const char *const two[] = { "a", "b", NULL };
	static const struct {
		const char *property;
		const char *text;
		gint n_elements; /* -1: no list */
		gboolean is_empty;
	} rows[] = {
		{ "Absent", NULL, -1, FALSE },
		{ "Null", "", 0, TRUE },
		{ "EmptyText", "", 0, TRUE },
		{ "EmptyList", "", 0, TRUE },
		{ "ListOfNothing", "", 0, TRUE },
		{ "Text", "x, y", 1, FALSE },
		{ "List", "a, b", 2, FALSE },
		{ "Joined", "c, d, e", 3, FALSE },
		{ "JoinedOne", "c", 1, FALSE },
		{ "JoinedEmpty", "", 0, TRUE },
		{ "lISt", "a, b", 2, FALSE },
	};
	g_autoptr(HcExchangeObject) object = connector(NULL, NULL, NULL);

	hc_exchange_put_null(object, "Null");
	hc_exchange_put_text(object, "EmptyText", "");
	hc_exchange_put_list(object, "EmptyList", NULL);
	hc_exchange_put_list(object, "ListOfNothing", (const char *const[]){ "", "", NULL });
	hc_exchange_put_text(object, "Text", "x, y");
	hc_exchange_put_list(object, "List", two);
	hc_exchange_put_joined(object, "Joined", "c, d, e");
	hc_exchange_put_joined(object, "JoinedOne", "c");
	hc_exchange_put_joined(object, "JoinedEmpty", "");
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *const *list = hc_exchange_list(object, rows[i].property);

		g_assert_cmpint(
			hc_exchange_has(object, rows[i].property), ==, rows[i].text != NULL);
		g_assert_cmpint(
			hc_exchange_is_empty(object, rows[i].property), ==, rows[i].is_empty);
		g_assert_cmpstr(hc_exchange_text(object, rows[i].property), ==, rows[i].text);
		g_assert_cmpint(count(list), ==, rows[i].n_elements);
	}
	g_assert_cmpstr(hc_exchange_list(object, "Joined")[2], ==, "e");
	g_assert_cmpstr(hc_exchange_list(object, "Text")[0], ==, "x, y");
}

static void
test_bool(void)
{
	static const struct {
		const char *value;
		HcTri wanted;
	} rows[] = {
		{ "True", HC_TRI_YES },
		{ "true", HC_TRI_YES },
		{ "FALSE", HC_TRI_NO },
		{ "", HC_TRI_UNKNOWN },
		{ "1", HC_TRI_UNKNOWN },
		{ "$true", HC_TRI_UNKNOWN },
		{ NULL, HC_TRI_UNKNOWN },
	};
	g_autoptr(HcExchangeObject) object = connector(NULL, NULL, NULL);

	g_assert_cmpint(hc_exchange_bool(object, "RequireTLS"), ==, HC_TRI_UNKNOWN);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		hc_exchange_put_text(object, "RequireTLS", rows[i].value);
		g_assert_cmpint(hc_exchange_bool(object, "RequireTls"), ==, rows[i].wanted);
	}
}

static void
test_int(void)
{
	static const struct {
		const char *value;
		gboolean readable;
		gint64 wanted;
	} rows[] = {
		{ "25", TRUE, 25 },
		{ "-1", TRUE, -1 },
		{ "9223372036854775807", TRUE, G_MAXINT64 },
		{ "9223372036854775808", FALSE, 7 },
		{ "Unlimited", FALSE, 7 },
		{ "25 ", FALSE, 7 },
		{ "0x19", FALSE, 7 },
		{ "", FALSE, 7 },
	};
	g_autoptr(HcExchangeObject) object = connector(NULL, NULL, NULL);
	gint64 value = 7;

	g_assert_false(hc_exchange_int(object, "Port", &value));
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		value = 7;
		hc_exchange_put_text(object, "Port", rows[i].value);
		g_assert_cmpint(hc_exchange_int(object, "Port", &value), ==, rows[i].readable);
		g_assert_cmpint(value, ==, rows[i].wanted);
	}
}

static void
test_time(void)
{
	static const struct {
		const char *value;
		const char *wanted;
	} rows[] = {
		{ "02/19/2022 03:26:38", "2022-02-19T03:26:38Z" },
		{ "02/19/2022 03:26:38.96", "2022-02-19T03:26:38.096Z" },
		{ "2022-02-19T03:26:38Z", "2022-02-19T03:26:38Z" },
		{ "2022-02-19T04:26:38.5+01:00", "2022-02-19T03:26:38.500Z" },
		{ "2022-02-19T03:26:38", "2022-02-19T03:26:38Z" },
		{ "2022-02-19T03:26:38.1234567", "2022-02-19T03:26:38.123456Z" },
		{ "19.02.2022 03:26:38", NULL },
		{ "yesterday", NULL },
		{ "", NULL },
	};
	g_autoptr(HcExchangeObject) object = connector(NULL, NULL, NULL);

	g_assert_cmpint(hc_exchange_time(object, "WhenChangedUTC"), ==, HC_TIME_NONE);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *printed = NULL;

		hc_exchange_put_text(object, "WhenChangedUTC", rows[i].value);
		printed = hc_when_format(hc_exchange_time(object, "WhenChangedUTC"));
		g_assert_cmpstr(printed, ==, rows[i].wanted);
	}
}

static void
test_replace_and_remove(void)
{
	g_autoptr(HcExchangeObject) object = connector(NULL, "n", NULL);
	g_autoptr(HcExchangeObject) copy = NULL;
	HcShape shape = HC_SHAPE_NULL;

	hc_exchange_put_list(object, "Bindings", (const char *const[]){ "0.0.0.0:25", NULL });
	hc_exchange_put_text(object, "TlsDomain", "a.contoso.example");
	hc_exchange_put_text(object, "TLSDOMAIN", "b.contoso.example");
	hc_exchange_put_text(object, "TlsDomain", hc_exchange_text(object, "TlsDomain"));
	g_assert_cmpuint(hc_exchange_n_properties(object), ==, 3);
	g_assert_cmpstr(hc_exchange_property_at(object, 2, &shape), ==, "TlsDomain");
	g_assert_cmpint(shape, ==, HC_SHAPE_TEXT);
	g_assert_cmpstr(hc_exchange_text(object, "TlsDomain"), ==, "b.contoso.example");

	copy = hc_exchange_object_copy(object);
	g_assert_true(hc_exchange_remove(object, "name"));
	g_assert_false(hc_exchange_remove(object, "name"));
	g_assert_cmpstr(hc_exchange_property_at(object, 0, &shape), ==, "Bindings");
	g_assert_cmpint(shape, ==, HC_SHAPE_LIST);
	hc_exchange_put_null(object, "Bindings");
	g_assert_cmpstr(hc_exchange_property_at(object, 0, &shape), ==, "Bindings");
	g_assert_cmpint(shape, ==, HC_SHAPE_NULL);

	g_assert_cmpuint(hc_exchange_n_properties(copy), ==, 3);
	g_assert_cmpstr(hc_exchange_text(copy, "Bindings"), ==, "0.0.0.0:25");
	hc_exchange_put_text(copy, "Port", "25");
	g_assert_false(hc_exchange_has(object, "Port"));
}

static void
test_many_properties(void)
{
	g_autoptr(HcExchangeObject) object = connector(NULL, NULL, NULL);

	for (guint i = 0; i < 243; i++) {
		g_autofree char *name = g_strdup_printf("Property%u", i);

		hc_exchange_put_text(object, name, name);
	}
	g_assert_cmpuint(hc_exchange_n_properties(object), ==, 243);
	g_assert_cmpstr(hc_exchange_text(object, "Property0"), ==, "Property0");
	g_assert_cmpstr(hc_exchange_text(object, "property242"), ==, "Property242");
}

static void
test_text_is_made_valid(void)
{
	g_autoptr(HcExchangeObject) object = connector(NULL, NULL, NULL);

	hc_exchange_put_text(object, "Comment", "caf\xE9");
	hc_exchange_put_list(object, "Lines", (const char *const[]){ "ok", "\xFF", NULL });
	g_assert_cmpstr(hc_exchange_text(object, "Comment"), ==, "caf\uFFFD");
	g_assert_cmpstr(hc_exchange_text(object, "Lines"), ==, "ok, \uFFFD");
	g_assert_cmpstr(hc_exchange_list(object, "Lines")[1], ==, "\uFFFD");
}

static void
test_identity(void)
{
	static const struct {
		const char *identity, *name, *guid, *wanted;
	} rows[] = {
		{ "E1\\Default", "Default", "g", "E1\\Default" },
		{ "", "Default", "g", "Default" },
		{ NULL, NULL, "g", "g" },
		{ NULL, NULL, NULL, "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcExchangeObject) object =
			connector(rows[i].identity, rows[i].name, rows[i].guid);

		g_assert_cmpstr(hc_exchange_identity(object), ==, rows[i].wanted);
	}
}

static void
test_is_named(void)
{
	g_autoptr(HcExchangeObject) object = connector("E1\\Default", "Default", "g-1");

	hc_exchange_put_text(object, "DistinguishedName", "CN=Default,CN=E1");
	hc_exchange_put_text(object, "Thumbprint", "AB");
	hc_exchange_put_text(object, "Comment", "");
	g_assert_true(hc_exchange_is_named(object, "e1\\default"));
	g_assert_true(hc_exchange_is_named(object, "DEFAULT"));
	g_assert_true(hc_exchange_is_named(object, "G-1"));
	g_assert_true(hc_exchange_is_named(object, "cn=default,cn=e1"));
	g_assert_true(hc_exchange_is_named(object, "ab"));
	g_assert_false(hc_exchange_is_named(object, "E2\\Default"));
	g_assert_false(hc_exchange_is_named(object, ""));
	g_assert_false(hc_exchange_is_named(object, NULL));
}

static void
test_same_identity(void)
{
	typedef struct {
		const char *identity, *name, *guid, *server;
	} Object;
	static const struct {
		Object a, b;
		gboolean same;
	} rows[] = {
		{ { "i", "n", "g1", "E1" }, { "other", "m", "G1", "E2" }, TRUE },
		{ { "i", "n", "g1", "E1" }, { "i", "n", "g2", "E1" }, FALSE },
		{ { "i", "n", "g1", "E1" }, { "I", "m", NULL, NULL }, TRUE },
		{ { "i", "n", NULL, "E1" }, { "j", "n", "g1", "E1" }, FALSE },
		{ { NULL, "n", NULL, "E1" }, { "j", "N", "g", "e1.contoso.example" }, TRUE },
		{ { NULL, "n", NULL, "E1" }, { NULL, "n", NULL, "E2" }, FALSE },
		{ { NULL, "n", NULL, NULL }, { NULL, "n", NULL, NULL }, TRUE },
		{ { NULL, "n", NULL, NULL }, { NULL, "n", NULL, "E1" }, FALSE },
		{ { NULL, NULL, NULL, "E1" }, { NULL, NULL, NULL, "E1" }, FALSE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(HcExchangeObject) a =
			connector(rows[i].a.identity, rows[i].a.name, rows[i].a.guid);
		g_autoptr(HcExchangeObject) b =
			connector(rows[i].b.identity, rows[i].b.name, rows[i].b.guid);

		hc_exchange_set_server(a, rows[i].a.server);
		hc_exchange_set_server(b, rows[i].b.server);
		g_assert_cmpint(hc_exchange_has_identity_of(a, b), ==, rows[i].same);
		g_assert_cmpint(hc_exchange_has_identity_of(b, a), ==, rows[i].same);
	}
}

static HcExchangeObject *
certificate(const char *thumbprint, const char *raw, const char *server)
{
	HcExchangeObject *object =
		hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_EXCHANGE_CERTIFICATE);

	if (thumbprint != NULL)
		hc_exchange_put_text(object, "Thumbprint", thumbprint);
	if (raw != NULL)
		hc_exchange_put_text(object, "RawData", raw);
	hc_exchange_set_server(object, server);
	return object;
}

static void
test_same_certificate(void)
{
	g_autoptr(HcExchangeObject) a = certificate("AB", "MII=", "E1");
	g_autoptr(HcExchangeObject) other_server = certificate("AB", "MII=", "E2");
	g_autoptr(HcExchangeObject) raw_only = certificate(NULL, "MII=", "E1");
	g_autoptr(HcExchangeObject) other = certificate("CD", "MII=", "E1");
	g_autoptr(HcExchangeObject) send =
		hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_SEND_CONNECTOR);

	g_assert_true(hc_exchange_has_identity_of(a, raw_only));
	g_assert_false(hc_exchange_has_identity_of(a, other_server));
	g_assert_false(hc_exchange_has_identity_of(a, other));
	g_assert_false(hc_exchange_has_identity_of(a, send));
}

static void
test_words(void)
{
	HcKind kind = HC_KIND_ACCEPTED_DOMAIN;
	HcSide side = HC_SIDE_ONPREM;

	for (guint i = 0; i < HC_N_KINDS; i++) {
		g_autofree char *upper = g_ascii_strup(hc_kind_noun((HcKind)i), -1);

		g_assert_true(hc_kind_from_noun(upper, &kind));
		g_assert_cmpuint(kind, ==, i);
	}
	g_assert_false(hc_kind_from_noun("Mailbox", &kind));
	g_assert_true(hc_side_from_word("tenant", &side));
	g_assert_cmpint(side, ==, HC_SIDE_TENANT);
	g_assert_cmpstr(hc_side_word(HC_SIDE_ONPREM), ==, "on-premises");
	g_assert_false(hc_side_from_word("cloud", &side));
	g_assert_true(hc_kind_is_single(HC_KIND_HYBRID_CONFIGURATION));
	g_assert_false(hc_kind_is_single(HC_KIND_SEND_CONNECTOR));
}

static HcExchangeObject *
copy_on(HcSide side, const char *server)
{
	HcExchangeObject *object = hc_exchange_object_new(side, HC_KIND_SEND_CONNECTOR);

	hc_exchange_put_text(object, "Identity", "Outbound to Office 365");
	hc_exchange_set_server(object, server);
	return object;
}

/* Every Edge server has its own copy of what EdgeSync brings; the organisation has one original. */
static void
test_edge_copies(void)
{
	g_autoptr(HcExchangeObject) one = copy_on(HC_SIDE_EDGE, "EDGE1");
	g_autoptr(HcExchangeObject) again = copy_on(HC_SIDE_EDGE, "edge1.contoso.example");
	g_autoptr(HcExchangeObject) two = copy_on(HC_SIDE_EDGE, "EDGE2");
	g_autoptr(HcExchangeObject) original = copy_on(HC_SIDE_ONPREM, NULL);
	g_autoptr(HcExchangeObject) seen_on = copy_on(HC_SIDE_ONPREM, "E1");

	g_assert_true(hc_exchange_has_identity_of(one, again));
	g_assert_false(hc_exchange_has_identity_of(one, two));
	g_assert_false(hc_exchange_has_identity_of(one, original));
	g_assert_true(hc_exchange_has_identity_of(original, seen_on));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/evidence/exchange/four-states", test_four_states);
	g_test_add_func("/evidence/exchange/bool", test_bool);
	g_test_add_func("/evidence/exchange/int", test_int);
	g_test_add_func("/evidence/exchange/time", test_time);
	g_test_add_func("/evidence/exchange/replace-and-remove", test_replace_and_remove);
	g_test_add_func("/evidence/exchange/many-properties", test_many_properties);
	g_test_add_func("/evidence/exchange/text-is-made-valid", test_text_is_made_valid);
	g_test_add_func("/evidence/exchange/identity", test_identity);
	g_test_add_func("/evidence/exchange/is-named", test_is_named);
	g_test_add_func("/evidence/exchange/same-identity", test_same_identity);
	g_test_add_func("/evidence/exchange/edge-copies", test_edge_copies);
	g_test_add_func("/evidence/exchange/same-certificate", test_same_certificate);
	g_test_add_func("/evidence/exchange/words", test_words);
	return g_test_run();
}
