#!/usr/bin/env python3
"""Writes the CLIXML samples of tests/parse/clixml.

In: nothing.  Out: per story NAME.xml, the octets, and NAME.expected: the path it is read under, the
bags and warnings it must give.  The expectations are written here by hand beside what they are of;
tests/unit/test-clixml.c holds the reader to them.

Usage: make-clixml.py [--check] FOLDER
With --check nothing is written; a sample that is not what would be written is named.
"""
import base64
import pathlib
import re
import sys

NS = "http://schemas.microsoft.com/powershell/2004/04"
ONPREM = "CN=Configuration,DC=contoso,DC=example"
CONNECTIONS = (
    "CN=Connections,CN=Exchange Routing Group (DWBGZMFD01QNBJR),CN=Routing Groups,"
    "CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=Contoso,"
    "CN=Microsoft Exchange,CN=Services," + ONPREM
)
DN = "CN=Outbound to Office 365," + CONNECTIONS
SEND_TYPE = "Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig"
MVP = "Microsoft.Exchange.Data.MultiValuedProperty`1[[System.String, mscorlib]]"
PATH = "onprem-org-SendConnector.clixml"
SERIALIZED = base64.b64encode(b"\0\1\0\0\0\xff\xff\xff\xff never decoded " * 3).decode()

# --- what Export-Clixml writes -------------------------------------------------------------------


