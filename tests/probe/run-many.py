#!/usr/bin/env python3
"""Many targets in one run: what is asked at once, what waits, and when all of it ends.

usage: run-many.py ASK [--any-memory]        TAP; a sanitizer needs memory of its own
"""

import asyncio
import pathlib
import re
import resource
import socket
import sys
import tempfile
import time

import fakeserver
import keys

HEALTHY = [
    (">", "220 mail.contoso.example ESMTP"),
    ("<", "EHLO"),
    (">>", r"250-mail.contoso.example\r\n250 STARTTLS\r\n"),
    ("<", "STARTTLS"),
    (">", "220 go ahead"),
    ("tls", "cert=ec256"),
    ("<", "EHLO"),
    (">", "250 mail.contoso.example"),
    ("<", "QUIT"),
    (">", "221 bye"),
]
BRIEF = [(">", "220 mail.contoso.example"), ("<", "EHLO"), ("wait", "0.05"), (">", "250 mail"), ("<", "QUIT"), (">", "221 bye")]
SLOW = [("wait", "0.5"), *BRIEF]
SILENT = [("stall", "")]
PEAK_KIB = 128 * 1024


class Counting(fakeserver.Server):
    """Knows how many talk to it at once, in all and from one address."""

    def __init__(self, script, folder):
        super().__init__(script, folder)
        self.now, self.most = {}, {}

    async def serve(self, reader, writer):
        place = writer.get_extra_info("sockname")[0]
        for key in (place, "all"):
            self.now[key] = self.now.get(key, 0) + 1
            self.most[key] = max(self.most.get(key, 0), self.now[key])
        try:
            await super().serve(reader, writer)
        finally:
            for key in (place, "all"):
                self.now[key] -= 1


class Story:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    async def ask(self, *arguments, few_descriptors=None, status=0):
        """(output, seconds)"""

        def limit():
            if few_descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (few_descriptors, few_descriptors))

        begin = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            self.program, *map(str, arguments), stdout=asyncio.subprocess.PIPE, preexec_fn=limit
        )
        out, _ = await asyncio.wait_for(process.communicate(), 100)
        assert process.returncode == status, f"ended with {process.returncode}"
        return out.decode(), time.monotonic() - begin

    async def with_server(self, script, arguments, addresses, **more):
        server = Counting(script, self.folder)
        port = await server.open("0.0.0.0")
        targets = [word for address in addresses for word in (address, port)]
        out, seconds = await self.ask(*arguments, *targets, **more)
        await server.close()
        assert server.trouble is None, server.trouble
        return server, out, seconds


def loopback(n):
    return [f"127.0.{i // 250}.{i % 250 + 1}" for i in range(n)]


def says(out, pattern, n):
    found = len(re.findall(pattern, out, re.M))
    assert found == n, f"{pattern}: {found} times, not {n}"


async def nobody_listens(story):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        out, seconds = await story.ask("127.0.0.1", taken.getsockname()[1])
    says(out, r'error code=111 text="ECONNREFUSED"$', 1)
    says(out, r"^outcome refused connect$", 1)
    assert seconds < 3, seconds


