/*
 * One way up from a leaf.  Room: certs.
 *
 * OpenSSL builds the path and checks extensions, path lengths and name constraints; it is told to
 * go on behind each fault, so that all of them are known.  Signatures and validity are checked
 * here: the issuers of one organisation's certificates are the same, and their signatures are then
 * verified once (certs/known.h).
 *
 * Its security level is 0, so that weak keys are followed and can be named. X509_V_FLAG_X509_STRICT
 * is on: what only that finds is a remark (certs/chain-fault.h).
 */
#include "certs/chain-path.h"

#include "agent/base/limits.h"

#include <openssl/err.h>

typedef struct {
	int code;
	guint at;
} Found;

void
hc_chain_path_free(HcChainPath *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->certs);
	g_array_unref(self->faults);
	g_free(self);
}

const HcChainFault *
hc_chain_path_fault(const HcChainPath *self, HcChainWeight weight)
{
	for (guint i = 0; i < self->faults->len; i++) {
		const HcChainFault *fault = &g_array_index(self->faults, HcChainFault, i);

		if (fault->weight == weight)
			return fault;
	}
	return NULL;
}

/* --- OpenSSL's part --------------------------------------------------------------------------- */

/* Notes the fault and lets OpenSSL go on. */
static int
note_found(int ok, X509_STORE_CTX *context)
{
	GArray *founds = X509_STORE_CTX_get_app_data(context);
	Found found = {
		.code = X509_STORE_CTX_get_error(context),
		.at = (guint)MAX(X509_STORE_CTX_get_error_depth(context), 0),
	};

	if (ok != 1)
		g_array_append_val(founds, found);
	return 1;
}

static int
leave_to_us(X509_STORE_CTX *context)
{
	(void)context;
	return 1;
}

static X509_STORE *
store_of(const GPtrArray *anchors)
{
	X509_STORE *store = X509_STORE_new();

	for (guint i = 0; i < anchors->len; i++) {
		const HcKnown *known = g_ptr_array_index(anchors, i);

		X509_STORE_add_cert(store, known->x509);
	}
	return store;
}

static STACK_OF(X509) * stack_of(const GPtrArray *given)
{
	STACK_OF(X509) *stack = sk_X509_new_null();

	/* The stack only borrows them. */
	for (guint i = 0; i < given->len; i++) {
		const HcKnown *known = g_ptr_array_index(given, i);

		sk_X509_push(stack, known->x509);
	}
	return stack;
}

static void
set_parameters(X509_STORE_CTX *context, HcTime when)
{
	X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);

	X509_VERIFY_PARAM_set_time(parameters, (time_t)(when / HC_TIME_SECOND));
	X509_VERIFY_PARAM_set_auth_level(parameters, 0);
	X509_VERIFY_PARAM_set_depth(parameters, HC_LIMIT_CHAIN_DEPTH);
	X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT);
}

/* The one whose decoded form this is: OpenSSL passes on what it was given. */
static HcKnown *
known_of(const X509 *cert, HcKnown *leaf, const GPtrArray *given, const GPtrArray *anchors)
{
	const GPtrArray *lists[] = { given, anchors };

	if (leaf->x509 == cert)
		return leaf;
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint k = 0; k < lists[i]->len; k++) {
			HcKnown *known = g_ptr_array_index(lists[i], k);

			if (known->x509 == cert)
				return known;
		}
	}
	return NULL;
}

static gboolean
is_among(const HcKnown *known, const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		const HcKnown *one = g_ptr_array_index(list, i);

		if (g_bytes_equal(one->facts->der, known->facts->der))
			return TRUE;
	}
	return FALSE;
}

/* --- our part --------------------------------------------------------------------------------- */

static void
add_fault(HcChainPath *self, int code, guint at)
{
	const HcKnown *known = g_ptr_array_index(self->certs, at);
	gboolean is_anchor = self->anchored && at + 1 == self->certs->len;
	HcChainFault fault = hc_chain_fault_of(code, at, known->x509, is_anchor);

	g_array_append_val(self->faults, fault);
}

