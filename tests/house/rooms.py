"""Who may include whom: the table of the walls.  Rooms are named as they stand on the street."""

# room -> (folders and single headers of ours it may include, foreign headers it may include)
GLIB = ["glib.h", "glib/*"]
C = ["string.h", "stdlib.h", "stddef.h", "stdint.h", "stdbool.h", "limits.h", "errno.h", "stdarg.h"]
PURE_CERTS = ["certs/match.h", "certs/dn.h", "certs/fitness.h", "certs/pick.h", "certs/renewal.h"]

ROOMS = {
    "agent/base": ([], GLIB + C + ["arpa/inet.h", "sys/socket.h", "netinet/in.h"]),
    "agent/evidence": (["agent/base"], GLIB + C + ["jansson.h"]),
    "agent/capture": (["agent/base"], GLIB + C + ["gio/*", "sys/stat.h", "fcntl.h", "unistd.h"]),
    "agent/collect": (
        ["agent/base", "agent/capture"],
        GLIB
        + C
        + ["gio/gio.h", "gio/gunixinputstream.h", "unistd.h", "sys/stat.h", "fcntl.h", "archive.h", "archive_entry.h"]
        # sockets as they are: GSocket hides errno, and RST, ICMP and a local refusal differ by it alone
        + ["sys/socket.h", "arpa/inet.h", "netinet/in.h", "netinet/tcp.h", "netdb.h", "sys/epoll.h", "sys/resource.h"],
    ),
    "certs": (["agent/base", "agent/evidence"], GLIB + C + ["openssl/*"]),
    "agent/parse": (
        ["agent/base", "agent/capture", "agent/evidence", "certs"],
        GLIB + C + ["libxml/*", "jansson.h", "zlib.h", "gio/gio.h"],
    ),
    "agent/bounce": (["agent/base", "agent/evidence", "certs/match.h"], GLIB + C),
    "agent/hcw": (["agent/base", "agent/evidence"] + PURE_CERTS, GLIB + C),
    "agent/plan": (["agent/base", "agent/evidence", "agent/capture/question.h", "agent/hcw"], GLIB + C),
    "checks": (["agent/base", "agent/evidence", "agent/hcw"] + PURE_CERTS, GLIB + C),
    "agent/verdict": (
        ["agent/base", "agent/evidence", "agent/hcw", "checks/finding.h", "checks/check.h"],
        GLIB + C,
    ),
    "agent/report": (
        ["agent/base", "agent/evidence", "agent/bounce", "agent/hcw", "checks", "agent/verdict"],
        GLIB + C + ["jansson.h", "libxml/*"],
    ),
    "agent/app": (
        ["agent", "certs", "checks"],
        GLIB + C + ["gio/gio.h", "stdio.h", "locale.h", "unistd.h", "signal.h"],
    ),
}

# Files that may include a little more than their room, with the reason.
EXTRA = {
    "agent/collect/curl-library.h": ["curl/curl.h"],
    "agent/collect/curl-library.c": ["dlfcn.h"],
    "agent/collect/tls.c": ["openssl/*"],  # with certs the only user of OpenSSL
    "agent/report/report.c": ["gio/gio.h"],  # the one file of the room that writes
}

# Only these rooms may write evidence: the const wall.
BUILDER_HEADER = "agent/evidence/evidence-build.h"
BUILDERS = ["agent/evidence", "agent/parse", "agent/app"]

# Archives that must not know clock, environment, files, sockets or printing.
PURE_ROOMS = ["agent/bounce", "agent/evidence", "agent/hcw", "agent/parse", "agent/plan", "agent/verdict", "certs", "checks"]


def room_of(path):
    """The room a source file stands in, or None for tests and tools."""
    for room in sorted(ROOMS, key=len, reverse=True):
        if path.startswith(room + "/"):
            return room
    return None
