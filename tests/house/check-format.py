#!/usr/bin/env python3
"""Every C source is as clang-format writes it.  usage: check-format.py CLANG_FORMAT SOURCE_ROOT"""

import pathlib
import subprocess
import sys


def main():
    clang_format, root = sys.argv[1], pathlib.Path(sys.argv[2])
    files = [
        str(path)
        for top in ("agent", "certs", "checks", "tests")
        for path in sorted((root / top).rglob("*.[ch]"))
        if "house/bad" not in str(path)
    ]
    result = subprocess.run([clang_format, "--dry-run", "-Werror"] + files, capture_output=True, text=True)
    print("\n".join(line for line in result.stderr.splitlines() if "error:" in line))
    sys.exit(result.returncode)


main()
