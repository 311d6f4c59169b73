"""A server on loopback that plays one script, octet for octet."""

import asyncio
import re
import socket
import ssl
import struct

ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|(.))")
PLAIN = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"\\": b"\\"}


def octets(text):
    def one(match):
        return bytes([int(match.group(1), 16)]) if match.group(1) else PLAIN[match.group(2)]

    return ESCAPE.sub(one, text.encode())


class Script(Exception):
    """The client did not do what the script says."""


def server_context(words, folder):
    names = dict(word.split("=", 1) for word in words if "=" in word)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    if "only" in names:
        version = getattr(ssl.TLSVersion, names["only"].replace(".", "_"))
        context.minimum_version = context.maximum_version = version
    if "dh" in words:
        context.load_dh_params(folder / "dh1024.pem")
        context.set_ciphers("DHE-RSA-AES128-SHA256:@SECLEVEL=0")
    context.load_cert_chain(folder / f"{names.get('cert', 'rsa2048')}.pem")
    if "client-cert" in words:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(folder / "client.pem")

    def on_name(_, name, __):
        if name != "mail.contoso.example" and "need-name" in words:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        return None

    context.sni_callback = on_name
    return context


class Session:
    """One connection: what the script says, step by step."""

    def __init__(self, reader, writer, folder):
        self.reader, self.writer, self.folder = reader, writer, folder
        self.tls, self.incoming, self.outgoing = None, None, None
        self.early = b""

    # --- octets ---

    async def say(self, data):
        if self.tls:
            self.tls.write(data)
            data = self.outgoing.read()
        self.writer.write(data)
        await self.writer.drain()

    async def more(self):
        """Clear octets; b"" when the client has left."""
        while True:
            if not self.tls:
                return await self.reader.read(65536)
            try:
                return self.tls.read(65536)
            except ssl.SSLWantReadError:
                data = await self.reader.read(65536)
                if not data:
                    return b""
                self.incoming.write(data)
            except ssl.SSLZeroReturnError:
                return b""

    # --- steps ---

    async def line(self, text):
        await self.say(text.encode() + b"\r\n")

    async def raw(self, text):
        await self.say(octets(text))

    async def expect(self, text):
        seen = self.early
        while b"\n" not in seen:
            data = await self.more()
            if not data:
                raise Script(f"the client left before it said {text}, after {seen!r}")
            seen += data
        first, _, self.early = seen.partition(b"\n")
        if not first.startswith(text.encode()):
            raise Script(f"the client said {first!r}, not {text}")

    async def wait(self, text):
        await asyncio.sleep(float(text))

    async def drip(self, text):
        seconds, _, rest = text.partition(" ")
        for octet in octets(rest):
            await self.say(bytes([octet]))
            await asyncio.sleep(float(seconds))

    async def repeat(self, text):
        times, _, rest = text.partition(" ")
        for _ in range(int(times) // 1000):
            await self.say(octets(rest) * 1000)

    async def endless(self, text):
        while True:
            await self.say(octets(text) * 100)

    async def hello(self, _):
        self.early = await self.reader.read(65536)
        if self.early[:1] != b"\x16":
            raise Script(f"no ClientHello but {self.early[:20]!r}")

    def begin_tls(self, words):
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = server_context(words, self.folder)
        self.incoming.write(self.early)
        self.early = b""
        return context.wrap_bio(self.incoming, self.outgoing, server_side=True)

    async def handshake(self, tls):
        while True:
            try:
                return tls.do_handshake()
            except ssl.SSLWantReadError:
                await self.flush()
                data = await self.reader.read(65536)
                if not data:
                    raise Script("the client left in the handshake")
                self.incoming.write(data)

    async def flush(self):
        self.writer.write(self.outgoing.read())
        await self.writer.drain()

    async def tls_full(self, text):
        words = text.split()
        tls = self.begin_tls(words)
        try:
            await self.handshake(tls)
        except ssl.SSLError as error:
            if "fails" not in words:
                raise Script(f"handshake: {error}")
        await self.flush()
        self.tls = tls

    async def tls_cut(self, text):
        if not self.early:
            await self.hello("")
        tls = self.begin_tls([])
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            self.writer.write(self.outgoing.read()[: int(text)])
            await self.writer.drain()
        # the client has read it before the next step
        await asyncio.sleep(0.1)

    async def close_notify(self, _):
        try:
            self.tls.unwrap()
        except ssl.SSLWantReadError:
            pass
        await self.flush()

    async def stall(self, _):
        while await self.reader.read(65536):
            pass

    async def fin(self, _):
        self.writer.close()

    async def rst(self, _):
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


STEPS = {
    ">": Session.line,
    ">>": Session.raw,
    "<": Session.expect,
    "wait": Session.wait,
    "drip": Session.drip,
    "repeat": Session.repeat,
    "endless": Session.endless,
    "hello": Session.hello,
    "tls": Session.tls_full,
    "tls-cut": Session.tls_cut,
    "close-notify": Session.close_notify,
    "stall": Session.stall,
    "fin": Session.fin,
    "rst": Session.rst,
}


class Server:
    def __init__(self, script, folder):
        self.script, self.folder = script, folder
        self.trouble = None
        self.n_connections = 0
        self.tasks = set()

    async def open(self, address):
        """The port."""
        self.server = await asyncio.start_server(self.serve, address, 0, backlog=2048)
        return self.server.sockets[0].getsockname()[1]

    async def close(self):
        self.server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def serve(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        self.n_connections += 1
        session = Session(reader, writer, self.folder)
        try:
            for word, rest in self.script:
                await STEPS[word](session, rest)
        except Script as trouble:
            self.trouble = str(trouble)
        except (ConnectionError, ssl.SSLError, asyncio.CancelledError):
            pass  # the client may leave whenever it has seen enough
        finally:
            writer.close()
            self.tasks.discard(asyncio.current_task())
