"""Two versions of a small rules folder, and what of a case's answers changes between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from doudi.compiler.changes.case_files import Written, in_a_line
from doudi.compiler.changes.declared import Key, Kind
from doudi.compiler.changes.report import Report, report
from doudi.compiler.pipeline import compile_rules
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.bundle.read import Loaded, read_bundle
from doudi.runtime.bundle.write import write
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program.declarations import Program
from tests.support.small_folder import small_folder

GRANTED: Final = """\
条款 一-2 「未参保失业人员」
  引自 一-2 「未参保失业人员可以给予一次性补助」
  对每名 成员
  当 失业
  可以 给予 一次性补助
  一次性
"""


def version(folder: Path, rules: str, **files: str) -> Loaded:
    """`rules` and `files` as in `small_folder`: they stand beside the pages' vocabulary."""
    program = compile_rules(small_folder(folder, rules, **files)).meant
    assert program is not None
    return loaded(program)


def loaded(program: Program) -> Loaded:
    return read_bundle(write(program))


def told(facts: dict[str, Any], name: str = "case") -> Written:
    def read(program: Program) -> Case | Message:
        try:
            return case_from_python(facts, program)
        except FactsError as error:
            return in_a_line(error)

    return Written(name, None, read)


def person(as_of: str = "2021-06-01", area: str = "沙坪坝区", **facts: object) -> dict[str, Any]:
    """A household of one, `p`; facts of the household begin with `家_`."""
    own = {key: it for key, it in facts.items() if not key.startswith("家_")}
    of_household = {key[2:]: it for key, it in facts.items() if key.startswith("家_")}
    return {
        "as_of": as_of,
        "area": area,
        "household": {"id": "h", **of_household, "member": [{"id": "p", **own}]},
    }


def compared(old: Loaded, new: Loaded, *facts: dict[str, Any]) -> Report:
    return report(old, new, [told(it) for it in facts], Limits())


def causes(found: Report) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Of the first case that changes: for each scheme or duty the ways and what changed."""
    assert found.cases is not None
    first = found.cases.changed[0]
    return {
        difference.about.id: [
            (cause.way.value, tuple(key.id for key in cause.changes))
            for each in explained
            for cause in each.causes
        ]
        for difference, explained in zip(first.differences, first.explained, strict=True)
    }


def provision(id_: str) -> Key:
    return Key(Kind.PROVISION, id_)
