#!/usr/bin/env python3
"""What hybridcheck and four other tools say about ten mail hosts, eight of them broken: one table.

probe-peers.py PROGRAM SMTPFAULT [--write FILE]

The hosts are tests/lab's servers, on loopback, in a network namespace of the script's own.  Every tool is
started as its manual says, with its own defaults, once per host; what decided is taken from its output, as
it stands there.  --write FILE replaces the Markdown page; without it, the page is printed.
"""

import argparse
import concurrent.futures
import contextlib
import dataclasses
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import alone
import certificates

HOST = "mail.contoso.example"  # what each host's own name becomes in the table
PATIENCE = 300  # seconds; longer than any of them waits by itself
HEAD = """\
# Ten mail hosts, five tools

What each tool says about a host that Exchange Online is to deliver to. Eight of the ten are broken, each in another way;
`tests/bench/probe-peers.py` plays them on loopback (the servers are those of `tests/lab`), starts every tool once per host
with its own defaults, and wrote this page. In a cell: the exit status, the words that decide as the tool prints them, and the
seconds it took if it took one or more.
"""
FOOT = """\
*Told apart*: how many of the eight broken hosts got an answer, exit status and words without their digits, that none of the
other nine got.
"""


@dataclasses.dataclass(frozen=True)
class Behaviour:
    """One host; no mode: nothing listens."""

    title: str
    mode: str = ""
    days: tuple = ()  # validity of its certificate, from today
    works: bool = False


BEHAVIOURS = (
    Behaviour("healthy, self-signed, 19 days left", "good", (-71, 19), works=True),
    Behaviour("expired certificate", "good", (-100, -2)),
    Behaviour("no STARTTLS", "notls"),
    Behaviour("masked by a firewall's inspection: asterisks, `XXXXXXXA`", "masked"),
    Behaviour("accepts, never speaks", "tarpit"),
    Behaviour("one character per second", "drip"),
    Behaviour("greeting of two lines (postscreen)", "postscreen", (-30, 150), works=True),
    Behaviour("421 instead of a greeting", "greet421"),
    Behaviour("RST behind the 220 to STARTTLS", "tlsreset"),
    Behaviour("closed port"),
)