def escape(text):
    """XML's own escapes; _xHHHH_ is written by hand where a story wants it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attributes(name, ref=None, **more):
    given = {"N": name, "RefId": ref, **more}
    return "".join(f' {key}="{value}"' for key, value in given.items() if value is not None)


def value(tag, text, name=None, **more):
    return [f"<{tag}{attributes(name, **more)}>{escape(text)}</{tag}>"]


def s(text, name=None):
    return value("S", text, name)


def nil(name=None):
    return [f"<Nil{attributes(name)} />"]


def ref(target, name=None):
    return [f'<Ref{attributes(name, target)} />']


def block(tag, *parts, start=""):
    inside = [line for part in parts for line in part]
    if not inside:
        return [f"<{tag}{start} />"]
    return [f"<{tag}{start}>", *("  " + line for line in inside), f"</{tag}>"]


def types(number, *names):
    return block("TN", *([f"<T>{escape(name)}</T>"] for name in names), start=f' RefId="{number}"')


def typeref(number):
    return [f'<TNRef RefId="{number}" />']


def obj(*parts, name=None, number=None, **more):
    return block("Obj", *parts, start=attributes(name, number, **more))


def props(*parts):
    return block("Props", *parts)


def ms(*parts):
    return block("MS", *parts)


def to_string(text):
    return value("ToString", text)


def lst(*parts, tag="LST"):
    return block(tag, *parts)


def objs(*parts, namespace=NS):
    ns = f' xmlns="{namespace}"' if namespace else ""
    return block("Objs", *parts, start=f' Version="1.1.0.1"{ns}')


def text(lines):
    return "\r\n".join(lines) + "\r\n"


# --- stories -------------------------------------------------------------------------------------

STORIES = {}


def story(name, contents, expected, path=PATH):
    """In @expected, "{at X}" stands for the line and octet behind the first X of the file."""
    octets = contents if isinstance(contents, bytes) else contents.encode()
    expected = [re.sub("{at (.*?)}", lambda found: place(octets, found[1].encode()), line, flags=re.S) for line in expected]
    STORIES[f"{name}.xml"] = octets
    STORIES[f"{name}.expected"] = (f"path {path}\n" + "\n".join(expected) + "\n").encode()


def place(octets, needle):
    before = octets[: octets.index(needle) + len(needle)]
    return f"line {before.count(10) + 1} (octet {len(before)})"


def bag(kind, side, *properties, head="collected"):
    return [f"{kind} {side} {head}", "-", *properties]


def send(*properties, start=types(0, SEND_TYPE, "System.Object"), number=0):
    """One Send connector whose place shows that it is of an organisation on premises."""
    return obj(start, props(s(DN, "DistinguishedName"), *properties), number=number)


def sent(*properties, **how):
    return bag("SendConnector", "on-premises", f"DistinguishedName = {DN}", *properties, **how)


def expect(name, *properties, warnings=(), gives=(), **how):
    """A story about one property or two of one connector."""
    story(
        name,
        text(objs(send(*properties))),
        sent(*gives, **how) + [f"! {warning}" for warning in warnings],
    )


def flavours():
    """The same connector as four shells write it: all four give the same bag."""
    lists = {"AddressSpaces": ["smtp:contoso.mail.onmicrosoft.com;1"], "SmartHosts": []}
    gives = [
        f"DistinguishedName = {DN}",
        "Name = Outbound to Office 365",
        "RequireTLS = True",
        "Port = 25",
        "ErrorPolicies = Default",
        "ConnectionInactivityTimeOut = 00:10:00",
        "MaxMessageSize = 36 MB (37,748,736 bytes)",
        "WhenChangedUTC = 2026-09-15T08:12:00.500Z",
        "Fqdn = null",
        "AddressSpaces = [smtp:contoso.mail.onmicrosoft.com;1]",
        "SmartHosts = []",
    ]
    flat = [
        s(DN, "DistinguishedName"),
        s("Outbound to Office 365", "Name"),
        value("B", "true", "RequireTLS"),
        value("I32", "25", "Port"),
    ]
    when = value("DT", "2026-09-15T10:12:00.5+02:00", "WhenChangedUTC")
    extra = ms(s("e1.contoso.example", "PSShowComputerName"), value("BA", SERIALIZED, "SerializationData"))

    def rich(name, number, type_name, shown, *parts):
        return obj(types(number, type_name, "System.Object"), to_string(shown), *parts,
                   name=name, number=number)

    def live(with_data):
        more = [extra] if with_data else []
        return [
            *flat,
            rich("ErrorPolicies", 1, "Microsoft.Exchange.Data.ErrorPolicies", "Default", value("I32", "0")),
            rich("ConnectionInactivityTimeOut", 2, "Microsoft.Exchange.Data.EnhancedTimeSpan", "00:10:00",
                 props(value("I32", "10", "Minutes"), value("I64", "6000000000", "Ticks")), *more),
            rich("MaxMessageSize", 3, "Microsoft.Exchange.Data.Unlimited`1[[Microsoft.Exchange.Data.ByteQuantifiedSize]]",
                 "36 MB (37,748,736 bytes)", props(value("B", "false", "IsUnlimited")), *more),
            when,
            nil("Fqdn"),
            obj(types(4, MVP), lst(*(
                obj(types(5, "Microsoft.Exchange.Data.AddressSpace"), to_string(one),
                    props(value("I32", "1", "Cost"), s("wrong", "Name")), *more, number=40)
                for one in lists["AddressSpaces"])), name="AddressSpaces", number=4),
            obj(typeref(4), lst(), name="SmartHosts", number=5),
        ]

    plain = [
        *flat,
        s("Default", "ErrorPolicies"),
        s("00:10:00", "ConnectionInactivityTimeOut"),
        s("36 MB (37,748,736 bytes)", "MaxMessageSize"),
        when,
        nil("Fqdn"),
        *(obj(types(n, "Deserialized." + MVP), lst(*(s(one) for one in values)), name=name, number=n)
          for n, (name, values) in enumerate(lists.items(), 10)),
    ]
    selected = [line if line is not plain[5] else value("TS", "PT10M", "ConnectionInactivityTimeOut")
                for line in plain]
    session = ms(s("e1.contoso.example", "PSComputerName"),
                 value("G", "6c1d61f0-3d2e-4bd0-9f68-0d0f2d3f0a11", "RunspaceId"))
    computer = "PSComputerName = e1.contoso.example"
    head = types(0, SEND_TYPE, "System.Object")
    remote = types(0, "Deserialized." + SEND_TYPE, "Deserialized.System.Object")
    chosen = types(0, "Selected." + SEND_TYPE, "System.Management.Automation.PSCustomObject")
    top = {"a-rehydrated": (head, [props(*live(True)), session], [computer]),
           "b-remote": (remote, [props(*plain), session], [computer]),
           "c-local": (head, [props(*live(False))], []),
           "d-selected": (chosen, [ms(*selected)], [])}
    for name, (kind, parts, more) in top.items():
        story(f"flavour-{name}", text(objs(obj(kind, to_string("Outbound to Office 365"), *parts, number=0))),
              bag("SendConnector", "on-premises", *gives, *more))


def references():
    shared = obj(types(1, "System.Net.IPAddress"), to_string("198.51.100.7"),
                 ms(s("198.51.100.7", "IPAddressToString")), name="Address", number=7)
    host = obj(types(2, "Microsoft.Exchange.Data.SmartHost"), to_string("[198.51.100.7]"), props(shared), number=6)
    hosts = obj(types(3, MVP), lst(host), name="SmartHosts", number=5)
    expect("ref-shared", hosts, ref(7, "SourceIPAddress"),
           gives=["SmartHosts = [[198.51.100.7]]", "SourceIPAddress = 198.51.100.7"])
    second = obj(typeref(0), props(s(DN.replace("Outbound", "Second"), "DistinguishedName"),
                                   ref(5, "SmartHosts"), ref(7, "Fqdn")), number=8)
    story("ref-earlier-object", text(objs(send(hosts), second)),
          sent("SmartHosts = [[198.51.100.7]]") +
          ["-", f"DistinguishedName = {DN.replace('Outbound', 'Second')}",
           "SmartHosts = [[198.51.100.7]]", "Fqdn = 198.51.100.7"])
    expect("ref-missing", ref(99, "Fqdn"), s("Outbound", "Name"), ref(98, "NobodyWants"),
           obj(types(9, MVP), lst(s("a"), ref(97)), name="SmartHosts", number=12),
           gives=["Name = Outbound"],
           warnings=["Fqdn at {at Ref N=\"Fqdn\" RefId=\"99\" } (and 1 more) refers to what is not in the file: not known"])
    expect("ref-cycle", ref(0, "Identity"), s("Outbound", "Name"),
           obj(types(9, MVP), lst(ref(20), s("a")), name="SmartHosts", number=20),
           gives=["Name = Outbound"],
           warnings=["SmartHosts at {at <S>a</S>\r\n        </LST>\r\n      </Obj>} is longer than the limit (HC_LIMIT_XML_TEXT): not known"])
    # The last definition of an identifier counts, from where it stands.
    expect("ref-twice", obj(to_string("first.contoso.example"), name="Address", number=3), ref(3, "Fqdn"),
           obj(to_string("second.contoso.example"), name="Address", number=3), ref(3, "TlsDomain"),
           gives=["Fqdn = first.contoso.example", "TlsDomain = second.contoso.example"])
    # Identifiers are texts; only by custom are they small numbers.
    expect("ref-opaque", obj(to_string("one.contoso.example"), name="Address", number="4294967299"),
           obj(to_string("two.contoso.example"), name="Address", number="x-1"),
           obj(to_string("three.contoso.example"), name="Address", number="007"),
           ref("4294967299", "Fqdn"), ref("x-1", "TlsDomain"), ref("007", "Name"), ref("7", "Comment"),
           gives=["Fqdn = one.contoso.example", "TlsDomain = two.contoso.example", "Name = three.contoso.example"],
           warnings=["Comment at {at <Ref N=\"Comment\" RefId=\"7\" } refers to what is not in the file: not known"])


def texts():
    expect("escapes", s("a_x000D__x000A_b_x005F_x41__x0041_", "Comment"), s("_xZZZZ_ _x12_ _x", "Name"),
           s("_x0001F600_ _x00e9_ _X0042_", "Fqdn"), s("_x005F_x005F_", "TlsDomain"),
           gives=[r"Comment = a\r\nb_x41_A", "Name = _xZZZZ_ _x12_ _x", "Fqdn = \U0001F600 é B",
                  "TlsDomain = _x005F_"])
    expect("surrogates", s("_xD83D__xDE00_", "Name"), s("_xD83D_!_xDE00_", "Comment"), s("a_x0000_b", "Fqdn"),
           gives=["Name = \U0001F600", "Comment = �!�", "Fqdn = a�b"],
           warnings=["Comment at {at !_xDE00_</S>} (and 1 more) escapes what is no character: replaced by U+FFFD"])
    expect("cdata", ['<S N="Name"><![CDATA[a<b>&c]]></S>'], ['<S N="Fqdn">a<!-- b -->c<?d e?></S>'],
           gives=["Name = a<b>&c", "Fqdn = ac"])
    expect("name-escaped", s("x", "TlsDomai_x006E_"), s("y", "FQDN"), gives=["TlsDomain = x", "FQDN = y"])
    expect("values", value("B", "1", "Enabled"), value("B", "0", "RequireTLS"), value("I32", "+0025", "Port"),
           value("C", "65", "Name"), value("TS", "-P1DT2H3M4.5S", "TarpitInterval"),
           value("TS", "PT90M", "ConnectionInactivityTimeOut"), value("Db", "1.5E3", "Priority"),
           value("URI", "https://contoso.example/", "ExternalUrl"), value("Version", "15.2.1.0", "FileVersion"),
           value("U64", "18446744073709551615", "MaxSendSize"),
           gives=["Enabled = True", "RequireTLS = False", "Port = 25", "Name = A",
                  "TarpitInterval = -1.02:03:04.5000000", "ConnectionInactivityTimeOut = 01:30:00",
                  "Priority = 1.5E3", "ExternalUrl = https://contoso.example/", "FileVersion = 15.2.1.0",
                  "MaxSendSize = 18446744073709551615"])
    expect("values-out-of-range", value("I32", "2147483648", "Port"), value("By", "-1", "Priority"),
           value("U64", "18446744073709551616", "MaxSendSize"), value("B", "yes", "Enabled"),
           value("DT", "yesterday", "WhenChangedUTC"), value("TS", "P1Y", "TarpitInterval"),
           value("C", "55357", "Name"), value("BA", "no base64!", "RawData"), value("Db", "1,5", "Fqdn"),
           warnings=["Port at {at 2147483648</I32>} (and 8 more) has no value of its type: not known"])
    expect("dates", value("DT", "2026-09-15T08:12:00", "WhenCreatedUTC"), value("DT", "2026-09-15T08:12:00", "NotAfter"),
           value("DT", "2026-09-15T08:12:00.1234567Z", "NotBefore"), value("DT", "2026-09-15T08:12:00+14:00", "CreateUtc"),
           gives=["WhenCreatedUTC = 2026-09-15T08:12:00Z", "NotAfter = 2026-09-15T08:12:00",
                  "NotBefore = 2026-09-15T08:12:00.123456Z", "CreateUtc = 2026-09-14T18:12:00Z"])


def shapes():
    enum = "Microsoft.Exchange.Data.Directory.SystemConfiguration.TlsAuthLevel"
    expect("enums", obj(types(1, enum, "System.Enum"), to_string("DomainValidation"), value("I32", "4"),
                        name="TlsAuthLevel", number=1),
           obj(typeref(1), value("I32", "7"), name="ErrorPolicies", number=2),
           value("I32", "3", "ProtocolLoggingLevel"),
           obj(typeref(1), to_string("NewerThanWeKnow, 64"), value("I32", "96"), name="SmartHostAuthMechanism", number=3),
           gives=["TlsAuthLevel = DomainValidation", "ErrorPolicies = 7", "ProtocolLoggingLevel = 3",
                  "SmartHostAuthMechanism = NewerThanWeKnow, 64"])
    expect("extended-primitive", obj(s("real"), ms(s("note", "Note")), name="Name", number=1),
           obj(value("DT", "2026-09-15T08:12:00Z"), ms(s("Tuesday", "DisplayHint")), to_string("Tuesday, 15"),
               name="WhenChangedUTC", number=2),
           gives=["Name = real", "WhenChangedUTC = 2026-09-15T08:12:00Z"])
    expect("containers", *(obj(types(n, "System.Collections." + tag), lst(s("a"), s("b"), nil(), tag=tag), name=name, number=n)
                           for n, (tag, name) in enumerate({"IE": "SmartHosts", "STK": "AddressSpaces",
                                                            "QUE": "ConnectedDomains"}.items(), 1)),
           obj(types(9, "System.Collections.Hashtable"),
               block("DCT", *(block("En", s(key, "Key"), item) for key, item in
                              {"one": s("1", "Value"), "none": nil("Value")}.items())),
               name="Parameters", number=9),
           obj(types(10, MVP), lst(obj(typeref(10), lst(s("c"), s("d")), number=12), s("e")), name="Domains", number=11),
           gives=["SmartHosts = [a | b]", "AddressSpaces = [a | b]", "ConnectedDomains = [a | b]",
                  "Parameters = [[one, 1] | [none, ]]", "Domains = [c, d | e]"])
    # What was too deep is written as the name of its type: that is no value.
    expect("too-deep", s("Microsoft.Exchange.Data.MultiValuedProperty`1[[System.String, mscorlib]]", "SmartHosts"),
           s("System.Object[]", "AddressSpaces"), s("DeserializationTooDeep", "Fqdn"), s("System of a name", "Name"),
           obj(types(1, "Microsoft.Exchange.Data.Thing"), to_string("Microsoft.Exchange.Data.Thing"),
               props(s("x", "Domain")), name="TlsDomain", number=1),
           gives=["Name = System of a name"])
    inner = obj(types(0, SEND_TYPE), props(s(DN, "DistinguishedName"), s("inner", "Name"), s("kept", "Fqdn")), number=1)
    story("wrapped", text(objs(obj(typeref(0), inner, ms(s("outer", "Name")), number=0))),
          sent("Name = outer", "Fqdn = kept"))
    expect("wrapped-value", obj(obj(to_string("mail.contoso.example"), number=2), ms(s("x", "Note")), name="Fqdn", number=1),
           gives=["Fqdn = mail.contoso.example"])
    head = types(0, SEND_TYPE)
    story("ms-first", text(objs(obj(head, ms(s("from MS", "Name")), props(s(DN, "DistinguishedName"), s("from Props", "name")),
                                    number=0))),
          bag("SendConnector", "on-premises", "Name = from MS", f"DistinguishedName = {DN}"))
    expect("twice", s("first", "Name"), s("second", "name"), gives=["Name = second"],
           warnings=["name at {at second</S>} stands there a second time: the last counts"])
    story("types-last", text(objs(obj(props(s(DN, "DistinguishedName"), s("x", "Fqdn")), head, number=0))), sent("Fqdn = x"))
    expect("unknown-elements", ["<New N=\"Fqdn\"><Obj><S>x</S></Obj></New>"], s("x", "Name"), ["<S N=\"Comment\">a<S>b</S>c</S>"],
           gives=["Name = x", "Comment = ac"],
           warnings=["element <New> at {at <New N=\"Fqdn\"} (and 1 more) is not known here: skipped"])
    story("namespace-foreign", text(objs(send(s("x", "Name")), namespace="urn:other")),
          ["! element <Objs> at {at urn:other\"} is not known here: skipped"])
    story("namespace-none", text(objs(send(s("x", "Name")), namespace=None)), sent("Name = x"))
    story("member-set", text(objs(obj(head, ms(s(DN, "DistinguishedName"), block("MS", s("x", "Name"), start=' N="PSStandardMembers"'),
                                               s("y", "Fqdn")), number=0))), sent("Fqdn = y"))


def secrets():
    credential = obj(types(1, "System.Management.Automation.PSCredential"),
                     to_string("System.Management.Automation.PSCredential"),
                     props(s("contoso\\relay", "UserName"), value("SS", "HUNTER2", "Password")),
                     name="AuthenticationCredential", number=1)
    expect("secrets", credential, value("SS", "HUNTER2", "Name"), s("HUNTER2", "ClientSecret"),
           obj(value("SS", "HUNTER2"), name="Fqdn", number=2), s("HUNTER2", "Password"), s("kept", "Comment"),
           gives=["Comment = kept"])


def documents():
    empty = ["SendConnector on-premises absent: asked, and there is none"]
    story("empty", text(objs()), empty)
    story("empty-array", text(objs(obj(types(0, "System.Object[]"), lst(), number=0))), empty)
    story("empty-null", text(objs(nil())), empty)
    one = text(objs(send(s("one", "Name"))))
    two = text(objs(send(s("two", "Name"), start=types(0, SEND_TYPE))))
    both = sent("Name = one") + ["-", f"DistinguishedName = {DN}", "Name = two"]
    story("concatenated", one + two, both)
    story("console", "#< CLIXML\r\n" + one + "#< CLIXML\r\n" + two.replace("\r\n", ""), both)
    story("console-error", "#< CLIXML\r\n" + "".join(objs(value("S", "Get-SendConnector: no such_x000D__x000A_", S="Error"),
                                                          obj(s("x"), S="progress", number=0))),
          ["SendConnector on-premises unreachable: Get-SendConnector: no such"])
    story("top-level-list", text(objs(obj(types(9, "System.Object[]"), lst(
        send(s("one", "Name")), send(s("two", "Name"), start=typeref(0), number=1)), number=8))), both)
    result = obj(types(7, "System.Management.Automation.PSCustomObject"), ms(
        s("not the connector's", "Name"),
        obj(types(9, "System.Object[]"), lst(send(s("inside", "Name"))), name="GetSendConnector", number=8)), number=7)
    story("tool-result", text(objs(result)), ["SendConnector on-premises collected (narrow)", "-", f"DistinguishedName = {DN}",
                                              "Name = inside"], path="HealthChecker-E1.xml")
    story("other-types", text(objs(obj(types(0, "System.Diagnostics.Process"), props(s("x", "Name")), number=0))),
          ["! not used: Process"], path="process.xml")
    story("strings", text(objs(s("a"), s("b"))), ["! not used: S"])
    story("windows-1252", one.replace("one", "M\u00fcnchen \u20ac").encode("cp1252"), sent("Name = M\u00fcnchen \u20ac") + [
        "! not valid UTF-8 from octet 584 on: read as Windows-1252; export again with -Encoding UTF8"])
    marked = one.replace("one", "M\u00fcnchen \U0001F600")
    for name, encoding in {"utf8-mark": "utf-8-sig", "utf16-mark": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be"}.items():
        story(f"encoding-{name}", marked.encode(encoding), sent("Name = M\u00fcnchen \U0001F600"))


def damage():
    whole = text(objs(send(s("one", "Name")), send(s("two", "Name"), start=typeref(0), number=1),
                      send(s("three", "Name"), start=typeref(0), number=2)))
    narrow = {"head": "collected (narrow)"}
    cut = whole[: whole.index("three")]
    story("cut", cut, sent("Name = one", **narrow) + ["-", f"DistinguishedName = {DN}", "Name = two",
          f"! cut off after {place(cut.encode(), cut.encode())}; what came before is used"])
    broken = whole.replace(">two<", ">tw&o<")
    story("damaged", broken, sent("Name = one", **narrow) + ["-", f"DistinguishedName = {DN}", "Name = three",
          "! not well-formed (EntityRef: expecting ';') at {at >tw&o}; what stands there is left out, "
          "reading goes on at line 18"])
    story("doctype", one_with_doctype(whole), ["! has a document type declaration, refused, at {at </Objs>\r\n}; "
                                               "nothing of the file is used"])


def one_with_doctype(whole):
    return whole + '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>\r\n' + whole


def hostile():
    """What a reader must survive (see the limits)."""
    deep = "<Obj>" * 60 + "</Obj>" * 60
    story("hostile-nesting", text(objs(send(s("one", "Name")), [deep])), sent("Name = one", head="collected (narrow)") + [
        "! limit HC_LIMIT_CLIXML_NESTING reached at {at " + "<Obj>" * 51 + "<Obj}; what came before is used"])
    deep = "<X>" * 200 + "</X>" * 200
    story("hostile-depth", text(objs(send(s("one", "Name")), [deep])), sent("Name = one", head="collected (narrow)") + [
        "! limit HC_LIMIT_CLIXML_DEPTH reached at {at " + "<X>" * 127 + "<X}; what came before is used",
        "! element <X> at {at <X} is not known here: skipped"])
    # Each list holds the one before twice: 2^30 elements out of 60.
    doubled = [obj(lst(s("x")), name="L", number=100)]
    doubled += [obj(lst(ref(n), ref(n)), name="L", number=n + 1) for n in range(100, 130)]
    expect("hostile-sharing", *doubled, ref(130, "SmartHosts"), s("x", "Name"), gives=["Name = x"],
           warnings=["SmartHosts at {at <Ref N=\"SmartHosts\" RefId=\"130\" } is longer than the limit (HC_LIMIT_XML_TEXT): not known"])
    expect("hostile-entities", ['<S N="Name">&amp;&#60;&#x3E;</S>'], ['<S N="Fqdn">ok</S>'], gives=["Name = &<>", "Fqdn = ok"])
    top = '<?xml version="1.0"?>\n<!DOCTYPE Objs [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n'
    entity = top + text(objs(send('<S N="Name">&x;</S>')))
    story("hostile-external-entity", entity, [
        "! has a document type declaration, refused, at {at <?xml version=\"1.0\"?>\n}; nothing of the file is used"])
    chain = [obj(to_string("x"), name="L", number=100)] + [obj(ref(n), name="L", number=n + 1) for n in range(100, 200)]
    expect("hostile-chain", *chain, ref(200, "Fqdn"), s("x", "Name"), gives=["Name = x"])


# --- out -----------------------------------------------------------------------------------------


def main():
    check = "--check" in sys.argv
    folder = pathlib.Path(sys.argv[-1])
    for stories in (flavours, references, texts, shapes, secrets, documents, damage, hostile):
        stories()
    wrong = [name for name, octets in STORIES.items()
             if not (folder / name).is_file() or (folder / name).read_bytes() != octets]
    wrong += [path.name for path in folder.iterdir() if path.name not in STORIES]
    if not check:
        for name, octets in STORIES.items():
            (folder / name).write_bytes(octets)
        return 0
    for name in wrong:
        print(f"not what make-clixml.py writes: {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
