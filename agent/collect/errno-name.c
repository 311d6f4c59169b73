/* Names of error numbers, for transcripts.  Room: collect. */
#define _GNU_SOURCE /* EAI_NODATA and EAI_ADDRFAMILY */
#include "agent/collect/errno-name.h"

#include <errno.h>
#include <netdb.h>

typedef struct {
	gint code;
	const char *name;
} Named;

#define NAMED(code)                                                                                \
	{                                                                                          \
		code, #code                                                                        \
	}

static const Named errors[] = {
	NAMED(EACCES),
	NAMED(EADDRINUSE),
	NAMED(EADDRNOTAVAIL),
	NAMED(EAFNOSUPPORT),
	NAMED(EALREADY),
	NAMED(EBADF),
	NAMED(ECONNABORTED),
	NAMED(ECONNREFUSED),
	NAMED(ECONNRESET),
	NAMED(EHOSTDOWN),
	NAMED(EHOSTUNREACH),
	NAMED(EINVAL),
	NAMED(EIO),
	NAMED(EMFILE),
	NAMED(EMSGSIZE),
	NAMED(ENETDOWN),
	NAMED(ENETRESET),
	NAMED(ENETUNREACH),
	NAMED(ENFILE),
	NAMED(ENOBUFS),
	NAMED(ENOMEM),
	NAMED(ENONET),
	NAMED(ENOPROTOOPT),
	NAMED(ENOTCONN),
	NAMED(EOPNOTSUPP),
	NAMED(EPERM),
	NAMED(EPIPE),
	NAMED(EPROTO),
	NAMED(ETIMEDOUT),
};

static const Named resolver_errors[] = {
	NAMED(EAI_ADDRFAMILY),
	NAMED(EAI_AGAIN),
	NAMED(EAI_BADFLAGS),
	NAMED(EAI_FAIL),
	NAMED(EAI_FAMILY),
	NAMED(EAI_MEMORY),
	NAMED(EAI_NODATA),
	NAMED(EAI_NONAME),
	NAMED(EAI_OVERFLOW),
	NAMED(EAI_SERVICE),
	NAMED(EAI_SOCKTYPE),
	NAMED(EAI_SYSTEM),
};

static char *
name_in(const Named *names, gsize n, gint code, const char *otherwise)
{
	for (gsize i = 0; i < n; i++) {
		if (names[i].code == code)
			return g_strdup(names[i].name);
	}
	return g_strdup_printf("%s %d", otherwise, code);
}

char *
hc_errno_name(gint code)
{
	return name_in(errors, G_N_ELEMENTS(errors), code, "errno");
}

char *
hc_resolver_error_name(gint code)
{
	return name_in(resolver_errors, G_N_ELEMENTS(resolver_errors), code, "EAI");
}
