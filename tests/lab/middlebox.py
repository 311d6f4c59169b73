#!/usr/bin/python3
"""A box between Exchange Online and the mail host that nobody configured knowingly: transparent, both
addresses kept, one port of the perimeter per habit (network.middlebox() leads port 25 to one of them).

usage: middlebox.py CERTIFICATE        (PEM of key and chain, for the habit intercept)

  pass       changes nothing
  inspect    what Cisco calls ESMTP inspection: the greeting to asterisks, keywords it does not know and the
             STARTTLS command to X
  strip      takes the keyword STARTTLS away
  intercept  ends TLS on both sides, with its own certificate
Says "ready" when all listen.
"""

import asyncio
import re
import socket
import ssl
import sys

PORTS = {"pass": 2501, "inspect": 2502, "strip": 2503, "intercept": 2504}
IP_TRANSPARENT, IPV6_TRANSPARENT = 19, 75
KNOWN = {b"SIZE", b"8BITMIME", b"HELP", b"ETRN", b"EXPN", b"VRFY", b"AUTH", b"ONEX", b"TURN", b"VERB",
         b"DSN", b"SAML", b"SEND", b"SOML"}  # fmt: skip


def mask_banner(line):
    """The appliance keeps the code and the digits 2 and 0; all else becomes an asterisk."""
    return line[:4] + re.sub(rb"[^20\r\n]", b"*", line[4:])


def mask_keyword(line):
    body = line[4:].rstrip(b"\r\n")
    if body.split(b" ")[0].upper() in KNOWN:
        return line
    return line[:4] + b"X" * len(body) + b"\r\n"


def transparent(address):
    """A socket that may bear an address that is not this host's."""
    is_v6 = ":" in address
    made = socket.socket(socket.AF_INET6 if is_v6 else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if is_v6:
        made.setsockopt(socket.SOL_IPV6 if hasattr(socket, "SOL_IPV6") else 41, IPV6_TRANSPARENT, 1)
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    else:
        made.setsockopt(socket.SOL_IP, IP_TRANSPARENT, 1)
    return made


class Box:
    """One connection passing through."""

    def __init__(self, habit, certificate, client):
        self.habit, self.certificate = habit, certificate
        self.reader, self.writer = client
        self.far_reader, self.far_writer = None, None
        self.is_raw = False  # TLS: octets, no lines any more
        self.awaits = "greeting"  # what the server's next reply answers

    async def connect(self):
        peer = self.writer.get_extra_info("peername")[0]
        there = self.writer.get_extra_info("sockname")[:2]
        outgoing = transparent(peer)
        outgoing.bind((peer, 0))
        outgoing.setblocking(False)
        await asyncio.get_running_loop().sock_connect(outgoing, there)
        self.far_reader, self.far_writer = await asyncio.open_connection(sock=outgoing)

    async def run(self):
        await self.connect()
        try:
            up, down = asyncio.create_task(self.upwards()), asyncio.create_task(self.downwards())
            await asyncio.gather(up, down)
        finally:
            self.far_writer.close()

    async def upwards(self):
        """Client to server, until TLS is cut open."""
        while data := await (self.reader.read(65536) if self.is_raw else self.reader.readline()):
            verb = b"" if self.is_raw else (data.split() or [b""])[0].upper()
            if verb == b"STARTTLS" and self.habit == "inspect":
                data = b"XXXXXXXX\r\n"
            elif verb in (b"STARTTLS", b"EHLO"):
                self.awaits = verb.decode().lower()
            self.far_writer.write(data)
            await self.far_writer.drain()
            if verb == b"STARTTLS" and self.habit == "intercept":
                return
        self.far_writer.close()

    async def downwards(self):
        """Server to client."""
        is_first = True  # line of a reply
        while data := await (self.far_reader.read(65536) if self.is_raw else self.far_reader.readline()):
            if not self.is_raw:
                is_last, asked = data[3:4] != b"-", self.awaits
                if asked == "starttls" and data[:3] == b"220":
                    if self.habit == "intercept":
                        await self.intercept(data)
                        return
                    self.is_raw = True
                data = self.changed(data, asked, is_first, is_last)
                is_first = is_last
                if is_last:
                    self.awaits = ""
            self.writer.write(data)
            await self.writer.drain()
        self.writer.close()

    def changed(self, line, asked, is_first, is_last):
        if self.habit == "inspect" and asked == "greeting":
            return mask_banner(line)
        if self.habit == "inspect" and asked == "ehlo" and not is_first:
            return mask_keyword(line)
        if self.habit == "strip" and asked == "ehlo" and line[4:].strip().upper() == b"STARTTLS":
            return b"250 8BITMIME\r\n" if is_last else b""
        return line

    async def intercept(self, reply):
        outer = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        outer.check_hostname, outer.verify_mode = False, ssl.CERT_NONE
        inner = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        inner.load_cert_chain(self.certificate)
        await self.far_writer.start_tls(outer)
        self.writer.write(reply)  # nothing awaited before the switch: see smtpfault.py
        await self.writer.start_tls(inner)
        await asyncio.gather(
            pump(self.far_reader, self.writer), pump(self.reader, self.far_writer), return_exceptions=True
        )


async def pump(source, sink):
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()


async def listen(habit, address, certificate):
    async def handle(reader, writer):
        try:
            await Box(habit, certificate, (reader, writer)).run()
        except OSError:
            pass  # one of the sides left
        finally:
            writer.close()

    waiting = transparent(address)
    waiting.bind((address, PORTS[habit]))
    return await asyncio.start_server(handle, sock=waiting)


async def main():
    servers = [await listen(habit, address, sys.argv[1]) for habit in PORTS for address in ("127.0.0.1", "::1")]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
