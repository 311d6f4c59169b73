/* Sets of IP addresses.  Room: base. */
#include "agent/base/ipset.h"

#include "agent/base/error.h"
#include "agent/base/limits.h"
#include "agent/base/text.h"

#include <arpa/inet.h>
#include <string.h>

typedef enum { FAMILY_V4, FAMILY_V6, N_FAMILIES } Family;

/* 128 bits; an IPv4 address stands in the lowest 32. */
typedef struct {
	guint64 high;
	guint64 low;
} Address;

typedef struct {
	Address first;
	Address last;
} Range;

struct HcIpSet {
	GArray *ranges[N_FAMILIES]; /* Range */
};

/* --- addresses as numbers --------------------------------------------------------------------- */

static int
compare(const Address *a, const Address *b)
{
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	if (a->low != b->low)
		return a->low < b->low ? -1 : 1;
	return 0;
}

static guint
width_of(Family family)
{
	return family == FAMILY_V4 ? 32 : 128;
}

/* The lowest @n_bits set; @n_bits at most 128. */
static Address
low_bits(guint n_bits)
{
	Address mask = { 0, 0 };

	if (n_bits >= 64)
		mask.low = G_MAXUINT64;
	else
		mask.low = (G_GUINT64_CONSTANT(1) << n_bits) - 1;
	if (n_bits >= 128)
		mask.high = G_MAXUINT64;
	else if (n_bits > 64)
		mask.high = (G_GUINT64_CONSTANT(1) << (n_bits - 64)) - 1;
	return mask;
}

/* @b is @a + 1.  The highest IPv6 address has no successor. */
static gboolean
is_next(const Address *a, const Address *b)
{
	Address next = { a->high, a->low + 1 };

	if (next.low == 0 && ++next.high == 0)
		return FALSE;
	return compare(&next, b) == 0;
}

static guint64
big_endian_64(const guint8 *octets)
{
	guint64 value = 0;

	for (guint i = 0; i < 8; i++)
		value = value << 8 | octets[i];
	return value;
}

/* --- texts ------------------------------------------------------------------------------------ */

static gboolean
parse_address(const char *text, gsize length, Family *ret_family, Address *ret_address)
{
	char copy[INET6_ADDRSTRLEN];
	guint8 octets[16] = { 0 };

	if (length == 0 || length >= sizeof copy)
		return FALSE;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*ret_family = memchr(copy, ':', length) != NULL ? FAMILY_V6 : FAMILY_V4;
	/* The four octets of IPv4 land in the lowest places. */
	if (inet_pton(*ret_family == FAMILY_V6 ? AF_INET6 : AF_INET, copy,
		    *ret_family == FAMILY_V6 ? octets : octets + 12) != 1)
		return FALSE;
	ret_address->high = big_endian_64(octets);
	ret_address->low = big_endian_64(octets + 8);
	return TRUE;
}

static gboolean
parse_prefix_length(const char *text, gsize length, guint width, guint *ret_prefix)
{
	guint prefix = 0;

	if (length == 0 || length > 3 || (length > 1 && text[0] == '0'))
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return FALSE;
		prefix = prefix * 10 + (guint)(text[i] - '0');
	}
	*ret_prefix = prefix;
	return prefix <= width;
}

/* "255.255.0.0" as a prefix length; the ones have to stand together. */
static gboolean
parse_mask(const char *text, gsize length, guint *ret_prefix)
{
	Family family = FAMILY_V4;
	Address mask = { 0, 0 };
	guint prefix = 0;

	if (!parse_address(text, length, &family, &mask) || family != FAMILY_V4)
		return FALSE;
	while (prefix < 32 && (mask.low >> (31 - prefix) & 1) == 1)
		prefix++;
	*ret_prefix = prefix;
	return (mask.low & low_bits(32 - prefix).low) == 0;
}

static void
spread(Range *range, Family family, guint prefix)
{
	Address hosts = low_bits(width_of(family) - prefix);

	range->first.high &= ~hosts.high;
	range->first.low &= ~hosts.low;
	range->last.high = range->first.high | hosts.high;
	range->last.low = range->first.low | hosts.low;
}

