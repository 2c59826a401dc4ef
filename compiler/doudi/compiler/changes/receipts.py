"""Receipts of past decisions as cases: to be decided again, by the rules they were made by and now.

Takes paths and the old bundle; gives what each receipt was asked, or why it cannot serve. A receipt
that does not verify proves nothing, and is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from doudi.compiler.changes.case_files import (
    Read,
    Unread,
    Written,
    files_below,
    in_a_line,
    unreadable,
)
from doudi.policy_dsl.diagnostics.causes import cause
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.bundle.read import Loaded, read_bundle
from doudi.runtime.canonical import canonical
from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import read_case
from doudi.runtime.program.declarations import Program
from doudi.runtime.receipt.contents import Rules
from doudi.runtime.receipt.errors import ReceiptError
from doudi.runtime.receipt.format import MAX_BYTES
from doudi.runtime.receipt.read import Receipt, read_receipt
from doudi.runtime.receipt.verify import Verification, verify

_ENDINGS = frozenset({".json"})


def receipts_in(paths: Iterable[Path], old: Loaded) -> tuple[Written | Unread, ...]:
    """The old side of each is the bundle inside it; where it has none, `old`, if it is that."""
    rules = Rules(old, index(old.program))
    known = {old.hash: old}
    return tuple(_in_file(path, rules, known) for path in files_below(paths, _ENDINGS))


def _in_file(path: Path, old: Rules, known: dict[str, Loaded]) -> Written | Unread:
    name = str(path)
    closed = unreadable(path)
    if closed is not None:
        return closed
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        receipt = read_receipt(data)
    except OSError as error:
        return Unread(name, cause(error))
    except ReceiptError as error:
        return Unread(name, Message(error.in_("zh"), error.in_("en")))
    bare = receipt.contents["bundle"] is None
    if bare and receipt.bundle_hash != old.loaded.hash:
        return Unread(
            name,
            Message(
                f"凭证里没有规则包，所据的 {receipt.bundle_hash} 也不是旧规则",
                f"it holds no bundle, and the old rules are not its {receipt.bundle_hash}",
            ),
        )
    verified = verify(data, rules=old if bare else None)
    if verified.result != "verified":
        return Unread(name, _why(verified))
    return Written(
        name,
        receipt.asked.as_of,
        _reading(receipt),
        old.loaded if bare else _bundle(receipt, known),
        receipt.asked.selection,
    )


def _bundle(receipt: Receipt, known: dict[str, Loaded]) -> Loaded:
    """Read once for all receipts of the same rules."""
    if receipt.bundle_hash not in known:
        known[receipt.bundle_hash] = read_bundle(canonical(receipt.contents["bundle"]) + b"\n")
    return known[receipt.bundle_hash]


def _reading(receipt: Receipt) -> Read:
    facts = canonical(receipt.contents["facts"])

    def read(program: Program) -> Case | Message:
        try:
            return read_case(facts, program, "json")
        except FactsError as error:
            return in_a_line(error)

    return read


def _why(found: Verification) -> Message:
    if found.result == "differs":
        return Message(
            "重算的结果与凭证不符，不能拿来比较",
            "decided again it comes out otherwise: it is no proof",
        )
    return Message(
        "；".join(it.in_("zh") for it in found.problems),
        "; ".join(it.in_("en") for it in found.problems),
    )
