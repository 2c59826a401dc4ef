"""Program ▶ bundle: one file of canonical JSON with its own hash inside.

Equal programs give equal bytes, on any machine. What `read` would refuse is not written.
"""

from __future__ import annotations

from doudi.runtime.bundle.encode import encode
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.format import FORMAT, MAX_BYTES, MAX_DEPTH
from doudi.runtime.canonical import canonical, fingerprint
from doudi.runtime.program.declarations import Program
from doudi.runtime.strict_json import Refused, check_tree


def write(program: Program) -> bytes:
    try:
        value = encode(program)
        check_tree(value, MAX_DEPTH - 1)
    except RecursionError:
        raise BundleError(
            f"规则的表达式嵌套超过 {MAX_DEPTH} 层，无法写入规则包",
            f"a rule's expression is nested more than {MAX_DEPTH} levels deep; "
            "the bundle cannot hold it",
        ) from None
    except Refused as refused:
        raise BundleError(
            f"无法写入规则包：{refused.zh}", f"the bundle cannot be written: {refused.en}"
        ) from None
    body = canonical(value)
    if len(body) > MAX_BYTES - 200:
        raise BundleError(
            f"规则包将超过 {MAX_BYTES // 1_000_000} MB，不予写入",
            f"the bundle would be larger than {MAX_BYTES // 1_000_000} MB",
        )
    return frame(body)


def frame(body: bytes) -> bytes:
    """The file around the canonical bytes of a program."""
    head = f'{{"format":"{FORMAT}","hash":"{fingerprint(body)}","program":'
    return head.encode() + body + b"}\n"


def hash_of(program: Program) -> str:
    """The hash that the program's bundle has."""
    return fingerprint(canonical(encode(program)))
