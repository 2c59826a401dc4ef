"""Whatever a file holds and wherever a finding points, it can be drawn."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Message
from doudi.policy_dsl.diagnostics.render import github, sarif
from doudi.policy_dsl.diagnostics.render import json as as_json
from doudi.policy_dsl.diagnostics.render.excerpt import WIDEST
from doudi.policy_dsl.diagnostics.render.text import render
from doudi.policy_dsl.diagnostics.width import display_width
from doudi.policy_dsl.source import Source, Span

CODE = Code("P0205", "unknown-name", Message("名称未声明", "unknown name"))
TEXTS = st.text(st.sampled_from(list("a低\t\n\r \x1b\u202e𠮷́「」")), max_size=300)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    def label() -> Label:
        source = Source(draw(st.sampled_from(["a", "b"])), draw(TEXTS))
        start = draw(st.integers(0, len(source.text)))
        end = draw(st.integers(start, len(source.text)))
        return Label(Span(source, start, end), draw(st.none() | st.just(Message("文", "text"))))

    related = tuple(label() for _ in range(draw(st.integers(0, 3))))
    return Finding(CODE, Message("甲", "a"), label(), related)


@given(findings())
def test_every_finding_can_be_drawn_in_every_format(finding: Finding) -> None:
    said = render([finding], "zh")
    assert "\x1b" not in said
    assert "^" in said or not finding.primary.span.source.text
    assert len(github.render([finding], "zh").splitlines()) == 1
    json.loads(as_json.render([finding], "en"))
    json.loads(sarif.render([finding], "en"))


@given(findings())
def test_nothing_drawn_is_much_wider_than_a_terminal(finding: Finding) -> None:
    said = render([finding], "zh").splitlines()
    assert max(display_width(line) for line in said) <= WIDEST + 40


@given(TEXTS.filter(lambda text: "\n" not in text and "低" in text))
def test_the_caret_is_under_the_character_it_points_at(text: str) -> None:
    source = Source("a", text)
    at = text.index("低")
    lines = render([Finding(CODE, Message("甲", "a"), Label(Span(source, at, at + 1)))], "zh")
    shown, carets = lines.splitlines()[3:5]
    assert display_width(shown[: shown.index("低")]) == carets.index("^")
