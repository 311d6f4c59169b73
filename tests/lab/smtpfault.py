#!/usr/bin/python3
"""SMTP servers that misbehave, each in one way.

usage: smtpfault.py TABLE

TABLE is JSON: a list of {"address", "mode"} with, where the mode uses them, "certificate" (PEM of key and
chain), "delay" (seconds) and "version" ("TLSv1_2").  All listen on port 25.  Says "ready" when all do.  MODES tells the habits.
"""

import asyncio
import json
import socket
import ssl
import struct
import sys

BANNER = b"220 mail.contoso.example ESMTP ready\r\n"
LIFE = 120.0  # seconds of any connection
MODES = {
    "tarpit": "accepts and never says a word",
    "slow": "greets after the delay",
    "drip": "one octet of the greeting per delay",
    "reset": "RST right after the connection",
    "close": "FIN right after the connection",
    "greet421": "421 instead of a greeting",
    "greet554": "554 instead of a greeting",
    "postscreen": "a greeting of two lines, the second after the delay",
    "masked": "a greeting of asterisks, and XXXXXXXA for STARTTLS",
    "endless": "a greeting that never ends",
    "lines": "100 000 lines of greeting",
    "codes": "a greeting whose lines bear different codes",
    "binary": "a greeting of NULs and octets above 127",
    "noehlo": "500 to EHLO, 250 to HELO",
    "noesmtp": "500 to EHLO and to HELO",
    "ehlo421": "421 to EHLO",
    "ehlosilent": "never answers EHLO",
    "notls": "EHLO without STARTTLS",
    "tls454": "454 to STARTTLS",
    "tls502": "502 to STARTTLS",
    "tls421": "421 to STARTTLS",
    "tlsreset": "RST behind the 220 to STARTTLS",
    "tlsinject": "more text in the same breath as the 220 to STARTTLS",
    "tlsjunk": "plain text instead of the ServerHello",
    "tlsstall": "silence instead of the ServerHello",
    "tlscut": "FIN instead of the ServerHello",
    "tlsalert": "a TLS alert instead of the ServerHello",
    "tlsmute": "TLS, and then silence",
    "good": "everything as it should be",
    "demand": "a client certificate or a TLS alert",
}
SPOKEN = {
    "greet421": b"421 4.3.2 Service not available\r\n",
    "greet554": b"554 5.7.1 Access denied\r\n",
    "masked": b"220 " + b"*" * 30 + b"\r\n",
    "binary": b"220 \x00\xff\xfe\x1b[2J\r\n",
    "codes": b"220-mail.contoso.example\r\n250 ESMTP ready\r\n",
}
ALERT = bytes([21, 3, 3, 0, 2, 2, 40])  # fatal handshake_failure


def reset(writer):
    """Ends the connection with RST."""
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


