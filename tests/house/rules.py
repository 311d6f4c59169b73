"""The rules of the house for one file.  Each yields (line, message)."""

import fnmatch
import re

import rooms
import source

LIMITS = {
    "function lines": 60,
    "nesting": 3,
    "parameters": 6,
    "file lines": 500,
    "header lines": 150,
}

# Named exceptions: they may only disappear.  (file, function, measure) -> allowed value, with the reason.
EXCEPTIONS = {
    # OpenSSL prescribes the parameters of its callbacks
    ("agent/collect/tls.c", "allow_all", "parameters"): 7,
    ("agent/collect/tls.c", "on_message", "parameters"): 7,
    # libxml2 prescribes startElementNsSAX2Func's nine parameters
    ("agent/parse/clixml/clixml-reader.c", "on_start", "parameters"): 9,
    ("agent/parse/wizard/comment-xml.c", "start_element", "parameters"): 9,
    ("agent/parse/wizard/xml-sax.c", "on_start", "parameters"): 9,
    ("tests/bench/saxpass.c", "on_start", "parameters"): 9,
}

# Calls nobody may make, with the reason; a file on the list of a call may make it.
BANNED_CALLS = {
    "strcpy": ("no bound", []),
    "strcat": ("no bound", []),
    "sprintf": ("no bound", []),
    "vsprintf": ("no bound", []),
    "gets": ("no bound", []),
    "scanf": ("no bound", []),
    "sscanf": ("no bound", []),
    "alloca": ("no bound", []),
    "g_alloca": ("no bound", []),
    "atoi": ("no error", []),
    "atol": ("no error", []),
    "strtok": ("hidden state", []),
    "system": ("runs a shell", []),
    "popen": ("runs a shell", []),
    "getenv": ("the environment is read in one place", ["agent/app/environment.c"]),
    "g_getenv": ("the environment is read in one place", ["agent/app/environment.c"]),
    "time": ("the clock is handed in", []),
    "gettimeofday": ("the clock is handed in", []),
    "g_get_real_time": ("the clock is handed in", ["agent/app/"]),
    "g_date_time_new_now": ("the clock is handed in", []),
    "g_date_time_new_now_utc": ("the clock is handed in", []),
    "printf": ("only the program prints", ["agent/app/"]),
    "puts": ("only the program prints", ["agent/app/"]),
    "fputs": ("only the program prints", ["agent/app/"]),
    "fprintf": ("only the program prints", ["agent/app/"]),
    "g_print": ("only the program prints", []),
    "g_printerr": ("only the program prints", []),
    "g_message": ("rooms log with g_debug only", []),
    "g_warning": ("rooms log with g_debug only", []),
    "exit": ("only main() ends the program", []),
    "abort": ("only main() ends the program", []),
}

# What belongs to somebody's machine or desk, in any text file of the project.
FOREIGN_WORDS = [
    (re.compile(r"(?<![\w.$}~*-])/(?:work|root|home|Users|mnt)/\w"), "a path of somebody's machine"),
    (re.compile(r"(?<![\w.$}~*-])/tmp/\w"), "a path of somebody's machine"),
    (re.compile(r"https?://(?:localhost|127\.|10\.|192\.168\.)"), "a host that others cannot reach"),
    (re.compile(r"\b(?:issue|ticket|bug) #\d", re.I), "a number in somebody's list"),
    (re.compile(r"^(?:<{7}|>{7}) ", re.M), "a merge that was not finished"),
]

# /<room>/<module>/<case>, told as a story.
TEST_NAME = re.compile(r"^/[a-z][a-z0-9-]*/[a-z][a-z0-9-]*(?:/[a-z0-9-]*[a-z][a-z0-9-]*)+$")

LEFT_BEHIND = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def _allowed(header, patterns):
    return any(fnmatch.fnmatch(header, pattern) for pattern in patterns)


def check_includes(path, text):
    room = rooms.room_of(path)
    if room is None:
        return
    ours, foreign = rooms.ROOMS[room]
    foreign = foreign + rooms.EXTRA.get(path, [])
    for line, header, is_ours in source.includes(text):
        if not is_ours:
            if not _allowed(header, foreign):
                yield line, f"room {room} may not use <{header}>"
            continue
        if header == rooms.BUILDER_HEADER and room not in rooms.BUILDERS:
            yield line, f"room {room} may not write evidence ({header})"
        if header.startswith(room + "/") or any(
            header == one or header.startswith(one + "/") for one in ours
        ):
            continue
        yield line, f"room {room} may not include {header}"


