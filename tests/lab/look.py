#!/usr/bin/python3
"""A plain look at one mail server, as the lab's own witness: what is there, told without the program.

usage: look.py ADDRESS ROOTS [TIMEOUT]

Prints one line: "STAGE WHAT", STAGE being connect, greeting, ehlo, starttls, tls or ehlo2.  After a complete
session it is "tls VERSION VERIFY", VERIFY being OpenSSL's number for mail.contoso.example (0: good).
"""

import errno
import select
import socket
import ssl
import sys
import time

NAME = "mail.contoso.example"


def tls_context(roots):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.set_ciphers("ALL:@SECLEVEL=0")
    tls.minimum_version = ssl.TLSVersion.TLSv1
    tls.hostname_checks_common_name = True
    tls.load_verify_locations(roots)
    return tls


def word(error):
    """One word for what the system said."""
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return "closed"
    if isinstance(error, ssl.SSLError):
        return (error.reason or "closed").lower()
    if isinstance(error, TimeoutError):
        return "timeout"
    return errno.errorcode.get(error.errno, "closed").lower() if error.errno else "closed"


class Look:
    def __init__(self, address, roots, timeout):
        self.address, self.roots, self.timeout = address, roots, timeout
        self.stage, self.octets, self.deadline = "connect", None, 0.0

    def reply(self):
        """Code and keywords of one reply; ends with "not-smtp" on what is none."""
        lines = []
        while True:
            line = self.octets.readline(4096)
            if time.monotonic() > self.deadline:
                raise TimeoutError
            if not line:
                raise OSError("closed")
            if not line[:3].isdigit() or not line.endswith(b"\r\n") or b"\0" in line or len(lines) > 100:
                raise ValueError("not-smtp")
            lines.append(line)
            if line[:3] != lines[0][:3]:
                raise ValueError("not-smtp")
            if line[3:4] != b"-":
                return line[:3].decode(), {one[4:].split()[0].upper() for one in lines if one[4:].split()}

    def ask(self, stage, command, wire):
        self.stage = stage
        wire.sendall(command)
        return self.reply()

    def talk(self):
        try:
            wire = socket.create_connection((self.address, 25), self.timeout)
        except ConnectionResetError:  # what is refused is never established, and so never reset
            self.stage = "greeting"
            raise
        self.octets = wire.makefile("rb", buffering=0)
        wire.settimeout(self.timeout)
        self.deadline = time.monotonic() + self.timeout
        self.stage = "greeting"
        code, _ = self.reply()
        if code != "220":
            return code
        code, keywords = self.ask("ehlo", b"EHLO witness.lab.example\r\n", wire)
        if code != "250" or b"STARTTLS" not in keywords:
            return code if code != "250" else "no-starttls"
        code, _ = self.ask("starttls", b"STARTTLS\r\n", wire)
        if code != "220":
            return code
        self.stage = "tls"
        if select.select([wire], [], [], 0)[0] and wire.recv(1, socket.MSG_PEEK):
            return "injected"
        return self.encrypt(wire)

    def encrypt(self, wire):
        tls = tls_context(self.roots)
        try:
            wire = tls.wrap_socket(wire, server_hostname=NAME)
        except ssl.SSLCertVerificationError as error:
            return f"untrusted {error.verify_code}"
        self.octets = wire.makefile("rb", buffering=0)
        code, _ = self.ask("ehlo2", b"EHLO witness.lab.example\r\n", wire)
        if code != "250":
            return code
        self.stage = "tls"
        return f"{wire.version()} 0"

    def tell(self):
        try:
            what = self.talk()
        except (OSError, ValueError) as error:
            what = str(error) if isinstance(error, ValueError) and not isinstance(error, OSError) else word(error)
        return f"{self.stage} {what}"


if __name__ == "__main__":
    SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 2.0
    print(Look(sys.argv[1], sys.argv[2], SECONDS).tell())
