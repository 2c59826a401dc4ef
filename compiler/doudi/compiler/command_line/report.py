"""What came of running the cases, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from doudi.compiler.cases.run import Result
from doudi.policy_dsl.diagnostics.model import Finding, Lang, Message
from doudi.policy_dsl.diagnostics.render import text
from doudi.runtime.program.ids import ProvisionId

SCHEMA: Final = "doudi-test/2"


@dataclass(frozen=True, slots=True)
class Report:
    """`findings` are of files that hold no cases; `provisions` is how many can be reached.

    `unreached` and `undeclined` are None where just some of the cases were run.
    """

    results: tuple[Result, ...]
    unreached: tuple[ProvisionId, ...] | None
    undeclined: tuple[ProvisionId, ...] | None
    provisions: int
    findings: tuple[Finding, ...]


def failed(report: Report) -> bool:
    return bool(report.findings) or any(not it.passed for it in report.results)


def incomplete(report: Report) -> bool:
    """Whether some provision lacks a case in which it applies, or one in which it does not."""
    return bool(report.unreached or report.undeclined)


def as_text(report: Report, lang: Lang, *, color: bool) -> str:
    wrong = (*report.findings, *(it for result in report.results for it in result.findings))
    parts = [text.render(wrong, lang, color=color)] if wrong else []
    parts.append(_totals(report).in_(lang) + "\n")
    if report.unreached is not None and report.undeclined is not None:
        parts[-1] += _coverage(report.provisions, report.unreached, report.undeclined, lang)
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
                "declined": sorted(it.declined),
            }
            for it in report.results
        ],
        "findings": [_failure(it, lang) for it in report.findings],
        "unreached": None if report.unreached is None else list(report.unreached),
        "undeclined": None if report.undeclined is None else list(report.undeclined),
        "totals": {
            "cases": len(report.results),
            "passed": sum(it.passed for it in report.results),
            "provisions": report.provisions,
            "unreached": None if report.unreached is None else len(report.unreached),
            "undeclined": None if report.undeclined is None else len(report.undeclined),
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


def _coverage(
    whole: int,
    unreached: tuple[ProvisionId, ...],
    undeclined: tuple[ProvisionId, ...],
    lang: Lang,
) -> str:
    applied, declined = whole - len(unreached), whole - len(undeclined)
    lines = [
        Message(
            f"{whole} 个条款，{applied} 个有适用的案例，{declined} 个有不适用的案例",
            f"{applied} of {whole} provisions decided, {declined} with a case where they do "
            "not apply",
        ).in_(lang)
    ]
    if unreached:
        lines.append(Message("没有案例走到：", "no case reaches:").in_(lang))
        lines += [f"  {it}" for it in unreached]
    if undeclined:
        lines.append(Message("没有不适用的案例：", "no case where it does not apply:").in_(lang))
        lines += [f"  {it}" for it in undeclined]
    return "\n".join(lines) + "\n"
