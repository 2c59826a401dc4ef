"""What a schema alone settles about reading a table, worked out once: how each column is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from doudi.runtime.facts.vocabulary import Vocabulary
from doudi.runtime.population.layout import Layout
from doudi.runtime.population.plane_of import Reader, reader


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The rows of one kind; `readers` and the forms of lists `inside` by their columns."""

    layout: Layout
    readers: Mapping[str, Reader]
    inside: Mapping[str, Form]


def form(layout: Layout, fields: Iterable[pa.Field], words: Vocabulary) -> Form:
    """`fields`: a schema, or those of the structs in a list."""
    types = {it.name: it.type for it in fields}
    columns = (*layout.heads.values(), *layout.facts.values(), *layout.terms.values())
    return Form(
        layout,
        {it.name: reader(it, types[it.name], words) for it in columns},
        {
            column: form(inner, _listed(types[column]), words)
            for column, inner in layout.inside.items()
        },
    )


def _listed(lists: pa.DataType) -> list[pa.Field]:
    struct = lists.value_type
    return [struct.field(index) for index in range(struct.num_fields)]
