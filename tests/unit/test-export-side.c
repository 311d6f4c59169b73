/* The side an object shows, whatever was read before it. */
#include "agent/parse/export/export-side.h"
#include "agent/parse/export/directory-name.h"

#define ROUNDS 20000

static const char *const parts[] = { "CN=x", "CN=y", "cn=z", "CN=a\\,b", " CN=x", "CN=Contoso",
	"CN=contoso.onmicrosoft.com", "OU=fabrikam.onmicrosoft.com", "CN=Configuration",
	"CN=ConfigurationUnits", "CN=configurationunits ", "CN=Configuration\\Units",
	"OU=Microsoft Exchange Hosted Organizations", "CN=Microsoft Exchange", "CN=Services",
	"CN={0E5F6B2A-1111-4222-8333-444455556666}", "DC=corp", "DC=contoso", "DC=example",
	"DC=PROD", "DC=OUTLOOK", "DC=COM", "nothing" };
/* Behind what is made up, so that there is a side to tell. */
static const char *const ends[] = { "", ",DC=corp,DC=example", ",DC=PROD,DC=OUTLOOK,DC=COM",
	",CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC=example",
	",CN=ConfigurationUnits,DC=PROD,DC=OUTLOOK,DC=COM",
	",CN=Configuration,CN={0E5F6B2A-1111-4222-8333-444455556666}" };

static char *
make_name(GRand *dice)
{
	GString *name = g_string_new(NULL);

	for (gint n = g_rand_int_range(dice, 0, 4); n > 0; n--)
		g_string_append_printf(name, "%s%s", name->len > 0 ? "," : "",
			parts[g_rand_int_range(dice, 0, G_N_ELEMENTS(parts))]);
	g_string_append(name, ends[g_rand_int_range(dice, 0, G_N_ELEMENTS(ends))]);
	return g_string_free(name, FALSE);
}

/* With names that share their tails, each is told as if it were the only one. */
static void
test_directory_names(void)
{
	HcExportSides sides;
	GRand *dice = g_rand_new_with_seed(20260915);
	guint n_known = 0;

	hc_export_sides_init(&sides);
	for (guint i = 0; i < ROUNDS; i++) {
		g_autoptr(HcExchangeObject) bag =
			hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN);
		g_autofree char *name = make_name(dice);
		g_autofree char *organisation = NULL;
		HcSide side = HC_SIDE_ONPREM;
		HcExportSide found = { FALSE, HC_SIDE_ONPREM, NULL };

		hc_exchange_put_text(bag, "DistinguishedName", name);
		hc_export_side_read(&sides, bag, &found);
		g_test_message("%s", name);
		g_assert_cmpint(
			found.known, ==, hc_directory_name_read(name, &side, &organisation));
		g_assert_cmpint(found.side, ==, side);
		g_assert_cmpstr(found.organisation, ==, organisation);
		n_known += (guint)found.known;
	}
	g_assert_cmpuint(n_known, >, ROUNDS / 2);
	g_rand_free(dice);
	hc_export_sides_clear(&sides);
}

/* One that shows nothing says nothing of the next one. */
static void
test_silent(void)
{
	static const struct {
		const char *property, *value;
		gboolean tells;
	} cases[] = {
		{ "Fqdn", "mail.contoso.example", FALSE },
		{ "Name", "x", FALSE },
		{ "SmtpDaneStatus", "x", TRUE },
		{ "OriginatingServer", "a.example", FALSE },
		{ "OriginatingServer", "a.prod.outlook.com", TRUE },
		{ "InitialDomain", "False", FALSE },
		{ "InitialDomain", "True", TRUE },
		{ "OrganizationId",
			"a/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com - b",
			TRUE },
		{ "Fqdn", "mail.contoso.example", FALSE },
	};
	HcExchangeObject *bags[G_N_ELEMENTS(cases)] = { NULL };
	HcExportSides sides;

	hc_export_sides_init(&sides);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		HcExportSide found = { FALSE, HC_SIDE_ONPREM, NULL };

		/* A copy shares the names with what it is a copy of. */
		bags[i] = i == 0 ? hc_exchange_object_new(HC_SIDE_ONPREM, HC_KIND_ACCEPTED_DOMAIN)
				 : hc_exchange_object_copy(bags[0]);
		hc_exchange_put_text(bags[i], cases[i].property, cases[i].value);
		hc_export_side_read(&sides, bags[i], &found);
		g_test_message("%s", cases[i].property);
		g_assert_cmpint(found.known, ==, cases[i].tells);
		g_assert_true(!found.known || found.side == HC_SIDE_TENANT);
	}
	hc_export_sides_clear(&sides);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		hc_exchange_object_free(bags[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/export-side/directory-names", test_directory_names);
	g_test_add_func("/parse/export-side/silent", test_silent);
	return g_test_run();
}
