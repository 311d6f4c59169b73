"""manifest.json as ConvertTo-Json of Windows PowerShell 5.1 prints it."""
import json


def _lines(value, column):
    """@value printed where it begins at @column: nested members stand under their opening bracket."""
    if not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = column + 4
    if isinstance(value, dict):
        parts = [f'"{key}":  {_lines(one, inner + len(key) + 5)}' for key, one in value.items()]
    else:
        parts = [_lines(one, inner) for one in value]
    brackets = "{}" if isinstance(value, dict) else "[]"
    body = ",\r\n".join(" " * inner + part for part in parts)
    return f"{brackets[0]}\r\n{body}\r\n{' ' * column}{brackets[1]}"


def text(manifest):
    return b"\xef\xbb\xbf" + (_lines(manifest, 0) + "\r\n").encode("utf-8")
