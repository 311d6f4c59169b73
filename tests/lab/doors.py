#!/usr/bin/python3
"""Ports that take connections on every address of a host, and say nothing: what is only connected to.

usage: doors.py PORT…

Says "ready" when it listens.
"""

import asyncio
import sys


async def take(_reader, writer):
    writer.close()


async def main():
    servers = [await asyncio.start_server(take, ["0.0.0.0", "::"], int(port)) for port in sys.argv[1:]]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(main())