def check_sizes(path, text):
    n = text.count("\n")
    limit = LIMITS["header lines" if path.endswith(".h") else "file lines"]
    if n > limit:
        yield 1, f"{n} lines > {limit}"
    for function in source.functions(text):
        measures = (
            ("function lines", function.n_lines(), "lines"),
            ("nesting", function.nesting(), "nesting"),
            ("parameters", function.n_parameters(), "parameters"),
        )
        for name, value, word in measures:
            limit = EXCEPTIONS.get((path, function.name, name), LIMITS[name])
            if value > limit:
                yield function.line, f"{function.name}: {word} {value} > {limit}"


def check_calls(path, text):
    if rooms.room_of(path) is None:
        return
    for number, line in enumerate(source.blank_comments(text).split("\n"), 1):
        for call in re.findall(r"(?<![\w.>])(\w+)\s*\(", line):
            reason, homes = BANNED_CALLS.get(call, (None, []))
            if reason and not any(path.startswith(home) for home in homes):
                yield number, f"{call}(): {reason}"
        if re.search(r"\bgoto\b", line):
            yield number, "goto: scope frees"


def check_switches(path, text):
    """An enum has no silent default: a new word must make the compiler list who decides."""
    if rooms.room_of(path) is None:
        return
    for number, line in enumerate(source.blank_comments(text).split("\n"), 1):
        if re.match(r"^\s*default\s*:", line):
            yield number, "default: in a switch hides new words"


def check_header(path, text):
    if not path.endswith(".h") or rooms.room_of(path) is None:
        return
    if not text.startswith("/*"):
        yield 1, "a header starts with what it is"
    elif "Room:" not in text[: text.index("*/")]:
        yield 1, "the first comment names the room"
    if "#pragma once" not in text:
        yield 1, "#pragma once is missing"


def check_source_head(path, text):
    """A source says what it is, then takes its own header first: so the header needs no other."""
    if rooms.room_of(path) is None or not path.endswith(".c"):
        return
    if not text.startswith("/*") or "Room:" not in text[: text.index("*/")]:
        yield 1, "the first comment says what this is and names the room"
    own = path[:-2] + ".h"
    headers = list(source.includes(text))
    for (_, _, before_is_ours), (line, header, is_ours) in zip(headers, headers[1:]):
        if header == own:
            yield line, "the own header stands first"
        if is_ours and not before_is_ours:
            yield line, "headers of the house stand before foreign ones"


def check_test_names(path, text):
    if not path.startswith("tests/unit/") or not path.endswith(".c"):
        return
    for match in re.finditer(r"\bg_test_add\w*\(\s*\"([^\"]*)\"", text):
        if not TEST_NAME.match(match.group(1)):
            line = text.count("\n", 0, match.start()) + 1
            yield line, f"{match.group(1)}: a test is /<room>/<module>/<case>, named after its story"


def check_names(path, text):
    """Exported functions carry the prefix; the program's main does not."""
    if rooms.room_of(path) is None or not path.endswith(".c"):
        return
    for function in source.functions(text):
        if function.is_static or function.name in ("main", "G_DEFINE_QUARK"):
            continue
        if not function.name.startswith("hc_"):
            yield function.line, f"{function.name}: exported without the prefix hc_"


def check_words(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if LEFT_BEHIND.search(line):
            yield number, "left behind: " + LEFT_BEHIND.search(line).group(1)
        if line.rstrip() != line:
            yield number, "blank at the end of the line"


def check_foreign_words(path, text):
    if path.startswith("tests/house/"):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, reason in FOREIGN_WORDS:
            if pattern.search(line):
                yield number, f"{reason}: {pattern.search(line).group(0)}"


# For C sources.
ALL = [
    check_includes,
    check_sizes,
    check_calls,
    check_switches,
    check_header,
    check_source_head,
    check_test_names,
    check_names,
    check_words,
]

# For every text file.
TEXTS = [check_foreign_words]
