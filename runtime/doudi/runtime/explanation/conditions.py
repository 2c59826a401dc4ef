"""The argument: a condition as a tree that leaves out what made no difference.

Takes a step of the trace and the trace it belongs to; gives nodes with marks. With
`everything` nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from doudi.runtime.explanation import findings, lexicon
from doudi.runtime.explanation.clauses import titled
from doudi.runtime.explanation.contents import content
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import aside, commas, pair, semicolons
from doudi.runtime.explanation.remembered import Turning
from doudi.runtime.explanation.tree import Mark, Node
from doudi.runtime.explanation.within import within
from doudi.runtime.explanation.wording import say
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import FactUse, Step, SubjectKey, TermTrace, Trace
from doudi.runtime.values import Truth

MARKS = {
    Truth.TRUE: Mark.HOLDS,
    Truth.FALSE: Mark.FAILS,
    Truth.UNKNOWN: Mark.UNKNOWN,
    Truth.JUDGEMENT: Mark.JUDGEMENT,
}
_FEW: Final = 2  # facts that a line can still hold

Argued: TypeAlias = tuple[str, SubjectKey]  # a term, and for whom
Grounds: TypeAlias = Sequence[tuple[ProvisionId | None, Step]]
_NONE: Final[frozenset[Argued]] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The nodes of one letter in one depth, each drawn once; what it argues in several places.

    `plain`: of steps under which no term is argued. `nodes`: of others, by the step, and those of
    the terms below it that had been argued before; with those that it argues itself. `below`,
    `below_terms`: the terms that are argued anywhere under a step, or in arguing a term. `heads`:
    who says what a term came to, and what it rests on; `bases`: what made it come out so;
    `turning`: what a condition turned on, and what that rests on.
    """

    plain: dict[int, Node] = field(default_factory=dict)
    nodes: dict[tuple[int, frozenset[Argued]], tuple[Node, frozenset[Argued]]] = field(
        default_factory=dict
    )
    below: dict[int, frozenset[Argued]] = field(default_factory=dict)
    below_terms: dict[Argued, frozenset[Argued]] = field(default_factory=dict)
    heads: dict[Argued, tuple[str, Grounds]] = field(default_factory=dict)
    bases: dict[Argued, list[str]] = field(default_factory=dict)
    turning: dict[int, Turning] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """`shown` holds the terms already drawn, so that each is argued once."""

    trace: Trace
    names: Lexicon
    everything: bool
    shown: set[Argued]
    drawn: Drawn


def tree(
    step: Step,
    trace: Trace,
    names: Lexicon,
    *,
    everything: bool,
    shown: set[Argued] | None = None,
    drawn: Drawn | None = None,
) -> Node:
    """`shown`: terms that the reader has seen argued; those drawn here are added.

    `drawn`: what was drawn of the same trace before, in the same way.
    """
    seen = set[Argued]() if shown is None else shown
    return _node(step, _Drawing(trace, names, everything, seen, drawn or Drawn()))


def _node(step: Step, drawing: _Drawing) -> Node:
    drawn = drawing.drawn
    plain = drawn.plain.get(id(step))
    if plain is not None:
        return plain
    below = drawn.below.get(id(step))
    if below is None:
        if not within(step.expr, drawing.names).terms:
            node = drawn.plain[id(step)] = _plain(step, drawing)
            return node
        below = _below(step, drawing)
    before = below & drawing.shown
    found = drawn.nodes.get((id(step), before))
    if found is None:
        node = _drawn(step, drawing)
        found = drawn.nodes[id(step), before] = node, (below & drawing.shown) - before
    if found[1]:
        drawing.shown.update(found[1])
    return found[0]


def _plain(step: Step, drawing: _Drawing) -> Node:
    """Where no term is argued, what is drawn hangs on the step's content alone."""
    its = content(step, drawing.names)
    node = its.in_full if drawing.everything else its.in_short
    if node is None:
        node = _drawn(step, drawing)
        if drawing.everything:
            its.in_full = node
        else:
            its.in_short = node
    return node