async def no_answer_to_the_syn(story):
    """A full queue of a listener drops every SYN."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for one in fillers:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        await asyncio.sleep(0.1)
        out, _ = await story.ask("--timeout", 500, "127.0.0.1", full.getsockname()[1])
        for one in fillers:
            one.close()
    says(out, r"connected", 0)
    says(out, r"^\d+ deadline$", 1)
    says(out, r"^outcome filtered connect$", 1)


async def source_address(story):
    _, out, _ = await story.with_server(BRIEF, ["--source", "127.0.0.9"], ["127.0.0.1"])
    says(out, r'connected text="127\.0\.0\.9:\d+"$', 1)


async def source_that_is_not_ours(story):
    out, _ = await story.ask("--source", "203.0.113.9", "127.0.0.1", 25)
    says(out, r'error code=99 text="EADDRNOTAVAIL"$', 1)


async def source_that_is_no_address(story):
    out, _ = await story.ask("--source", "mail.contoso.example", "127.0.0.1", 25, status=64)
    assert out == "", out


async def no_address_at_all(story):
    out, _ = await story.ask("mail.contoso.example", 25)
    says(out, r'error code=22 text="EINVAL"$', 1)


async def one_connection_per_address(story):
    server, out, _ = await story.with_server(BRIEF, [], ["127.0.0.1"] * 5 + ["127.0.0.2"] * 5)
    says(out, r"^outcome no-starttls ehlo$", 10)
    assert server.most["127.0.0.1"] == server.most["127.0.0.2"] == 1, server.most
    assert server.most["all"] == 2, server.most


async def all_at_once(story):
    server, out, seconds = await story.with_server(SLOW, [], loopback(64))
    says(out, r"^outcome no-starttls ehlo$", 64)
    assert seconds < 64 * 0.5 / 4, seconds
    assert server.most["all"] == 64, server.most


async def no_more_than_allowed(story):
    server, out, _ = await story.with_server(BRIEF, ["--concurrency", 4], loopback(20))
    says(out, r"^outcome no-starttls ehlo$", 20)
    assert server.most["all"] <= 4, server.most


async def few_descriptors(story):
    server, out, _ = await story.with_server(BRIEF, [], loopback(200), few_descriptors=48)
    says(out, r"^outcome no-starttls ehlo$", 200)
    assert 1 < server.most["all"] < 48, server.most


async def budget_is_spent(story):
    arguments = ["--budget", 400, "--timeout", 60000, "--concurrency", 10]
    _, out, seconds = await story.with_server(SILENT, arguments, loopback(30))
    says(out, r'cancelled text="the budget of the run is spent"$', 30)
    says(out, r"connected", 10)
    assert seconds < 3, seconds


async def user_cancels(story):
    arguments = ["--cancel-after", 300, "--timeout", 60000, "--concurrency", 10]
    _, out, seconds = await story.with_server(SILENT, arguments, loopback(30))
    says(out, r'cancelled text="by the user"$', 30)
    assert seconds < 3, seconds


async def each_has_its_own_deadline(story):
    _, out, seconds = await story.with_server(
        SILENT, ["--timeout", 300, "--concurrency", 10], loopback(20)
    )
    says(out, r"^\d+ deadline$", 20)
    assert 0.6 <= seconds < 4, seconds


async def thousand_targets(story):
    _, out, _ = await story.with_server(
        HEALTHY, ["--counts", "--timeout", 60000, "--concurrency", 1000], loopback(1000)
    )
    n, before, after, peak = map(int, re.findall(r"\d+", out))
    assert n == 1000 and after == before, out
    assert peak < PEAK_KIB or "--any-memory" in sys.argv, out


STORIES = [
    nobody_listens,
    no_answer_to_the_syn,
    source_address,
    source_that_is_not_ours,
    source_that_is_no_address,
    no_address_at_all,
    one_connection_per_address,
    all_at_once,
    no_more_than_allowed,
    few_descriptors,
    budget_is_spent,
    user_cancels,
    each_has_its_own_deadline,
    thousand_targets,
]


async def tell(story, number, each):
    try:
        await each(story)
        print(f"ok {number} - {each.__name__.replace('_', '-')}")
        return True
    except (AssertionError, asyncio.TimeoutError) as wrong:
        print(f"not ok {number} - {each.__name__.replace('_', '-')}\n# {wrong!r}")
        return False


async def tell_all(program, folder):
    story = Story(program, folder)
    return [await tell(story, number, each) for number, each in enumerate(STORIES, 1)]


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    print(f"1..{len(STORIES)}")
    with tempfile.TemporaryDirectory() as made:
        keys.make_all(pathlib.Path(made))
        results = asyncio.run(tell_all(sys.argv[1], pathlib.Path(made)))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
