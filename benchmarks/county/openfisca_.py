"""The county's rules by OpenFisca: its simulation of a whole population.

It is installed for the run, and given roles and options as numbers, which it loads quickest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import (  # type: ignore[import-not-found, unused-ignore]
    EnumArray,
)
from openfisca_core.simulations import (  # type: ignore[import-not-found, unused-ignore]
    SimulationBuilder,
)

import benchmarks.county.openfisca_members  # noqa: F401 - adds its variables to the others
from benchmarks.county import workload
from benchmarks.county.inputs import Tables, columns
from benchmarks.county.openfisca_variables import ENUMS, PERIOD, derived_names, system
from benchmarks.county.workload import Integers, Part, Parts


@dataclass(frozen=True, slots=True)
class Data:
    simulation: Any


def load(given: Tables) -> Data:
    household, member = columns(given["household"]), columns(given["member"])
    rules = system()
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", member.pop("id"))
    of = builder.declare_entity("household", household.pop("id"))
    owner = member.pop("household")
    builder.join_with_persons(of, owner, np.zeros(len(owner), np.int8))
    simulation = builder.build(rules)
    for name, values in (household | member).items():
        column = EnumArray(values, ENUMS[name]) if name in ENUMS else values
        simulation.set_input(name, PERIOD, column)
    return Data(simulation)


def compute(data: Data) -> Iterator[Parts]:
    """Everything at once; what an earlier round worked out is forgotten first."""
    for name in derived_names():
        data.simulation.delete_arrays(name)
    yield [_part(scheme, data.simulation) for scheme in workload.SCHEMES]


def _part(scheme: str, simulation: Any) -> Part:
    def value(what: str) -> Integers:
        found: Integers = simulation.calculate(f"{scheme}_{what}", PERIOD)
        return found

    outcome, low = value("outcome"), value("low")
    return Part(scheme, outcome, low, value("high") if scheme in workload.RANGES else low)
