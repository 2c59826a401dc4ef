"""`doudi show FILE`: what is in a bundle: documents with versions and hashes, counts, names."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from doudi.runtime.bundle import contents
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.format import MAX_BYTES
from doudi.runtime.bundle.read import load, read_bundle
from doudi.runtime.canonical import canonical

UNREADABLE: Final = 2


def run(args: argparse.Namespace) -> int:
    try:
        loaded = (
            read_bundle(sys.stdin.buffer.read(MAX_BYTES + 1))
            if args.bundle == "-"
            else load(Path(args.bundle))
        )
    except BundleError as error:
        sys.stderr.write(f"doudi: {error.in_(args.lang)}\n")
        return UNREADABLE
    if args.format == "json":
        sys.stdout.write(canonical(contents.as_json(loaded)).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in contents.as_lines(loaded, args.lang))
    return 0
