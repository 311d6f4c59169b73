#!/usr/bin/env python3
"""Writes a large Export-Clixml file: Receive connectors, accepted domains and certificates by turns.

make-clixml.py OUT MEGABYTES [--utf16]

The objects are invented and differ in what differs between real ones; --utf16 writes the same
characters as Windows PowerShell does by default, so that the file has twice the octets.
"""
import argparse
import base64
import random

NS = "http://schemas.microsoft.com/powershell/2004/04"
CONFIGURATION = "CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=example"
TYPES = {
    "ReceiveConnector": "Microsoft.Exchange.Data.Directory.SystemConfiguration.ReceiveConnector",
    "AcceptedDomain": "Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain",
    "ExchangeCertificate": "Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate",
    "List": "Microsoft.Exchange.Data.MultiValuedProperty`1",
}
SUFFIXES = ("", "/24", "/28", "-10.1.2.254")


class Writer:
    def __init__(self, dice):
        self.dice = dice
        self.number = 0  # of the next object
        self.known = {}  # type -> number of its list

    def types(self, kind, indent):
        """A new list of types, as after each change of kind, or a reference to an earlier one."""
        if kind in self.known:
            return f'{indent}<TNRef RefId="{self.known[kind]}" />\n'
        self.known[kind] = len(self.known)
        names = [f"Deserialized.{TYPES[kind]}", "Deserialized.Microsoft.Exchange.Data.ConfigurableObject",
                 "Deserialized.System.Object"]
        lines = "".join(f"{indent}  <T>{name}</T>\n" for name in names)
        return f'{indent}<TN RefId="{self.known[kind]}">\n{lines}{indent}</TN>\n'

    def begin(self, kind, shown):
        self.number += 1
        return (f'  <Obj RefId="{self.number - 1}">\n' + self.types(kind, "    ") +
                f"    <ToString>{shown}</ToString>\n")

    @staticmethod
    def props(rows):
        lines = "".join(f'      <{tag} N="{name}">{text}</{tag}>\n' if text else f'      <Nil N="{name}" />\n'
                        for tag, name, text in rows)
        return f"    <Props>\n{lines}    </Props>\n"

    def guid(self):
        return f"{self.dice.getrandbits(32):08x}-0000-4000-8000-{self.dice.getrandbits(48):012x}"

    def receive(self, i):
        server = f"E{i % 9 + 1:02}"
        count = self.dice.choice((1, 3, 12, 60))
        ranges = "".join(
            f"          <S>198.51.{self.dice.randrange(256)}.{self.dice.randrange(256)}{self.dice.choice(SUFFIXES)}</S>\n"
            for _ in range(count))
        text = self.begin("ReceiveConnector", f"{server}\\Inbound {i}") + self.props([
            ("S", "Name", f"Inbound &lt;{i}&gt; &amp; relay"), ("B", "Enabled", "true"),
            ("S", "AuthMechanism", "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer"),
            ("S", "Banner", ""), ("S", "MaxMessageSize", "36 MB (37,748,736 bytes)"),
            ("TS", "ConnectionTimeout", "PT10M"), ("S", "MessageRateLimit", "Unlimited"),
            ("S", "TlsCertificateName", "&lt;I&gt;CN=Example CA 1, O=Contoso, C=DE&lt;S&gt;CN=mail.contoso.example"),
            ("S", "Fqdn", f"{server}.contoso.example"),
            ("S", "PermissionGroups", "AnonymousUsers, ExchangeServers, ExchangeLegacyServers"),
            ("DT", "WhenChangedUTC", f"2026-05-14T08:{i % 60:02}:00Z"), ("G", "Guid", self.guid()),
            ("B", "RequireTLS", "false"), ("S", "MaxInboundConnection", "5000"),
            ("S", "ProtocolLoggingLevel", "Verbose"), ("TS", "TarpitInterval", "PT5S")])
        number = self.number
        self.number += 1
        return text + (
            f'    <MS>\n      <Obj N="RemoteIPRanges" RefId="{number}">\n' + self.types("List", "        ") +
            f"        <LST>\n{ranges}        </LST>\n      </Obj>\n    </MS>\n  </Obj>\n")

    def domain(self, i):
        name = f"domain{i:05}.example"
        return self.begin("AcceptedDomain", name) + self.props([
            ("S", "DomainName", name), ("S", "DomainType", "Authoritative"), ("B", "AddressBookEnabled", "true"),
            ("B", "Default", "false"), ("S", "Name", f"D\u00f6m\u00e4in {i:05}"),
            ("S", "DistinguishedName", f"CN={name},CN=Accepted Domains,CN=Transport Settings,CN=Contoso,{CONFIGURATION}"),
            ("S", "Id", ""), ("DT", "WhenCreated", f"2021-03-02T11:{i % 60:02}:00+01:00")]) + "  </Obj>\n"

    def certificate(self, _):
        raw = base64.b64encode(self.dice.randbytes(1500)).decode()
        return self.begin("ExchangeCertificate", "[Subject] CN=mail.contoso.example") + self.props([
            ("S", "Thumbprint", f"{self.dice.getrandbits(160):040X}"), ("DT", "NotAfter", "2027-01-10T23:59:59Z"),
            ("S", "Services", "IMAP, POP, IIS, SMTP"), ("BA", "RawData", raw)]) + "  </Obj>\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("megabytes", type=float)
    parser.add_argument("--utf16", action="store_true")
    options = parser.parse_args()
    writer = Writer(random.Random(20260915))
    makers = [writer.receive] * 5 + [writer.domain] * 4 + [writer.certificate]
    encoding = "utf-16-le" if options.utf16 else "utf-8"
    length = 0
    with open(options.out, "w", encoding=encoding, newline="\r\n") as out:
        out.write(("\ufeff" if options.utf16 else "") + f'<Objs Version="1.1.0.1" xmlns="{NS}">\n')
        i = 0
        while length < options.megabytes * 1e6:
            text = makers[i % 10](i)
            out.write(text)
            length += len(text.encode()) + text.count("\n")
            i += 1
        out.write("</Objs>\n")


if __name__ == "__main__":
    main()
