"""Nothing in a program may lean on itself: terms, containers of entities, areas.

Takes what is declared; gives nothing, or a misfit that names the circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from doudi.runtime.bundle.misfit import misfit
from doudi.runtime.program import declarations as decl
from doudi.runtime.program import expressions as ex


def check_containers(entities: Sequence[decl.Entity]) -> None:
    _refuse(".entities", {it.id: [it.container] if it.container else [] for it in entities})


def check_areas(areas: Sequence[decl.Area]) -> None:
    _refuse(".areas", {it.code: [it.parent] if it.parent else [] for it in areas})


def check_terms(program: decl.Program) -> None:
    uses: dict[str, list[str]] = {it.id: list(_terms(it.means)) for it in program.terms}
    for provision in program.provisions:
        match provision.effect:
            case decl.Recognise(term=term):
                uses[term].extend(_terms(provision.condition))
            case decl.Define(term=term, value=value):
                uses[term].extend([*_terms(provision.condition), *_terms(value)])
            case _:
                pass
    _refuse(".terms", uses)


def _refuse(place: str, uses: Mapping[str, Sequence[str]]) -> None:
    circle = find_circle(uses)
    if circle:
        shown = " → ".join(circle)
        raise misfit(place, f"有循环：{shown}", f"goes round in a circle: {shown}")


def find_circle(uses: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first circle met in the order given, its start repeated at its end, or ()."""
    done: set[str] = set()
    for root in uses:
        path = [root]
        waiting = [iter(() if root in done else uses[root])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                done.add(path.pop())
            elif following in path:
                return (*path[path.index(following) :], following)
            elif following not in done:
                path.append(following)
                waiting.append(iter(uses.get(following, ())))
    return ()


def _terms(expr: ex.Expr | None) -> Iterator[str]:
    match expr:
        case None | ex.Truth() | ex.Number() | ex.Option() | ex.Place() | ex.Span():
            pass
        case ex.Fact() | ex.Special():
            pass
        case ex.Term(id=term):
            yield term
        case ex.Standard(args=args) | ex.Op(args=args):
            for argument in args:
                yield from _terms(argument)
        case ex.Aggregate(value=value, when=when):
            yield from _terms(value)
            yield from _terms(when)
        case _:
            assert_never(expr)
