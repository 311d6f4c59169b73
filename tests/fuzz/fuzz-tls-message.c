/*
 * Handshake messages of TLS: whatever they hold, certificates lie inside them, in order and apart.
 * The first octet of the input chooses the version.
 */
#include "agent/collect/tls-message.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const guint8 *from; /* what was not yet seen */
	const guint8 *end;
} Inside;

static void
check_inside(const guint8 *der, gsize n, gpointer user)
{
	Inside *self = user;

	g_assert_cmpuint(n, >, 0);
	g_assert_true(der > self->from && der < self->end);
	g_assert_cmpuint(n, <=, (gsize)(self->end - der));
	self->from = der + n - 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Inside inside = { data, data + size };
	HcTlsHello hello = { 0 };

	if (size == 0)
		return 0;
	hc_tls_message_certificates(
		data + 1, size - 1, 0x0300u | (data[0] & 7u), check_inside, &inside);
	if (hc_tls_message_hello(data + 1, size - 1, &hello))
		g_assert_true(hello.version <= 0xFFFF && hello.cipher <= 0xFFFF);
	(void)hc_tls_message_is_certificate_request(data + 1, size - 1);
	return 0;
}