/* @text is one address, followed by @length octets of "/24" or "(255.255.255.0)" or nothing. */
static gboolean
parse_block(const char *text, gsize length, Family *ret_family, Range *ret_range)
{
	const char *slash = memchr(text, '/', length);
	const char *mask = memchr(text, '(', length);
	const char *end = slash != NULL ? slash : mask != NULL ? mask : text + length;
	const gsize n_rest = length - (gsize)(end - text);
	guint prefix = 0;

	if (!parse_address(text, (gsize)(end - text), ret_family, &ret_range->first))
		return FALSE;
	if (slash != NULL) {
		if (!parse_prefix_length(end + 1, n_rest - 1, width_of(*ret_family), &prefix))
			return FALSE;
	} else if (mask != NULL) {
		if (*ret_family != FAMILY_V4 || n_rest < 2 || end[n_rest - 1] != ')' ||
			!parse_mask(end + 1, n_rest - 2, &prefix))
			return FALSE;
	} else {
		prefix = width_of(*ret_family);
	}
	spread(ret_range, *ret_family, prefix);
	return TRUE;
}

static gsize
trim(const char **text, gsize length)
{
	while (length > 0 && g_ascii_isspace(**text)) {
		(*text)++;
		length--;
	}
	while (length > 0 && g_ascii_isspace((*text)[length - 1]))
		length--;
	return length;
}

static gboolean
parse_ends(const char *text, const char *dash, Family *ret_family, Range *ret_range)
{
	const char *low = text;
	const char *high = dash + 1;
	gsize n_low = trim(&low, (gsize)(dash - text));
	gsize n_high = trim(&high, strlen(high));
	Family family = FAMILY_V4;

	return parse_address(low, n_low, ret_family, &ret_range->first) &&
	       parse_address(high, n_high, &family, &ret_range->last) && family == *ret_family &&
	       compare(&ret_range->first, &ret_range->last) <= 0;
}

static gboolean
parse_range(const char *text, Family *ret_family, Range *ret_range)
{
	const char *dash = strchr(text, '-');
	gsize length = 0;

	if (dash != NULL)
		return parse_ends(text, dash, ret_family, ret_range);
	length = trim(&text, strlen(text));
	return parse_block(text, length, ret_family, ret_range);
}

/* --- sets ------------------------------------------------------------------------------------- */

static gint
compare_ranges(gconstpointer a, gconstpointer b)
{
	const Range *left = a;
	const Range *right = b;

	return compare(&left->first, &right->first);
}

static void
normalise(GArray *ranges)
{
	guint n = 0;

	g_array_sort(ranges, compare_ranges);
	for (guint i = 0; i < ranges->len; i++) {
		const Range next = g_array_index(ranges, Range, i);
		Range *last = n > 0 ? &g_array_index(ranges, Range, n - 1) : NULL;

		if (last == NULL || (compare(&next.first, &last->last) > 0 &&
					    !is_next(&last->last, &next.first)))
			g_array_index(ranges, Range, n++) = next;
		else if (compare(&next.last, &last->last) > 0)
			last->last = next.last;
	}
	g_array_set_size(ranges, n);
}

static void
normalise_all(HcIpSet *self)
{
	for (guint family = 0; family < N_FAMILIES; family++)
		normalise(self->ranges[family]);
}

