#!/usr/bin/python3
"""The lab's resolver: names of one family, names that do not exist, and questions that stay unanswered.

usage: resolver.py ADDRESS TABLE

TABLE is JSON: {"name": {"A": [addresses] or a word, "AAAA": …}}, the word being "servfail" or "silent".  A type
that is not listed has no records; a name that is not listed does not exist.  Says "ready" when it listens.
"""

import ipaddress
import json
import socket
import struct
import sys

TYPES = {1: "A", 28: "AAAA"}
NOERROR, SERVFAIL, NXDOMAIN = 0, 2, 3
TTL = 60


def question(packet):
    """(name, type, octets of the question) of a query with one question."""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("ascii").lower())
        at += 1 + packet[at]
    kind = struct.unpack_from("!H", packet, at + 1)[0]
    return ".".join(labels), TYPES.get(kind, ""), packet[12 : at + 5]


def answer(packet, table):
    """The octets of an answer, or None for none."""
    name, kind, asked = question(packet)
    what = table.get(name, {}).get(kind, [])
    if what == "silent":
        return None
    code = NXDOMAIN if name not in table else SERVFAIL if what == "servfail" else NOERROR
    addresses = [ipaddress.ip_address(one).packed for one in what] if isinstance(what, list) else []
    records = b"".join(
        b"\xc0\x0c" + struct.pack("!HHIH", 1 if len(one) == 4 else 28, 1, TTL, len(one)) + one for one in addresses
    )
    flags = 0x8180 | code  # an answer, recursion wanted and there
    return packet[:2] + struct.pack("!HHHHH", flags, 1, len(addresses), 0, 0) + asked + records


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        table = json.load(file)
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    wire.bind((sys.argv[1], 53))
    print("ready", flush=True)
    while True:
        packet, peer = wire.recvfrom(4096)
        try:
            octets = answer(packet, table)
        except (IndexError, UnicodeDecodeError, struct.error):
            continue  # no query at all
        if octets:
            wire.sendto(octets, peer)


if __name__ == "__main__":
    main()