class Session:
    """One connection; returning from talk() closes it."""

    def __init__(self, reader, writer, entry, tls):
        self.reader, self.writer, self.tls = reader, writer, tls
        self.mode, self.delay = entry["mode"], entry.get("delay", 1.0)

    async def say(self, octets):
        self.writer.write(octets)
        await self.writer.drain()

    async def say_slowly(self, pieces):
        for piece in pieces:
            await self.say(piece)
            await asyncio.sleep(self.delay)

    async def talk(self):
        if await self.greet():
            while await self.answer(await self.reader.readline()):
                pass

    async def greet(self):
        """FALSE when there is nothing more to say."""
        if self.mode == "tarpit":
            await asyncio.sleep(LIFE)
        elif self.mode == "reset":
            reset(self.writer)
        elif self.mode == "endless":
            await self.say(b"220 ")
            while True:
                await self.say(b"A" * 4096)
        elif self.mode == "lines":
            for _ in range(100):
                await self.say(b"220-mail.contoso.example\r\n" * 1000)
            await self.say(BANNER)
        elif self.mode == "drip":
            await self.say_slowly(bytes([octet]) for octet in BANNER)
        elif self.mode == "postscreen":
            await self.say_slowly([b"220-mail.contoso.example ESMTP\r\n"])
            await self.say(BANNER)
        elif self.mode != "close":
            await asyncio.sleep(self.delay if self.mode == "slow" else 0)
            await self.say(SPOKEN.get(self.mode, BANNER))
        return self.mode not in ("tarpit", "reset", "close", "greet421", "greet554")

    async def answer(self, line):
        verb = (line.split() or [b""])[0].upper()
        if verb == b"EHLO":
            return await self.ehlo()
        if verb == b"STARTTLS" and self.offers_tls():
            return await self.starttls()
        if verb == b"HELO" and self.mode != "noesmtp":
            await self.say(b"250 mail.contoso.example\r\n")
        elif verb == b"QUIT":
            await self.say(b"221 2.0.0 Bye\r\n")
            return False
        else:
            await self.say(b"500 5.5.1 unrecognized\r\n")
        return line != b""

    def offers_tls(self):
        return self.mode not in ("notls", "masked", "noehlo", "noesmtp")

    async def ehlo(self):
        if self.mode in ("noehlo", "noesmtp"):
            await self.say(b"500 5.5.1 unrecognized\r\n")
        elif self.mode == "ehlo421":
            await self.say(b"421 4.7.0 Too many connections\r\n")
            return False
        elif self.mode == "ehlosilent" or self.mode == "tlsmute" and self.is_encrypted():
            await asyncio.sleep(LIFE)
        else:
            await self.say(b"250-mail.contoso.example\r\n250-PIPELINING\r\n" + self.offer() + b"250 SIZE 1000000\r\n")
        return True

    def offer(self):
        """Its line about STARTTLS; a firewall that knows no TLS writes over the keyword."""
        if self.mode == "masked":
            return b"250-XXXXXXXA\r\n"
        return b"250-STARTTLS\r\n" if self.offers_tls() and not self.is_encrypted() else b""

    def is_encrypted(self):
        return self.writer.get_extra_info("sslcontext") is not None

    async def starttls(self):
        refusals = {"tls454": b"454 4.7.0 TLS not available\r\n", "tls502": b"502 5.5.1 Not implemented\r\n",
                    "tls421": b"421 4.3.2 Closing\r\n"}  # fmt: skip
        if self.mode in refusals:
            await self.say(refusals[self.mode])
            return self.mode != "tls421"
        if self.mode == "tlsinject":
            await self.say(b"220 2.0.0 Ready\r\n250 injected\r\n")
        elif self.mode == "demand" or self.mode.startswith("tls") and self.mode != "tlsmute":
            await self.say(b"220 2.0.0 Ready\r\n")
        else:
            return await self.encrypt()
        if self.mode == "tlsreset":
            reset(self.writer)
            return False
        if self.mode == "demand":
            return await self.demand()
        await self.reader.read(65536)  # the ClientHello
        if self.mode == "tlsstall":
            await asyncio.sleep(LIFE)
        await self.say({"tlsjunk": b"500 this is not TLS at all\r\n", "tlsalert": ALERT}.get(self.mode, b""))
        return False

    async def demand(self):
        """A handshake by hand: asyncio ends a failed one without the alert."""
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        hands = self.tls.wrap_bio(incoming, outgoing, server_side=True)
        while True:
            try:
                hands.do_handshake()
                return False
            except ssl.SSLWantReadError:
                await self.say(outgoing.read())
                octets = await self.reader.read(65536)
                incoming.write(octets)
                if not octets:
                    return False
            except ssl.SSLError:
                await self.say(outgoing.read())
                return False

    async def encrypt(self):
        # Nothing may be awaited between the 220 and the switch: the ClientHello would be read as text.
        self.writer.write(b"220 2.0.0 Ready\r\n")
        await self.writer.start_tls(self.tls)
        return True


def context(entry):
    if "certificate" not in entry:
        return None
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(entry["certificate"])
    if "version" in entry:
        tls.minimum_version = tls.maximum_version = getattr(ssl.TLSVersion, entry["version"])
    if entry["mode"] == "demand":
        tls.verify_mode = ssl.CERT_REQUIRED
    return tls


async def listen(entry):
    tls = context(entry)

    async def handle(reader, writer):
        try:
            await asyncio.wait_for(Session(reader, writer, entry, tls).talk(), LIFE)
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError):
            pass  # the other side left, which is its right
        finally:
            writer.close()

    return await asyncio.start_server(handle, entry["address"], 25, limit=1 << 20)


async def main():
    with open(sys.argv[1], encoding="utf-8") as table:
        servers = [await listen(entry) for entry in json.load(table)]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
