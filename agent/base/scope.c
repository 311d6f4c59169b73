/* What kind of place a numeric address is.  Room: base. */
#include "agent/base/scope.h"

#include <arpa/inet.h>
#include <string.h>

#define OCTETS_6 16

typedef struct {
	guint8 prefix[OCTETS_6];
	guint bits;
	const char *word;
} Block;

/* RFC 6890 and RFC 1112; the first that fits counts. */
static const Block blocks4[] = {
	{ { 0 }, 8, "unspecified" },
	{ { 127 }, 8, "loopback" },
	{ { 169, 254 }, 16, "link-local" },
	{ { 224 }, 4, "multicast" },
	{ { 240 }, 4, "reserved" },
};
static const Block blocks6[] = {
	{ { [15] = 1 }, 128, "loopback" },
	{ { 0 }, 96, "unspecified" }, /* with what was once meant for IPv4-compatible addresses */
	{ { 0xFE, 0x80 }, 10, "link-local" },
	{ { 0xFE, 0xC0 }, 10, "link-local" }, /* site-local, RFC 3879 */
	{ { 0xFF }, 8, "multicast" },
};

/* Where an address of IPv4 stands inside one of IPv6. */
static const struct {
	guint8 prefix[OCTETS_6];
	guint bits;
	guint at;
} embedded[] = {
	{ { [10] = 0xFF, [11] = 0xFF }, 96, 12 },           /* RFC 4291 2.5.5.2: mapped */
	{ { [8] = 0xFF, [9] = 0xFF }, 96, 12 },             /* RFC 2765: translated */
	{ { 0x00, 0x64, 0xFF, 0x9B }, 96, 12 },             /* RFC 6052: NAT64 */
	{ { 0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01 }, 48, 12 }, /* RFC 8215, in its /96 form */
	{ { 0x20, 0x02 }, 16, 2 },                          /* RFC 3056: 6to4 */
};

static gboolean
begins_with(const guint8 *address, const guint8 *prefix, guint bits)
{
	const guint whole = bits / 8;
	const guint8 mask = (guint8)(0xFF00 >> (bits % 8));

	return memcmp(address, prefix, whole) == 0 &&
	       (bits % 8 == 0 || (address[whole] & mask) == prefix[whole]);
}

static const char *
word_of(const Block *blocks, gsize n, const guint8 *address)
{
	for (gsize i = 0; i < n; i++) {
		if (begins_with(address, blocks[i].prefix, blocks[i].bits))
			return blocks[i].word;
	}
	return NULL;
}

static const char *
word_of_6(const guint8 *address)
{
	for (gsize i = 0; i < G_N_ELEMENTS(embedded); i++) {
		if (begins_with(address, embedded[i].prefix, embedded[i].bits))
			return word_of(blocks4, G_N_ELEMENTS(blocks4), address + embedded[i].at);
	}
	return word_of(blocks6, G_N_ELEMENTS(blocks6), address);
}

const char *
hc_scope_why_not(const char *address)
{
	guint8 octets[OCTETS_6] = { 0 };

	if (inet_pton(AF_INET, address, octets) == 1)
		return word_of(blocks4, G_N_ELEMENTS(blocks4), octets);
	if (inet_pton(AF_INET6, address, octets) == 1)
		return word_of_6(octets);
	return "no address";
}
