/* The wizard's options as a set. */
#include "agent/hcw/selection.h"

#include <string.h>

static void
test_smallest(void)
{
	static const struct {
		guint wanted;
		guint smallest;
	} rows[] = {
		{ HC_HCW_NONE, HC_HCW_NONE },
		{ HC_HCW_USMC, HC_HCW_USMC },
		{ HC_HCW_USMC | HC_HCW_OAUTH, HC_HCW_USMC | HC_HCW_OAUTH },
		{ HC_HCW_USMC | HC_HCW_MF, HC_HCW_MF },
		{ HC_HCW_USMC | HC_HCW_MF | HC_HCW_ME | HC_HCW_DHA,
			HC_HCW_MF | HC_HCW_ME | HC_HCW_DHA },
		{ HC_HCW_FULL | HC_HCW_MF | HC_HCW_OAUTH | HC_HCW_USMC | HC_HCW_ME, HC_HCW_FULL },
		{ HC_HCW_FULL | HC_HCW_DHA | HC_HCW_USMC, HC_HCW_FULL | HC_HCW_DHA },
		{ HC_HCW_FULL | HC_HCW_OCT, HC_HCW_FULL | HC_HCW_OCT },
		{ HC_HCW_DHA | HC_HCW_OCT, HC_HCW_DHA | HC_HCW_OCT },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpuint(hc_selection_smallest(rows[i].wanted), ==, rows[i].smallest);
}

static void
test_words(void)
{
	static const struct {
		HcSelection bit;
		const char *code;
		gboolean confirmed;
		const char *label_has;
	} rows[] = {
		{ HC_HCW_NONE, "-", TRUE, "no rerun" },
		{ HC_HCW_USMC, "USMC", TRUE, "Update Secure Mail Certificate for connectors" },
		{ HC_HCW_MF, "MF", FALSE, "Organization FQDN" },
		{ HC_HCW_OAUTH, "OAUTH", FALSE, "OAuth" },
		{ HC_HCW_DHA, "DHA", TRUE, "Deploy dedicated Exchange hybrid app" },
		{ HC_HCW_ME, "ME", TRUE, "Migration Endpoint" },
		{ HC_HCW_OCT, "OCT", TRUE, "Organization Configuration Transfer" },
		{ HC_HCW_FULL, "FULL", TRUE, "Full Hybrid Configuration" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_assert_cmpstr(hc_selection_code(rows[i].bit), ==, rows[i].code);
		g_assert_nonnull(strstr(hc_selection_label(rows[i].bit), rows[i].label_has));
		g_assert_cmpint(
			hc_selection_label_is_confirmed(rows[i].bit), ==, rows[i].confirmed);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hcw/selection/smallest", test_smallest);
	g_test_add_func("/hcw/selection/words", test_words);
	return g_test_run();
}
