"""The names a case may use, in either language, and the ids they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program import declarations as program
from doudi.runtime.program.ids import OptionId


@dataclass(frozen=True, slots=True)
class Names:
    schemes: Mapping[str, program.Scheme]
    terms: Mapping[str, program.Term]
    options: Mapping[str, OptionId]
    option_names: Mapping[OptionId, Message]
    provisions: Mapping[str, program.Provision]


def names_of(rules: program.Program) -> Names:
    options = [it for choice in rules.choices for it in choice.options]
    return Names(
        {word: it for it in rules.schemes for word in _words(it.id, it.name)},
        {word: it for it in rules.terms for word in _words(it.id, it.name)},
        {word: id_ for id_, name in options for word in _words(id_, name)},
        {id_: Message(name.zh, name.en or id_) for id_, name in options},
        {it.id: it for it in rules.provisions},
    )


def shown(thing: program.Scheme | program.Term) -> Message:
    return Message(thing.name.zh, thing.id)


def _words(id_: str, name: program.Text) -> Iterable[str]:
    return (id_, name.zh)