def _below(step: Step, drawing: _Drawing) -> frozenset[Argued]:
    known = drawing.drawn.below.get(id(step))
    if known is not None:
        return known
    if not within(step.expr, drawing.names).terms:
        return _NONE
    found = _below_term(step, drawing) if isinstance(step.expr, ex.Term) else _NONE
    for it in step.parts:
        found |= _below(it, drawing)
    drawing.drawn.below[id(step)] = found
    return found


def _below_term(step: Step, drawing: _Drawing) -> frozenset[Argued]:
    term = findings.term_of(step, drawing.trace)
    if term is None:
        return _NONE
    key = (term.term, term.subject)
    known = drawing.drawn.below_terms.get(key)
    if known is not None:
        return known
    _, grounds = _head(term, drawing)
    found = frozenset([key]).union(*(_below(it, drawing) for _, it in grounds))
    drawing.drawn.below_terms[key] = found
    return found


def _drawn(step: Step, drawing: _Drawing) -> Node:
    match step.expr:
        case ex.Op(op="and") if step.parts:
            return _connective(step, say("all_of", drawing.names.lang), drawing)
        case ex.Op(op="or") if step.parts:
            return _connective(step, say("any_of", drawing.names.lang), drawing)
        case ex.Op(op="any_open") if step.parts:
            return _connective(step, say("open_list", drawing.names.lang), drawing)
        case ex.Op(op="not") if step.parts and _several(step.parts[0]):
            inner = _node(step.parts[0], drawing)
            return Node(say("none_of", drawing.names.lang), _mark(step), (inner,))
        case ex.Op(op="not") if step.parts and isinstance(step.parts[0].expr, ex.Term):
            inner = _term(step.parts[0], drawing)
            return Node(phrase(step.expr, drawing.names), _mark(step), (inner,))
        case ex.Term():
            return _term(step, drawing)
        case ex.Aggregate(kind="exists" | "every") if step.parts:
            return _people(step, drawing)
        case _:
            return _leaf(step, drawing)


def _connective(step: Step, text: str, drawing: _Drawing) -> Node:
    every = findings.flat(step)
    parts = every if drawing.everything else findings.relevant(step)
    op = step.expr.op if isinstance(step.expr, ex.Op) else ""
    judged = op == "any_open" and findings.truth(step) is Truth.JUDGEMENT
    if judged and not drawing.everything:
        children = list(_unlisted(parts, drawing))
    else:
        children = [_node(it, drawing) for it in parts]
    if len(every) > len(parts):
        left_out = say("elided", drawing.names.lang, count=len(every) - len(parts))
        wanting = op == "and" and findings.truth(step) is Truth.FALSE
        if wanting and len(children) == 1:
            alone = commas((children[0].text, left_out), drawing.names.lang)
            return Node(alone, children[0].mark, children[0].children)
        children.append(Node(left_out))
    if judged:
        children.append(Node(say("etc", drawing.names.lang), Mark.JUDGEMENT))
    return Node(text, _mark(step), tuple(children))


def _unlisted(parts: Sequence[Step], drawing: _Drawing) -> Iterator[Node]:
    """Of an open list that is left to judgement, in one line what of it does not apply."""
    failing = [it for it in parts if findings.truth(it) is Truth.FALSE]
    if failing:
        listed = lexicon.listed(
            (phrase(it.expr, drawing.names) for it in failing), drawing.names.lang
        )
        yield Node(say("list_fails", drawing.names.lang, list=listed), Mark.FAILS)
    for it in parts:
        if it not in failing:
            yield _node(it, drawing)


def _people(step: Step, drawing: _Drawing) -> Node:
    """That there is one, or that every one is so: with whoever made it come out so."""
    names = drawing.names
    children = []
    for it in step.parts if drawing.everything else findings.members(step):
        drawn = _node(it, drawing)
        who = lexicon.subject(names, *it.subject) if it.subject is not None else ""
        text = lexicon.about(who, drawn.text, names.lang)
        children.append(Node(text, drawn.mark, drawn.children))
    return Node(phrase(step.expr, names), _mark(step), tuple(children))


