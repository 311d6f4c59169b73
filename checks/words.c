/* The report's words for what a row says of itself.  Room: checks. */
#include "checks/check.h"

const char *
hc_class_word(HcClass class)
{
	switch (class) {
	case HC_CLASS_MAILFLOW:
		return "mailflow";
	case HC_CLASS_OAUTH:
		return "oauth";
	case HC_CLASS_COEXISTENCE:
		return "coexistence";
	case HC_CLASS_PERIMETER:
		return "perimeter";
	case HC_N_CLASSES:
		break;
	}
	g_return_val_if_reached("");
}

const char *
hc_effect_word(HcEffect effect)
{
	switch (effect) {
	case HC_EFFECT_INFO:
		return "info";
	case HC_EFFECT_RERUN_RECOMMENDED:
		return "rerun-recommended";
	case HC_EFFECT_MANUAL_FIX:
		return "manual-fix";
	case HC_EFFECT_RERUN_REQUIRED:
		return "rerun-required";
	case HC_EFFECT_FIX_FIRST:
		return "fix-first";
	}
	g_return_val_if_reached("");
}

const char *
hc_confidence_word(HcConfidence confidence)
{
	switch (confidence) {
	case HC_UNCONFIRMED:
		return "unconfirmed";
	case HC_DERIVED:
		return "derived";
	case HC_CONFIRMED:
		return "confirmed";
	}
	g_return_val_if_reached("");
}

const char *
hc_who_word(HcWho who)
{
	switch (who) {
	case HC_WHO_YOU:
		return "you";
	case HC_WHO_FIREWALL:
		return "firewall";
	case HC_WHO_REGISTRAR:
		return "registrar";
	case HC_WHO_CA:
		return "ca";
	case HC_WHO_DNS:
		return "dns";
	case HC_WHO_MICROSOFT:
		return "microsoft";
	}
	g_return_val_if_reached("");
}
