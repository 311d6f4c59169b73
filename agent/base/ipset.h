/*
 * Sets of IP addresses.  In: ranges as Exchange, firewalls and people write them.  Out: sorted
 * disjoint ranges that can be joined and compared.  Room: base.
 *
 * The two families never mix: an IPv4-mapped IPv6 address (::ffff:198.51.100.1) is IPv6.
 */
#pragma once

#include <glib.h>

/* Sorted, disjoint, and with neighbours joined: equal sets have equal ranges. */
typedef struct HcIpSet HcIpSet;

HcIpSet *hc_ipset_new(void); /* the empty set */
void hc_ipset_free(HcIpSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcIpSet, hc_ipset_free)

/*
 * One range: "198.51.100.7", "198.51.100.0/24", "198.51.100.0-198.51.100.255",
 * "198.51.100.0(255.255.255.0)", and the same of IPv6 except for the last.  Host bits below a
 * prefix are cleared, as Exchange does.  A zone id ("fe80::1%eth0") is refused, so is a range that
 * ends before it starts.  Blanks around the parts are allowed.
 */
gboolean hc_ipset_parse(const char *text, HcIpSet **ret_set, GError **error);

/*
 * The union of all of @texts (NULL-terminated; NULL is the empty set); fails at the first that
 * cannot be read, or with LIMIT above HC_LIMIT_IPSET_RANGES.
 */
gboolean hc_ipset_parse_list(const char *const *texts, HcIpSet **ret_set, GError **error);

HcIpSet *hc_ipset_union(const HcIpSet *a, const HcIpSet *b);

/* Every address of @other is in @self; always so for an empty @other. */
gboolean hc_ipset_covers(const HcIpSet *self, const HcIpSet *other);
/* At least one address is in both. */
gboolean hc_ipset_overlaps(const HcIpSet *self, const HcIpSet *other);

gboolean hc_ipset_is_empty(const HcIpSet *self);
gboolean hc_ipset_is_all_ipv4(const HcIpSet *self); /* holds all of IPv4, whatever of IPv6 */
gboolean hc_ipset_is_all_ipv6(const HcIpSet *self); /* holds all of IPv6, whatever of IPv4 */
guint hc_ipset_n_ranges(const HcIpSet *self);       /* both families together */
