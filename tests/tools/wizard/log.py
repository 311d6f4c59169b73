"""The .log (and .boot): lines and tables as the wizard prints them."""
INDENT = " " * 38
WRAP = 965  # characters of an object before it goes on in the next line
CRLF = "\r\n"


def stamp(local):
    return f"{local:%Y.%m.%d %H:%M:%S}.{local.microsecond // 1000:03d}"


def clock(local):
    """As .NET prints a time of day in US English."""
    return f"{local.hour % 12 or 12}:{local:%M:%S %p}"


def moment(local):
    return f"{local.month}/{local.day}/{local.year} {clock(local)}"


def zone_line(local, zone):
    return f"{stamp(local)}               Current Time Zone: {zone} ({clock(local)}){CRLF}"


def entry(local, number, context, lines, level=""):
    """One message; a message of several lines starts on the line after its head."""
    words = ", ".join(f"{name}={value}" for name, value in context)
    head = f"{stamp(local)} {level:7} {number:05d} [{words}] "
    if len(lines) < 2:
        return head + "".join(lines) + CRLF
    return head + CRLF + "".join(INDENT + line + CRLF for line in lines)


def milliseconds(span):
    return f"{span}.0ms" if span < 10_000 else f"{span / 1000:.1f}s"


def _row(cells, widths):
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, widths))


def table(title, rows, header=None):
    """Columns as wide as their widest cell; the last one is padded too."""
    every = [header, *rows] if header else rows
    widths = [max(len(row[column]) for row in every) for column in range(len(every[0]))]
    width = sum(widths) + 3 * (len(widths) - 1)
    lines = ["=" * width, title, "-" * width]
    if header:
        lines += [_row(header, widths), "-" * width]
    return lines + [_row(row, widths) for row in rows] + ["=" * width]


def comparison(title, rows):
    """Message 10081: what the wizard compares, as (property, actual, expected)."""
    header = ("Name", "Equals", "Actual", "Expected")
    cells = [(name, str(actual == expected), actual, expected) for name, actual, expected in rows]
    return table(title, cells, header)


def _printed(kind, value):
    if kind == "System.Boolean":
        return "1" if value == "True" else "0"
    if kind.endswith("[]"):
        items = value.split(", ") if value else []
        return "[" + ", ".join(f"'{item}'" for item in items) + "]"
    if kind in ("System.Guid", "System.Int32"):
        return value
    return f"'{value}'"


def answer(item):
    """One object of an answer on as many lines as it needs; names and empty values left out."""
    shown = [
        f"{name}={_printed(kind, value)}"
        for name, kind, value in item.properties
        if value is not None
        and name not in ("DistinguishedName", "Comment", "RawData")
        and (value or kind.endswith("[]"))
    ]
    text = item.type_name.rsplit(".", 1)[1] + " {" + " ".join(shown) + "}"
    return [text[start : start + WRAP] for start in range(0, len(text), WRAP)]
