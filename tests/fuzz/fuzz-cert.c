/* One certificate as DER: whatever it is, the facts are text that can be shown, kept and read. */
#include "certs/cert.h"
#include "certs/dn.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_text(const char *text)
{
	g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void
assert_list(const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		assert_text(*list);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) der = g_bytes_new(data, size);
	g_autoptr(HcCertFacts) facts = hc_cert_from_der(der);

	g_assert_true((facts->head.why != NULL) == (facts->head.status == HC_FACT_MALFORMED));
	g_assert_true(facts->thumbprint != NULL && facts->sha256 != NULL);
	assert_text(facts->subject);
	assert_text(facts->issuer);
	assert_text(facts->subject_cn);
	assert_text(facts->key_type);
	assert_list((const char *const *)facts->dns_names);
	assert_list((const char *const *)facts->eku);
	assert_list((const char *const *)facts->crl_urls);
	assert_list((const char *const *)facts->ocsp_urls);
	assert_list((const char *const *)facts->issuer_urls);
	if (facts->head.status != HC_FACT_COLLECTED)
		return 0;
	g_assert_true(facts->serial != NULL && facts->signature_hash != NULL);
	g_assert_true(facts->not_before != HC_TIME_NONE && facts->not_after != HC_TIME_NONE);
	if (hc_dn_is_valid(facts->subject) && hc_dn_is_valid(facts->issuer)) {
		g_autofree char *name = hc_dn_identifier_format(facts->issuer, facts->subject);

		g_assert_true(hc_dn_identifier_equal(name, name));
	}
	return 0;
}
