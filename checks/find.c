/* Objects of a set by what they are about.  Room: checks. */
#include "checks/find.h"

#include "agent/base/dname.h"

const HcExchangeObject *
hc_find_domain(const HcExchangeSet *set, const char *domain)
{
	for (guint i = 0; domain != NULL && i < set->objects->len; i++) {
		const HcExchangeObject *object = g_ptr_array_index(set->objects, i);
		const char *name = hc_exchange_text(object, "DomainName");

		if (name != NULL && hc_dname_equal(name, domain))
			return object;
	}
	return NULL;
}
