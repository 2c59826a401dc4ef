"""For programs that embed doudi: facts in, decision out, in one call.

    bundle = load_bundle("rules.bundle")
    decision = decide(bundle, {"area": "凉州区", "as_of": "2021-02-15", …})

Raises BundleError, FactsError or NoDateError, each one clear sentence in both
languages; everything else a case can lack is part of the decision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeAlias

from doudi.runtime.bundle.read import Loaded
from doudi.runtime.decision import Decision
from doudi.runtime.engine import engine
from doudi.runtime.evaluation import decide as evaluation
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import case_from_python, read_case
from doudi.runtime.inquiry import next_questions as inquiry
from doudi.runtime.inquiry.model import Inquiry
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.receipt.contents import Asked, Rules
from doudi.runtime.receipt.pseudonyms import Pseudonyms, without_names
from doudi.runtime.receipt.signature import public_key
from doudi.runtime.receipt.verify import Verification, verify
from doudi.runtime.receipt.write import write_receipt

Facts: TypeAlias = Case | Mapping[str, Any] | bytes

_last: tuple[Loaded, Index] | None = None


def decide(
    bundle: Loaded, facts: Facts, as_of: date | None = None, *, detail: evaluation.Detail = "full"
) -> Decision:
    """Decide for facts as Python values, as the bytes of a JSON or YAML file, or already read."""
    return evaluation.decide(
        _indexed(bundle), _case(facts, bundle), as_of, bundle_hash=bundle.hash, detail=detail
    )


def next_questions(
    bundle: Loaded,
    facts: Facts,
    as_of: date | None = None,
    *,
    schemes: Collection[str] = (),
    subjects: Collection[str] = (),
) -> Inquiry:
    """What is still to be asked, best question first.

    `schemes`, `subjects`: ids; everything where none is named. Raises as `decide` does, and
    ValueError for an id that is not there, for about that nothing would ever be asked.
    """
    rules, case = _indexed(bundle), _case(facts, bundle)
    on = as_of or case.as_of
    if on is None:
        raise evaluation.NoDateError
    _check_known(schemes, subjects, rules, case, on)
    return inquiry.next_questions(
        rules, case, on, schemes=[SchemeId(it) for it in schemes], subjects=subjects
    )


def make_receipt(
    bundle: Loaded,
    facts: Facts,
    as_of: date | None = None,
    *,
    schemes: Collection[str] = (),
    subjects: Collection[str] = (),
    with_bundle: bool = True,
    signing_key: bytes | None = None,
    pseudonym_key: bytes | None = None,
) -> bytes:
    """The decision as a file of canonical JSON that `verify_receipt` makes again.

    `signing_key`: an Ed25519 private key in PEM. `pseudonym_key`: at least 16 random bytes;
    ids and sources are exchanged by it before anything is decided. Raises as
    `next_questions` does, and ReceiptError for a key that is none.
    """
    rules, case = _indexed(bundle), _case(facts, bundle)
    on = as_of or case.as_of
    if on is None:
        raise evaluation.NoDateError
    _check_known(schemes, subjects, rules, case, on)
    chosen = Selection(tuple(sorted(map(SchemeId, schemes))), tuple(sorted(subjects)))
    asked = Asked(on, pseudonyms=False, engine=engine(), selection=chosen)
    if pseudonym_key is not None:
        case, asked = without_names(case, asked, Pseudonyms(pseudonym_key))
    return write_receipt(
        Rules(bundle, rules), case, asked, with_bundle=with_bundle, signing_key=signing_key
    )


def verify_receipt(
    data: bytes, *, bundle: Loaded | None = None, trusted_keys: Collection[bytes] = ()
) -> Verification:
    """Whether the bytes are a receipt that holds: nothing is raised for what is wrong with it.

    `bundle`: needed where the receipt names its bundle by hash only. `trusted_keys`: public
    keys in PEM; one of them must have signed. Raises ReceiptError for a key that is none.
    """
    rules = None if bundle is None else Rules(bundle, _indexed(bundle))
    return verify(data, rules=rules, trusted=[public_key(it) for it in trusted_keys])


def _check_known(
    schemes: Collection[str], subjects: Collection[str], rules: Index, case: Case, on: date
) -> None:
    known = start(rules, case, on).by_key
    strange = {*schemes} - {*rules.schemes} | {*subjects} - {id_ for _, id_ in known}
    if strange:
        raise ValueError(f"there is no {', '.join(sorted(strange))}")


def _case(facts: Facts, bundle: Loaded) -> Case:
    if isinstance(facts, Case):
        return facts
    if isinstance(facts, bytes):
        return read_case(facts, bundle.program)
    return case_from_python(facts, bundle.program)


def _indexed(bundle: Loaded) -> Index:
    global _last  # noqa: PLW0603 - one bundle decides many cases; the index is made once
    kept = _last
    if kept is not None and kept[0] is bundle:
        return kept[1]
    made = index(bundle.program)
    _last = (bundle, made)
    return made
