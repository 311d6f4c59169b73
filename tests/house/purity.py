#!/usr/bin/env python3
"""What the pure archives ask of the world: nothing but memory, text and their libraries.

usage: purity.py NM ARCHIVE…            every undefined symbol must be on the allow-list
       purity.py NM --must-fail OBJECT  the bad example must be caught
"""

import fnmatch
import re
import subprocess
import sys

# Calls that compute.  Whatever opens, reads, writes, prints, waits or knows the time is not here.
ALLOWED = """
hc_* __stack_chk_fail __asan_* __ubsan_* __sanitizer_* __tsan_* __sancov_* _GLOBAL_OFFSET_TABLE_
mem* bcmp str* __mem*_chk __str*_chk bsearch qsort malloc calloc realloc free abs labs
__ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc __isoc99_strtol* tolower toupper
inet_pton inet_ntop ntohl htonl
g_array_* g_ascii_* g_assertion_message* g_base64_* g_byte_array_* g_bytes_* g_checksum_* g_clear_*
g_compute_checksum* g_date_time_* g_error_* g_free g_hash_table_* g_intern_* g_list_* g_malloc* g_mem*
g_new* g_propagate_* g_prefix_error g_ptr_array_* g_queue_* g_quark_* g_realloc* g_ref_string_*
g_return_if_fail_warning g_set_error* g_slice_* g_slist_* g_sort_* g_str* g_strv_* g_try_malloc*
g_unichar_* g_utf8_* g_uri_* g_uuid_string_is_valid g_variant_* g_steal* g_string_* g_time_zone_*
g_once_* g_log* g_logv g_int*_hash g_direct_* g_path_get_basename
""".split()

PER_ROOM = {
    "certs": "ASN1_* BIO_* BN_* CRYPTO_* EC_* ERR_* EVP_* GENERAL_NAME* OBJ_* OPENSSL_* RSA_* X509*"
    " d2i_* i2d_* i2s_* PEM_* PKCS7_* NAME_CONSTRAINTS_* AUTHORITY_INFO_ACCESS_* CRL_DIST_POINTS_* EXTENDED_KEY_USAGE_* sk_* SHA*",
    "evidence": "json_* json*",
    "parse": "xml* json* inflate* g_input_stream_* g_object_unref",
}

FORBIDDEN = re.compile(
    r"^g_(date_time_new_now.*|get_.*time.*|getenv.*|file_.*|print.*|spawn.*|io_.*)$"
)


def undefined(nm, path):
    output = subprocess.run([nm, "-u", path], capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        match = re.match(r"^\s+U (\S+)$", line)
        if match:
            yield match.group(1).split("@")[0]


def offences(nm, path):
    allowed = list(ALLOWED)
    for room, patterns in PER_ROOM.items():
        if f"hc-{room}" in path:
            allowed += patterns.split()
    for symbol in sorted(set(undefined(nm, path))):
        if FORBIDDEN.match(symbol) or not any(fnmatch.fnmatch(symbol, a) for a in allowed):
            yield f"{path}: {symbol}"


def main():
    nm, paths = sys.argv[1], sys.argv[2:]
    if paths[0] == "--must-fail":
        found = list(offences(nm, paths[1]))
        print("\n".join(found))
        sys.exit(0 if any(one.endswith(": time") for one in found) else 1)
    found = [one for path in paths for one in offences(nm, path)]
    print("\n".join(found) if found else f"{len(paths)} archives are pure")
    sys.exit(1 if found else 0)


main()
