"""What a run leaves behind: the Comment of OnPremisesOrganization, and the .cc file."""
import base64
import dataclasses
import datetime
import json

EPOCH = datetime.datetime(1, 1, 1)


def ticks(utc):
    """.NET ticks: 100 ns since 0001-01-01 UTC."""
    span = utc - EPOCH
    return (span.days * 86400 + span.seconds) * 10_000_000 + span.microseconds * 10


def packed(version):
    """Four 16-bit numbers in one."""
    major, minor, build, revision = (int(part) for part in version.split("."))
    return major << 48 | minor << 32 | build << 16 | revision


@dataclasses.dataclass(frozen=True)
class Record:
    domain: str
    time: datetime.datetime
    first_time: datetime.datetime
    client: str
    server: str
    endpoint: str
    duration: str
    succeeded: bool

    def fields(self):
        """Name, .NET type, value: what the .cc and the Comment have in common."""
        return [
            ("CurrentDomain", "System.String", self.domain),
            ("Mode", "System.String", "FullHybrid"),
            ("ObjectConfigTransfer", "System.Boolean", False),
            ("ClientVersion", "System.Int64", packed(self.client)),
            ("DateTimeUtcTicks", "System.Int64", ticks(self.time)),
            ("ServerVersion", "System.Int64", packed(self.server)),
            ("MigrationEndpointIdentity", "System.String", self.endpoint),
            ("LastConnectorChoice", "System.Boolean", False),
            ("ConnectorFirstExperienceUtcTicks", "System.Int64", ticks(self.first_time)),
        ]

    def comment(self):
        """Base64 of raw DEFLATE of UTF-16LE elements without a root."""
        ended = [
            ("WorkflowDuration", "System.TimeSpan", self.duration),
            ("WorkflowSucceeded", "System.Boolean", self.succeeded),
        ]
        text = "".join(
            f'<{name} Type="{kind}">{value}</{name}>' for name, kind, value in self.fields() + ended
        )
        return base64.b64encode(deflate(b"\xff\xfe" + text.encode("utf-16-le"))).decode("ascii")

    def json(self):
        """The .cc: the wizard writes it before it starts, so it knows no outcome."""
        return json.dumps({name: value for name, _, value in self.fields()})


def deflate(data):
    """Raw DEFLATE (RFC 1951): one block of fixed codes, no repeats.

    zlib's output differs between its versions; these files must not.
    """
    bits = _Bits()
    bits.put(1, 1)  # last block
    bits.put(1, 2)  # fixed Huffman codes
    for octet in data:
        bits.put_literal(octet)
    bits.put_literal(256)
    return bits.octets()


class _Bits:
    def __init__(self):
        self.value = 0
        self.length = 0

    def put(self, value, count):
        """Numbers go in with their least significant bit first …"""
        self.value |= value << self.length
        self.length += count

    def put_code(self, code, count):
        """… Huffman codes with their most significant bit first."""
        self.put(int(f"{code:0{count}b}"[::-1], 2), count)

    def put_literal(self, symbol):
        if symbol < 144:
            self.put_code(0x30 + symbol, 8)
        elif symbol < 256:
            self.put_code(0x190 + symbol - 144, 9)
        else:
            self.put_code(symbol - 256, 7)

    def octets(self):
        return self.value.to_bytes((self.length + 7) // 8, "little")