static void
check_validity(HcChainPath *self, guint at, HcTime when)
{
	const HcKnown *known = g_ptr_array_index(self->certs, at);
	const HcCertFacts *facts = known->facts;

	if (facts->not_before == HC_TIME_NONE || facts->not_after == HC_TIME_NONE)
		add_fault(self, X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, at);
	else if (when < facts->not_before)
		add_fault(self, X509_V_ERR_CERT_NOT_YET_VALID, at);
	/* notAfter is the last second within (RFC 5280 4.1.2.5). */
	else if (when >= facts->not_after + HC_TIME_SECOND)
		add_fault(self, X509_V_ERR_CERT_HAS_EXPIRED, at);
}

/* A root's own signature proves nothing and is not looked at. */
static void
check_path(HcChainPath *self, HcTime when)
{
	for (guint at = self->certs->len; at-- > 0;) {
		HcKnown *known = g_ptr_array_index(self->certs, at);

		if (at + 1 < self->certs->len &&
			!hc_known_is_signed_by(known, g_ptr_array_index(self->certs, at + 1)))
			add_fault(self, X509_V_ERR_CERT_SIGNATURE_FAILURE, at);
		check_validity(self, at, when);
	}
}

static void
take_founds(HcChainPath *self, const GArray *founds)
{
	for (guint i = 0; i < founds->len; i++) {
		const Found *found = &g_array_index(founds, Found, i);

		add_fault(self, found->code, MIN(found->at, self->certs->len - 1));
	}
}

static void
take_certs(HcChainPath *self, const STACK_OF(X509) * chain, HcKnown *leaf, const GPtrArray *given,
	const GPtrArray *anchors)
{
	int n = chain != NULL ? sk_X509_num(chain) : 0;

	for (int i = 0; i < n; i++) {
		HcKnown *known = known_of(sk_X509_value(chain, i), leaf, given, anchors);

		if (known != NULL)
			g_ptr_array_add(self->certs, hc_known_ref(known));
	}
	if (self->certs->len == 0)
		g_ptr_array_add(self->certs, hc_known_ref(leaf));
}

/* Why @known is not the issuer of @last; NULL if nobody would take it for that. */
static const char *
why_unfit(const HcKnown *known, const HcKnown *last)
{
	switch (X509_check_issued(known->x509, last->x509)) {
	case X509_V_ERR_SUBJECT_ISSUER_MISMATCH:
		return NULL;
	case X509_V_ERR_AKID_SKID_MISMATCH:
	case X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH:
		return "the one of that name at hand has another key";
	}
	return "the one of that name at hand does not fit";
}

static const char *
first_unfit(const HcKnown *last, const GPtrArray *given, const GPtrArray *anchors)
{
	const GPtrArray *lists[] = { given, anchors };
	const char *why = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint k = 0; why == NULL && k < lists[i]->len; k++)
			why = why_unfit(g_ptr_array_index(lists[i], k), last);
	}
	return why;
}

HcChainPath *
hc_chain_path_find(HcKnown *leaf, const GPtrArray *given, const GPtrArray *anchors, HcTime when)
{
	HcChainPath *self = g_new0(HcChainPath, 1);
	g_autoptr(X509_STORE) store = store_of(anchors);
	g_autoptr(X509_STORE_CTX) context = X509_STORE_CTX_new();
	g_autoptr(GArray) founds = g_array_new(FALSE, FALSE, sizeof(Found));
	STACK_OF(X509) *stack = stack_of(given);
	const HcKnown *last = NULL;

	self->certs = g_ptr_array_new_with_free_func((GDestroyNotify)hc_known_unref);
	self->faults = g_array_new(FALSE, FALSE, sizeof(HcChainFault));
	X509_STORE_CTX_init(context, store, leaf->x509, stack);
	set_parameters(context, when);
	X509_STORE_CTX_set_app_data(context, founds);
	X509_STORE_CTX_set_verify_cb(context, note_found);
	X509_STORE_CTX_set_verify(context, leave_to_us);
	if (X509_verify_cert(context) != 1 && founds->len == 0) {
		Found failed = { .code = X509_STORE_CTX_get_error(context) };

		g_array_append_val(founds, failed);
	}
	take_certs(self, X509_STORE_CTX_get0_chain(context), leaf, given, anchors);
	last = g_ptr_array_index(self->certs, self->certs->len - 1);
	self->anchored = last->facts->self_issued && is_among(last, anchors);
	take_founds(self, founds);
	check_path(self, when);
	if (hc_chain_path_fault(self, HC_CHAIN_WEIGHS_MISSING) != NULL)
		self->unfit = first_unfit(last, given, anchors);
	sk_X509_free(stack);
	ERR_clear_error();
	return self;
}
