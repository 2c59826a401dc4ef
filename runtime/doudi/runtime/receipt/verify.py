"""Receipt ▶ whether it holds: read, its signature checked, decided again, compared byte for byte.

Nothing but the receipt is needed, or the receipt and its bundle where it names that by its
hash only. Whatever the bytes are, the answer is a `Verification`; nothing is raised.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.canonical import Json, canonical
from doudi.runtime.engine import engine
from doudi.runtime.evaluation.index import index
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.read import read_case
from doudi.runtime.receipt.contents import Rules, contents
from doudi.runtime.receipt.differences import Difference, differences
from doudi.runtime.receipt.errors import ReceiptError, refused, unchecked
from doudi.runtime.receipt.format import signed_bytes
from doudi.runtime.receipt.in_words import in_words
from doudi.runtime.receipt.read import Receipt, read_receipt
from doudi.runtime.receipt.signature import is_of

Result: TypeAlias = Literal["verified", "differs", "refused", "unchecked"]

MOST_SHOWN: Final = 20
_DECIDED: Final = ("decision", "trace_hash")


@dataclass(frozen=True, slots=True)
class Told:
    """A difference with the words for it."""

    difference: Difference
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of one receipt.

    `verified`: decided again, the bytes are the same. `differs`: decided again, they are
    not; `differences` has the first of them, `count` how many there are. `refused`: it was
    changed, or what it says cannot be. `unchecked`: nobody can tell with what is at hand.
    `problems` says why, with the place in the receipt. `signer` is the fingerprint of the
    key that signed, and `trusted` whether it was asked for; the empty text where nobody did.
    `contradictions`: how many the facts of a verified decision hold, as it says itself.
    """

    result: Result
    hash: str = ""
    bundle_hash: str = ""
    as_of: str = ""
    engine: str = ""
    signer: str = ""
    trusted: bool = False
    pseudonyms: bool = False
    problems: tuple[Problem, ...] = ()
    differences: tuple[Told, ...] = ()
    count: int = 0
    contradictions: int = 0

    @property
    def verifier(self) -> str:
        """The doudi that decided again; `engine` is the one that made the receipt."""
        return engine()


def verify(
    data: bytes, *, rules: Rules | None = None, trusted: Collection[str] = ()
) -> Verification:
    """What becomes of the bytes of a receipt.

    `rules`: what to decide by, where the receipt brings no bundle or is not to be taken at its
    word; they must be the very rules that it names.
    `trusted`: public keys as `signature.public_key` gives them; if there are any, one of
    them must have signed.
    """
    try:
        receipt = read_receipt(data)
    except ReceiptError as error:
        return Verification(error.reason, problems=(_problem(error),))
    found = Verification(
        "verified",
        receipt.hash,
        receipt.bundle_hash,
        receipt.asked.as_of.isoformat(),
        receipt.asked.engine,
        pseudonyms=receipt.asked.pseudonyms,
    )
    try:
        _check_signature(receipt, trusted)
        if receipt.signature is not None:
            found = replace(found, signer=receipt.signature.signer, trusted=bool(trusted))
        return _decided_again(receipt, _rules(receipt, rules), found)
    except ReceiptError as error:
        return replace(found, result=error.reason, problems=(_problem(error),))


def _check_signature(receipt: Receipt, trusted: Collection[str]) -> None:
    signature = receipt.signature
    if signature is None:
        if trusted:
            raise refused(
                "没有签名，而要求由所信任的密钥签名",
                "not signed, and a signature by a trusted key is demanded",
                "signature",
            )
        return
    if not is_of(signature, signed_bytes(receipt.hash)):
        raise refused(
            "签名与内容不符：签名或内容已被改动",
            "the signature is not of this content: one of them was changed",
            "signature",
        )
    if trusted and signature.public_key not in trusted:
        raise refused(
            f"签名的密钥不在所信任之列，其指纹为 {signature.signer}",
            f"signed by a key that is not trusted; its fingerprint is {signature.signer}",
            "signature.public_key",
        )


def _rules(receipt: Receipt, given: Rules | None) -> Rules:
    embedded = receipt.contents["bundle"]
    if given is not None and given.loaded.hash != receipt.bundle_hash:
        raise unchecked(
            f"给出的规则包是 {given.loaded.hash}，凭证所据的是 {receipt.bundle_hash}",
            f"the bundle given is {given.loaded.hash}, that of the receipt {receipt.bundle_hash}",
            "bundle_hash",
        )
    if embedded is None:
        if given is None:
            raise unchecked(
                f"凭证里没有规则包，只有哈希 {receipt.bundle_hash}；请用 `--bundle 文件` 给出",
                f"the receipt holds no bundle, only the hash {receipt.bundle_hash}; "
                "give it with `--bundle FILE`",
                "bundle",
            )
        return given
    try:
        rules = _read_rules(canonical(embedded) + b"\n")
    except BundleError as error:
        raise unchecked(error.in_("zh"), error.in_("en"), "bundle") from None
    if rules.loaded.hash != receipt.bundle_hash:
        raise refused(
            f"附带的规则包是 {rules.loaded.hash}，与 `bundle_hash` 不是一个",
            f"the bundle inside is {rules.loaded.hash}, which is not its `bundle_hash`",
            "bundle",
        )
    return rules


@lru_cache(maxsize=1)  # receipts of one office come by the hundred, with one bundle
def _read_rules(data: bytes) -> Rules:
    loaded = read_bundle(data)
    return Rules(loaded, index(loaded.program))


def _decided_again(receipt: Receipt, rules: Rules, found: Verification) -> Verification:
    try:
        case = read_case(canonical(receipt.contents["facts"]), rules.program, "json")
        again = contents(rules, case, receipt.asked, receipt.contents["bundle"])
    except FactsError as error:
        problems = [
            replace(it, path=f"facts.{it.path}" if it.path else "facts") for it in error.problems
        ]
        return replace(found, result="refused", problems=tuple(problems))
    if canonical(again) == receipt.body:
        return replace(found, contradictions=_contradictions(again))
    listed = sorted(differences(receipt.contents, again), key=_follows)
    zh, en = lexicon(rules.program, "zh"), lexicon(rules.program, "en")
    told = [Told(it, in_words(it, zh), in_words(it, en)) for it in listed[:MOST_SHOWN]]
    return replace(
        found,
        result="differs",
        differences=tuple(told),
        count=len(listed),
    )


def _follows(it: Difference) -> bool:
    """Whether it comes of something else: facts and rules that were changed are told before."""
    return bool(it.path) and it.path[0].at in _DECIDED


def _contradictions(held: Json) -> int:
    match held:
        case {"decision": {"contradictions": list(found)}}:
            return len(found)
        case _:
            return 0


def _problem(error: ReceiptError) -> Problem:
    return Problem(error.path, error.zh, error.en)