def joined(lines):
    return " / ".join(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def first_line(output):
    """A plugin's one line, without the performance data behind the bar."""
    return joined([line.split("|")[0] for line in output.splitlines()][:1])


def last_word_of_swaks(output):
    """Its complaints, or what it did last."""
    lines = re.sub(r"^\s*(?:<|-|~|>)+\s+", "", output, flags=re.M).splitlines()
    complaints = [line for line in output.splitlines() if line.startswith(("***", "<**", "<~*"))]
    started = [line for line in lines if line.startswith("=== TLS started")]
    return joined(complaints or started or lines[-1:])


def words_of_sslscan(output):
    """Errors, else what it says of the certificate."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    errors = re.findall(r"^(?:ERROR: .*|Certificate information cannot.*|.*did not appear.*)$", plain, re.M)
    told = re.findall(r"^(?:Not valid after|Self-signed|Subject): .*$", plain, re.M)
    return joined(errors or [re.sub(r"\s{2,}", " ", line) for line in told])


def words_of_testssl(output):
    """The gravest of its findings, from its JSON; what it says of itself is left out."""
    try:
        findings = json.loads(output)
    except json.JSONDecodeError:
        return "no report"
    findings = [one for one in findings if one["id"] not in ("scanTime", "engine_problem")]
    for severity in ("FATAL", "CRITICAL", "HIGH", "WARN", "MEDIUM", "LOW"):
        found = [f"{one['id']}: {one['finding']}" for one in findings if one["severity"] == severity]
        if found:
            return f"{severity} " + joined(found)
    return f"{len(findings)} findings, none of them grave"


def words_of_hybridcheck(output):
    """The outcome and its stage, what the certificate is worth, and what a sender would get."""
    try:
        target = json.loads(output)["targets"][0]
    except (json.JSONDecodeError, LookupError):
        return joined(output.splitlines()[-1:]) or "no report"
    ended = next(one for one in target["stages"] if one["stage"] == target["stage"])
    told = [f"{target['stage']}: {target['outcome_text']}", ended["detail"] or ""]
    if target["tls"]:
        until = target["certificates"][0]["not_after"]
        roots = target["tls"]["host_roots"]
        told.append(f"chain {roots['status']} ({roots['why'] or 'no fault'}), until {until[:10]}")
    if target["ndr"] and target["ndr"]["now"]:
        told.append(f"the sender gets {target['ndr']['now']}")
    return joined(told)


@dataclasses.dataclass(frozen=True)
class Tool:
    """@command holds {host} and, where the tool writes its report to a file, {report}."""

    name: str
    program: str
    command: tuple
    version: tuple
    words: object


TOOLS = (
    Tool("hybridcheck probe", "", ("probe", "--format", "json", "{host}"), ("--version",), words_of_hybridcheck),
    Tool("check_smtp", "check_smtp", ("-H", "{host}", "-S", "-D", "30,14"), ("--version",), first_line),
    Tool("swaks", "swaks", ("--server", "{host}", "--tls", "--quit-after", "STARTTLS"), ("--version",), last_word_of_swaks),
    Tool("sslscan", "sslscan", ("--starttls-smtp", "--show-certificate", "{host}:25"), ("--version",), words_of_sslscan),
    Tool("testssl.sh", "testssl",
         ("--starttls", "smtp", "-S", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none",
          "--jsonfile", "{report}", "{host}:25"), ("--version",), words_of_testssl),
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Answer:
    status: str
    words: str
    seconds: float

    def cell(self):
        took = f" ({self.seconds:.0f} s)" if self.seconds >= 1 else ""
        words = self.words.replace("|", "\\|")
        return f"**{self.status}** {words}{took}"


def ask(tool, program, host, folder):
    """One tool, one host."""
    report = folder / f"{tool.name}-{host}.json"
    command = [program] + [part.format(host=host, report=report) for part in tool.command]
    started = time.perf_counter()
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=PATIENCE, check=False, cwd=folder,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Answer("none", f"still running after {PATIENCE} s", PATIENCE)
    took = time.perf_counter() - started
    output = report.read_bytes() if report.exists() else done.stdout
    words = tool.words(output.decode("utf-8", "replace")).replace(host, HOST)
    status = done.returncode if done.returncode >= 0 else 128 - done.returncode  # as a shell tells it
    return Answer(str(status), words, took)


def versions(programs):
    """The first line in which a tool tells its own version."""
    for tool in TOOLS:
        done = subprocess.run(
            [programs[tool], *tool.version], capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=PATIENCE,
        )  # fmt: skip
        plain = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
        yield tool, re.search(r"\d+(?:\.\d+)+", plain).group(0)


@contextlib.contextmanager
def hosts(smtpfault, folder):
    """Plays the hosts; yields the name of each."""
    names, table = {}, []
    for number, behaviour in enumerate(BEHAVIOURS, 1):
        names[behaviour] = f"host{number}.contoso.example"
        entry = {"address": f"127.0.2.{number}", "mode": behaviour.mode}
        if behaviour.days:
            entry["certificate"] = str(folder / f"{number}.pem")
            certificates.self_signed(entry["certificate"], names[behaviour], *behaviour.days)
        if behaviour.mode:
            table.append(entry)
    alone.name_hosts(folder, [f"127.0.2.{number} {name}" for number, name in enumerate(names.values(), 1)])
    path = folder / "hosts.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    command = [sys.executable, "-B", smtpfault, path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        if server.stdout.readline().strip() != b"ready":
            sys.exit(f"{smtpfault}: does not start")
        yield names
        server.kill()


def ask_everything(programs, names, folder, at_once):
    """{(tool, behaviour): answer}; only a few tools at once, for some of them compute."""
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        asked = {
            (tool, behaviour): pool.submit(ask, tool, programs[tool], name, folder)
            for tool in TOOLS
            for behaviour, name in names.items()
        }
        return {key: answer.result() for key, answer in asked.items()}


def row(cells):
    return "| " + " | ".join(cells) + " |"


def n_distinct(answers, tool):
    """Answers to broken hosts that no other host got."""
    told = {
        one: (answers[tool, one].status, re.sub(r"\d+", "", answers[tool, one].words)) for one in BEHAVIOURS
    }
    return sum(not one.works and list(told.values()).count(told[one]) == 1 for one in BEHAVIOURS)


def page(answers, told_versions):
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    lines = [HEAD, row(["host", *(f"{tool.name} {version}" for tool, version in told_versions)])]
    lines.append("|" + "---|" * (len(TOOLS) + 1))
    for behaviour in BEHAVIOURS:
        lines.append(row([behaviour.title, *(answers[tool, behaviour].cell() for tool in TOOLS)]))
    n_broken = sum(not one.works for one in BEHAVIOURS)
    lines.append(row(["*told apart*", *(f"{n_distinct(answers, tool)} of {n_broken}" for tool in TOOLS)]))
    lines += ["", FOOT, "Commands:", ""]
    for tool in TOOLS:
        words = " ".join((tool.program or "hybridcheck", *tool.command))
        lines.append("    " + words.format(host=HOST, report="FILE"))
    return "\n".join([*lines, "", f"Made {today} on {system()}, OpenSSL {openssl()}.", ""])


def system():
    release = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
    return re.search(r'^PRETTY_NAME="?([^"\n]*)', release, re.M).group(1)


def openssl():
    done = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=False)
    return (done.stdout.split() or ["", "unknown"])[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "smtpfault"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path, help="the page that is replaced")
    parser.add_argument("--at-once", type=int, default=4, help="how many tools may run at the same time")
    options = parser.parse_args()
    alone.stay()
    others = alone.need(*(tool.program for tool in TOOLS if tool.program))
    programs = dict(zip(TOOLS, [str(options.program.resolve()), *others]))
    with tempfile.TemporaryDirectory(prefix="hybridcheck-bench-") as name:
        folder = pathlib.Path(name)
        with hosts(options.smtpfault.resolve(), folder) as names:
            answers = ask_everything(programs, names, folder, options.at_once)
        text = page(answers, list(versions(programs)))
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    else:
        print(text)


main()