/* The range of @ranges that starts at or before @at, or NULL. */
static const Range *
find(const GArray *ranges, const Address *at)
{
	guint low = 0;
	guint high = ranges->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (compare(&g_array_index(ranges, Range, middle).first, at) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &g_array_index(ranges, Range, low - 1) : NULL;
}

static gboolean
family_covers(const GArray *ranges, const GArray *other)
{
	for (guint i = 0; i < other->len; i++) {
		const Range *wanted = &g_array_index(other, Range, i);
		const Range *ours = find(ranges, &wanted->first);

		if (ours == NULL || compare(&wanted->last, &ours->last) > 0)
			return FALSE;
	}
	return TRUE;
}

static gboolean
family_overlaps(const GArray *ranges, const GArray *other)
{
	for (guint i = 0; i < other->len; i++) {
		const Range *theirs = &g_array_index(other, Range, i);
		const Range *ours = find(ranges, &theirs->last);

		if (ours != NULL && compare(&theirs->first, &ours->last) <= 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_all(const HcIpSet *self, Family family)
{
	const GArray *ranges = self->ranges[family];
	const Address none = { 0, 0 };
	const Address all = low_bits(width_of(family));
	const Range *only = ranges->len == 1 ? &g_array_index(ranges, Range, 0) : NULL;

	return only != NULL && compare(&only->first, &none) == 0 && compare(&only->last, &all) == 0;
}

/* Leaves the set not normalised. */
static gboolean
add_text(HcIpSet *self, const char *text, GError **error)
{
	Family family = FAMILY_V4;
	Range range = { 0 };

	if (!parse_range(text, &family, &range)) {
		g_autofree char *shown = hc_text_excerpt(text, HC_LIMIT_REPORT_TEXT);

		g_set_error(error, HC_ERROR, HC_ERROR_INPUT,
			"\"%s\" is not an IP address, prefix or range", shown);
		return FALSE;
	}
	if (hc_ipset_n_ranges(self) >= HC_LIMIT_IPSET_RANGES) {
		g_set_error(error, HC_ERROR, HC_ERROR_LIMIT, "more than %d address ranges",
			HC_LIMIT_IPSET_RANGES);
		return FALSE;
	}
	g_array_append_val(self->ranges[family], range);
	return TRUE;
}

/* --- exported --------------------------------------------------------------------------------- */

HcIpSet *
hc_ipset_new(void)
{
	HcIpSet *self = g_new0(HcIpSet, 1);

	for (guint family = 0; family < N_FAMILIES; family++)
		self->ranges[family] = g_array_new(FALSE, FALSE, sizeof(Range));
	return self;
}

void
hc_ipset_free(HcIpSet *self)
{
	if (self == NULL)
		return;
	for (guint family = 0; family < N_FAMILIES; family++)
		g_array_unref(self->ranges[family]);
	g_free(self);
}

gboolean
hc_ipset_parse(const char *text, HcIpSet **ret_set, GError **error)
{
	const char *one[] = { text, NULL };

	g_return_val_if_fail(text != NULL, FALSE);
	return hc_ipset_parse_list(one, ret_set, error);
}

gboolean
hc_ipset_parse_list(const char *const *texts, HcIpSet **ret_set, GError **error)
{
	g_autoptr(HcIpSet) set = hc_ipset_new();

	for (; texts != NULL && *texts != NULL; texts++) {
		if (!add_text(set, *texts, error))
			return FALSE;
	}
	normalise_all(set);
	*ret_set = g_steal_pointer(&set);
	return TRUE;
}

HcIpSet *
hc_ipset_union(const HcIpSet *a, const HcIpSet *b)
{
	HcIpSet *set = hc_ipset_new();

	for (guint family = 0; family < N_FAMILIES; family++) {
		const GArray *left = a->ranges[family];
		const GArray *right = b->ranges[family];

		if (left->len > 0)
			g_array_append_vals(set->ranges[family], left->data, left->len);
		if (right->len > 0)
			g_array_append_vals(set->ranges[family], right->data, right->len);
	}
	normalise_all(set);
	return set;
}

gboolean
hc_ipset_covers(const HcIpSet *self, const HcIpSet *other)
{
	for (guint family = 0; family < N_FAMILIES; family++) {
		if (!family_covers(self->ranges[family], other->ranges[family]))
			return FALSE;
	}
	return TRUE;
}

gboolean
hc_ipset_overlaps(const HcIpSet *self, const HcIpSet *other)
{
	for (guint family = 0; family < N_FAMILIES; family++) {
		if (family_overlaps(self->ranges[family], other->ranges[family]))
			return TRUE;
	}
	return FALSE;
}

gboolean
hc_ipset_is_empty(const HcIpSet *self)
{
	return hc_ipset_n_ranges(self) == 0;
}

gboolean
hc_ipset_is_all_ipv4(const HcIpSet *self)
{
	return is_all(self, FAMILY_V4);
}

gboolean
hc_ipset_is_all_ipv6(const HcIpSet *self)
{
	return is_all(self, FAMILY_V6);
}

guint
hc_ipset_n_ranges(const HcIpSet *self)
{
	return self->ranges[FAMILY_V4]->len + self->ranges[FAMILY_V6]->len;
}
