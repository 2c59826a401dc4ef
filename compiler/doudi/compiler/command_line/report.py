"""What came of running the cases, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from doudi.compiler.cases.run import Result
from doudi.policy_dsl.diagnostics.model import Finding, Lang, Message
from doudi.policy_dsl.diagnostics.render import text
from doudi.runtime.program.ids import ProvisionId

SCHEMA: Final = "doudi-test/1"


@dataclass(frozen=True, slots=True)
class Report:
    """`findings` are of files that hold no cases; `provisions` is how many can be reached.

    `unreached` is None where just some of the cases were run.
    """

    results: tuple[Result, ...]
    unreached: tuple[ProvisionId, ...] | None
    provisions: int
    findings: tuple[Finding, ...]


def failed(report: Report) -> bool:
    return bool(report.findings) or any(not it.passed for it in report.results)


def as_text(report: Report, lang: Lang, *, color: bool) -> str:
    wrong = (*report.findings, *(it for result in report.results for it in result.findings))
    parts = [text.render(wrong, lang, color=color)] if wrong else []
    parts.append(_totals(report).in_(lang) + "\n")
    if report.unreached is not None:
        parts[-1] += _reached(report).in_(lang) + "\n"
    if report.unreached:
        listed = "".join(f"  {it}\n" for it in report.unreached)
        parts[-1] += listed
    return "\n".join(parts)


def as_json(report: Report, lang: Lang) -> str:
    whole = {
        "schema": SCHEMA,
        "lang": lang,
        "cases": [
            {
                "file": it.case.name.span.source.name,
                "line": it.case.span.line,
                "name": it.case.name.text,
                "passed": it.passed,
                "failures": [_failure(each, lang) for each in it.findings],
                "reached": sorted(it.reached),
            }
            for it in report.results
        ],
        "findings": [_failure(it, lang) for it in report.findings],
        "unreached": None if report.unreached is None else list(report.unreached),
        "totals": {
            "cases": len(report.results),
            "passed": sum(it.passed for it in report.results),
            "provisions": report.provisions,
            "unreached": None if report.unreached is None else len(report.unreached),
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _failure(finding: Finding, lang: Lang) -> dict[str, str | int | None]:
    span = finding.primary.span
    line, column = span.source.position(span.start)
    return {
        "code": finding.code.id,
        "file": span.source.name,
        "line": line,
        "column": column,
        "message": finding.headline.in_(lang),
        "help": None if finding.help is None else finding.help.in_(lang),
    }


def _totals(report: Report) -> Message:
    number = len(report.results)
    bad = sum(not it.passed for it in report.results)
    if bad == 0:
        return Message(f"{number} 个案例全部通过", f"all {number} cases passed")
    return Message(f"{number} 个案例，{bad} 个不符预期", f"{bad} of {number} cases failed")


def _reached(report: Report) -> Message:
    number, whole = len(report.unreached or ()), report.provisions
    if number == 0:
        return Message(f"{whole} 个条款都有案例走到", f"every one of {whole} provisions is reached")
    return Message(
        f"{whole} 个条款中有 {number} 个没有案例走到：",
        f"no case reaches {number} of {whole} provisions:",
    )
