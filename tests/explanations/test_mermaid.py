"""Flowcharts: every line is one that Mermaid reads, whatever stands in the facts.

The grammar below is the small part of Mermaid's that we write; that Mermaid 10, 11 and 12 draw
it was seen by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from doudi.runtime.decision import Decision, Outcome
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.columns import visible
from doudi.runtime.explanation.mermaid import MOST_CHARACTERS, MOST_EDGES, mermaid, too_large
from doudi.runtime.explanation.tree import Depth, Lang
from doudi.runtime.facts.read import case_from_python
from tests.support.sample_program import PROGRAM

_SAMPLE: Final = sorted((Path(__file__).parent / "sample").glob("*.yaml"))
_HEAD: Final = re.compile(
    r'---\ntitle: "[^"\n]*"\nconfig:\n  flowchart:\n    wrappingWidth: 400\n---\nflowchart RL\n'
)
_LABEL: Final = r'"((?:[^"#%&<>`\\$\n]|#\d+;|<br/>)+)"'
_BOX: Final = re.compile(
    rf"    (n\d+)(?:\[{_LABEL}\]|\(\[{_LABEL}\]\)|\({_LABEL}\)|\{{\{{{_LABEL}\}}\}})"
    r"(?::::(holds|fails|unknown|judgement))?"
)
_ARROW: Final = re.compile(r"    (n\d+) --> (n\d+)")
_SUBGRAPH: Final = re.compile(rf"  subgraph s\d+\[{_LABEL}\]")
_CLASS: Final = re.compile(r"  classDef \w+ stroke:#[0-9a-f]{6},stroke-width:2px")


@pytest.mark.parametrize("facts", _SAMPLE, ids=lambda it: it.stem)
@pytest.mark.parametrize("depth", ["verdict", "argument", "full"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_chart_is_one_that_mermaid_reads(facts: Path, depth: Depth, lang: Lang) -> None:
    drawn = _read(mermaid(_decided(_facts(facts)), PROGRAM, depth, lang))
    assert drawn.boxes


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("%%{init: {}}%%")
@example('a"]; n0 --> n1')
@example("1. `b` #35; fa:fa-ban $$x$$ \\n <script>")
def test_what_is_written_in_the_facts_stays_text(wild: str) -> None:
    facts = _facts(_SAMPLE[1])
    facts["household"]["member"][0]["新冠确诊"] = {"value": True, "source": wild}
    drawn = _read(mermaid(_decided(facts), PROGRAM, "argument", "zh"))
    said = [it.replace(" ", "") for it in drawn.boxes.values()]
    assert any(visible(wild).replace(" ", "") in it for it in said)


def test_arrows_lead_from_facts_to_the_outcome() -> None:
    drawn = _chart("临时救助金", "p1")
    outcome = next(name for name, text in drawn.boxes.items() if text.startswith("应当给予"))
    fact = next(name for name, text in drawn.boxes.items() if "新冠确诊" in text)
    assert outcome in drawn.reached(fact)
    assert drawn.reached(outcome) == {outcome}


def test_everything_but_the_outcome_supports_something() -> None:
    drawn = _chart("临时救助金", "p1")
    lone = [text for name, text in drawn.boxes.items() if drawn.reached(name) == {name}]
    assert [it[:4] for it in lone] == ["应当给予"]


def test_one_and_the_same_fact_is_one_box() -> None:
    texts = list(_chart("临时救助金", "p1").boxes.values())
    marked = [it for it in texts if it.startswith(("✓", "✗", "?", "~")) and "以下" not in it]
    assert len(marked) == len(set(marked))


def test_what_made_no_difference_is_left_out_of_the_verdict_and_is_there_in_full() -> None:
    decision = _decided(_facts(_SAMPLE[1]))
    verdict, argument, full = (
        _read(mermaid(decision, PROGRAM, it, "zh")) for it in ("verdict", "argument", "full")
    )
    assert len(verdict.boxes) <= len(argument.boxes) < len(full.boxes)


def test_what_is_not_drawn_is_counted() -> None:
    decision = _decided(_facts(_SAMPLE[1]))
    outcomes = [it.outcome for it in decision.outcomes]
    left_out = outcomes.count(Outcome.NOT_MET) + outcomes.count(Outcome.UNDETERMINED)
    drawn = _read(mermaid(decision, PROGRAM, "verdict", "zh"))
    assert [it for it in drawn.boxes.values() if it.startswith(f"另有 {left_out} 项")]
    whole = _read(mermaid(decision, PROGRAM, "full", "zh"))
    assert not [it for it in whole.boxes.values() if it.startswith("另有")]


def test_where_there_is_nothing_to_draw_the_chart_says_so() -> None:
    decision = _decided({"area": "重庆市", "as_of": "2021-02-15"})
    drawn = _read(mermaid(decision, PROGRAM))
    assert [it for it in drawn.boxes.values() if it.startswith("没有可画的论证")]


def test_a_chart_beyond_what_mermaid_draws_by_default_is_known() -> None:
    arrows = "".join(f"    n{it} --> n0\n" for it in range(MOST_EDGES))
    assert not too_large(arrows)
    assert too_large(arrows + "    n1 --> n2\n")
    assert too_large("x" * (MOST_CHARACTERS + 1))


@dataclass(frozen=True)
class _Drawn:
    """Boxes with their words as a reader sees them, and what each supports."""

    boxes: dict[str, str]
    arrows: dict[str, set[str]]

    def reached(self, start: str) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            new = self.arrows.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found


def _read(chart: str) -> _Drawn:
    """Line by line, and no line that is not one of ours."""
    head = _HEAD.match(chart)
    assert head is not None, chart[:200]
    boxes: dict[str, str] = {}
    arrows: dict[str, set[str]] = {}
    inside = 0
    for line in chart[head.end() :].splitlines():
        if box := _BOX.fullmatch(line):
            assert box[1] not in boxes
            boxes[box[1]] = _words(next(it for it in box.groups()[1:5] if it is not None))
        elif arrow := _ARROW.fullmatch(line):
            assert {arrow[1], arrow[2]} <= boxes.keys()
            arrows.setdefault(arrow[1], set()).add(arrow[2])
        elif _SUBGRAPH.fullmatch(line):
            inside += 1
        elif line == "  end":
            inside -= 1
        else:
            assert line == "    direction RL" or _CLASS.fullmatch(line), line
        assert inside in (0, 1)
    assert inside == 0
    return _Drawn(boxes, arrows)


def _words(label: str) -> str:
    return re.sub(r"#(\d+);", lambda it: chr(int(it[1])), label.replace("<br/>", ""))


def _chart(scheme: str, person: str) -> _Drawn:
    decision = _decided(_facts(_SAMPLE[1]))
    ids = {it.name.zh: it.id for it in PROGRAM.schemes}
    one = tuple(
        it for it in decision.outcomes if it.scheme == ids[scheme] and it.subject.id == person
    )
    return _read(mermaid(replace(decision, outcomes=one), PROGRAM, "verdict", "zh"))


def _facts(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {**found, "as_of": str(found["as_of"])}


def _decided(facts: dict[str, Any]) -> Decision:
    return decide(PROGRAM, case_from_python(facts, PROGRAM))