def _leaf(step: Step, drawing: _Drawing) -> Node:
    names = drawing.names
    text = _claim(step, names)
    given_by = [
        say("source", names.lang, text=it.source)
        for it in findings.sources(step)
        if isinstance(it, FactUse) and it.source
    ]
    note = [step.note] if step.note else []
    text = aside(text, semicolons([*given_by, *note], names.lang), names.lang)
    return Node(text, _mark(step), tuple(_terms_below(step, drawing)))


def _claim(step: Step, names: Lexicon) -> str:
    """The claim, then what is known: the mark beside it says whether it holds."""
    if isinstance(step.expr, (ex.Fact, ex.Term)):
        return findings.known(step, names)
    claim, rests_on = phrase(step.expr, names), findings.evidence(step, names)
    return claim if claim == rests_on else aside(claim, rests_on, names.lang)


def _terms_below(step: Step, drawing: _Drawing) -> list[Node]:
    """A comparison's derived operands, each with how it came about."""
    if isinstance(step.expr, (ex.Fact, ex.Term)):
        return []
    return [_term(it, drawing) for it in findings.leaves(step) if isinstance(it.expr, ex.Term)]


def _term(step: Step, drawing: _Drawing) -> Node:
    names = drawing.names
    known = findings.known(step, names)
    found = findings.term_of(step, drawing.trace)
    if found is None:
        return Node(known, _mark(step))
    few = _few(found, drawing)
    if few:
        how = pair(origin(found, names), commas(few, names.lang), names.lang)
        return Node(aside(known, how, names.lang), _mark(step))
    key = (found.term, found.subject)
    how, grounds = _head(found, drawing)
    text = aside(known, how, names.lang)
    if not grounds:
        return Node(text, _mark(step))
    if key in drawing.shown:
        return Node(f"{text}{say('see_above', names.lang)}", _mark(step))
    drawing.shown.add(key)
    return Node(text, _mark(step), tuple(_grounds(grounds, drawing)))


def _head(found: TermTrace, drawing: _Drawing) -> tuple[str, Grounds]:
    """Who says what a term came to, and what it rests on."""
    heads, key = drawing.drawn.heads, (found.term, found.subject)
    if key not in heads:
        heads[key] = origin(found, drawing.names), findings.grounds(found, drawing.trace)
    return heads[key]


def _few(found: TermTrace, drawing: _Drawing) -> list[str]:
    """What is not so for a fact or two is told with them in one line; nothing where it is more."""
    if drawing.everything or found.value is not Truth.FALSE:
        return []
    if not findings.by_facts_alone(found, drawing.trace):
        return []
    facts = findings.bases(found, drawing.trace, drawing.names)
    return facts if len(facts) <= _FEW else []


def _grounds(grounds: Grounds, drawing: _Drawing) -> Iterator[Node]:
    for provision, step in grounds:
        drawn = _node(step, drawing)
        if provision is None or len(grounds) == 1:
            yield drawn
        else:
            yield Node(titled(provision, drawing.names), drawn.mark, (drawn,))


def origin(found: TermTrace, names: Lexicon) -> str:
    match found.origin:
        case "given":
            source = say("source", names.lang, text=found.source) if found.source else ""
            return commas((say("term_given", names.lang), source), names.lang)
        case "vocabulary":
            return say("term_vocabulary", names.lang)
        case "undefined":
            return say("term_undefined", names.lang)
        case "provisions":
            return say("term_by", names.lang, list=lexicon.shorts(found.provisions, names.lang))


def _several(step: Step) -> bool:
    return isinstance(step.expr, ex.Op) and step.expr.op in ("and", "or", "any_open")


def _mark(step: Step) -> Mark:
    if isinstance(step.value, Truth):
        return MARKS[step.value]
    return Mark.UNKNOWN if findings.is_open(step.value) else Mark.NONE
