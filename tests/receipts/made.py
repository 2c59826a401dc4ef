"""Receipts to take apart: a small program, a household with names in it, and keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from doudi.runtime.bundle.read import Loaded
from doudi.runtime.bundle.write import hash_of
from doudi.runtime.canonical import canonical, fingerprint
from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program import declarations as d
from doudi.runtime.program.expressions import Fact
from doudi.runtime.program.ids import FactId
from doudi.runtime.program.types import Boolean
from doudi.runtime.receipt.contents import Asked, Rules
from doudi.runtime.receipt.format import frame
from doudi.runtime.receipt.pseudonyms import Pseudonyms, without_names
from doudi.runtime.receipt.signature import KeyPair, new_key
from doudi.runtime.receipt.write import write_receipt
from doudi.runtime.strict_json import read_json
from tests.unit.runtime.sample_program import HOUSEHOLD, PROGRAM, RELIEF


def rules_of(program: d.Program) -> Rules:
    return Rules(Loaded(program, hash_of(program)), index(program))


RULES: Final = rules_of(PROGRAM)
TINY: Final = rules_of(
    replace(
        PROGRAM,
        entities=tuple(it for it in PROGRAM.entities if it.id == HOUSEHOLD),
        choices=(),
        facts=(
            d.Fact(
                FactId("poor"), d.Text("困难", "poor"), HOUSEHOLD, Boolean(), d.Text("困难吗？")
            ),
        ),
        terms=(),
        schemes=(d.Scheme(RELIEF, d.Text("临时救助金", "relief"), HOUSEHOLD, "cash"),),
        standards=(),
        axioms=(),
        disjoints=(),
        ranks=tuple(replace(it, above=()) for it in PROGRAM.ranks if it.id == "province"),
        provisions=(
            replace(
                PROGRAM.provisions[-1],
                entity=HOUSEHOLD,
                condition=Fact(FactId("poor")),
                facets=d.Facets(),
            ),
        ),
        areas=tuple(it for it in PROGRAM.areas if it.code in ("000000", "500000")),
    )
)
ASKED: Final = Asked(date(2021, 2, 15), pseudonyms=False, engine="0.1.0")
PSEUDONYMS: Final = Pseudonyms(bytes(range(32)))
FACTS: Final[Mapping[str, Any]] = {
    "area": "沙坪坝区",
    "household": {
        "户别": "城镇",
        "家庭月收入": {"value": 1200, "source": "王建国的工资条"},
        "share": "12.5%",
        "member": [
            {"id": "王建国", "年龄": 61, "新冠确诊": True},
            {"id": "李秀英", "年龄": 38, "新冠确诊": "不详"},
        ],
    },
}


def receipt(
    facts: Mapping[str, Any] = FACTS,
    asked: Asked = ASKED,
    *,
    rules: Rules = RULES,
    with_bundle: bool = True,
    signing_key: bytes | None = None,
    pseudonyms: Pseudonyms | None = None,
) -> bytes:
    case = case_from_python(facts, rules.program)
    if pseudonyms is not None:
        case, asked = without_names(case, asked, pseudonyms)
    return write_receipt(rules, case, asked, with_bundle=with_bundle, signing_key=signing_key)


@cache
def keys(_of: str = "office") -> KeyPair:
    """One pair for each name, the same for a whole run."""
    return new_key()


def content(data: bytes) -> Any:
    """What a receipt states, to look at."""
    value: Any = read_json(data.decode(), 300)
    return value["receipt"]


def forged(data: bytes, change: Callable[[Any], object]) -> bytes:
    """A receipt in which somebody changed something and made the hash anew."""
    value = content(data)
    change(value)
    body = canonical(value)
    return frame(fingerprint(body), body, None)


def asked(**changes: Any) -> Asked:
    return replace(ASKED, **changes)
