"""References between provisions, followed over the whole program.

Takes every checked declaration where it stands; gives what is wrong with the
provisions they name: declared twice, not there, of the wrong kind. Needs nothing
of a checked declaration but its id, its uses and its targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from doudi.compiler.model.checked import Located, Target
from doudi.compiler.names import errors
from doudi.compiler.names.lookup import nearest
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Span

_OF_GRANTS: Final = ("FACET_OF", "TAKES_HIGHER", "STACKS_WITH")


def link(declarations: Iterable[Located]) -> tuple[Finding, ...]:
    located = tuple(declarations)
    provisions: dict[str, Located] = {}
    found: list[Finding] = []
    for it in located:
        if "/" not in it.checked.id:
            continue
        first = provisions.setdefault(it.checked.id, it)
        if first is not it:
            again = it.span(it.checked.head)
            found.append(errors.provision_twice(it.checked.id, again, _head(first)))
    addresses = _addresses(provisions)
    followed = (
        _followed(it, target, provisions, addresses)
        for it in located
        for target in it.checked.targets
    )
    return (*found, *(it for it in followed if it is not None))


def _followed(
    from_: Located,
    target: Target,
    provisions: Mapping[str, Located],
    addresses: Mapping[str, list[str]],
) -> Finding | None:
    id_ = f"{target.document}/{target.address}"
    span = from_.span(target.place)
    to = provisions.get(id_)
    if to is None:
        beside = addresses.get(target.document)
        if beside is None:
            near = nearest(target.document, addresses)
            return errors.unknown_document(target.document, span, near)
        near = nearest(target.address, beside)
        whole = None if near is None else f"{target.document}/{near}"
        return errors.unknown_provision(id_, span, whole)
    if to is from_:
        return errors.about_itself(id_, span)
    if target.role in _OF_GRANTS and not _grants(to):
        return errors.target_grants_nothing(id_, span, _head(to))
    return None


def _grants(provision: Located) -> bool:
    # What is broken names nothing: its own finding is enough.
    return not provision.checked.uses or any(it.role == "GRANT" for it in provision.checked.uses)


def _addresses(provisions: Mapping[str, Located]) -> dict[str, list[str]]:
    by_document: dict[str, list[str]] = {}
    for id_ in provisions:
        document, _, address = id_.partition("/")
        by_document.setdefault(document, []).append(address)
    return by_document


def _head(it: Located) -> Span:
    return it.span(it.checked.head)
