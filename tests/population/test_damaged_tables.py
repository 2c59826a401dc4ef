"""What is no text, and what points to nothing, is said to be that, wherever it stands."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pytest

from doudi.runtime.population.errors import PopulationError
from tests.population.households import read
from tests.population.test_bad_tables import HOMES, Bad, homes, people

# A text, half a sign, and nothing.
NO_TEXTS: Final = pa.Array.from_buffers(
    pa.string(),
    3,
    [
        pa.py_buffer(b"\x03"),
        pa.py_buffer(np.array([0, 3, 5, 5], np.int32)),
        pa.py_buffer("城镇".encode()[:5]),
    ],
)
POINTING_NOWHERE: Final = pa.DictionaryArray.from_arrays(
    pa.array([0, 5, 0], pa.int8()), pa.array(["h1"]), safe=False
)

DAMAGED: Final = {
    "a name that is no text": Bad(
        lambda: pa.Table.from_arrays(
            HOMES.columns,
            schema=pa.schema([("id", pa.string()), pa.field("户别".encode()[:5], pa.string())]),
        ),
        "has a column whose name is no text in UTF-8; store names in it",
        "有的列名不是 UTF-8 文字；请把列名存成 UTF-8",
    ),
    "an id that is no text": Bad(
        lambda: homes(id=pa.concat_arrays([NO_TEXTS[:2], pa.array(["h3"])])),
        "row 2, column `id`: is no text in UTF-8; store the table's texts in it",
        "第 2 行，列 `id`：不是 UTF-8 文字；请把表的文字存成 UTF-8",
    ),
    "an id of somebody that is no text": Bad(
        lambda: people(id=pa.concat_arrays([NO_TEXTS[:2], pa.array(["c"])])),
        "member, row 2, column `id`: is no text in UTF-8; store the table's texts in it",
        "member，第 2 行，列 `id`：不是 UTF-8 文字；请把表的文字存成 UTF-8",
    ),
    "an id that is none of its dictionary's": Bad(
        lambda: people(id=POINTING_NOWHERE),
        "member, row 2, column `id`: points to no word of its dictionary; the table is damaged",
        "member，第 2 行，列 `id`：指向字典之外；表已损坏",
    ),
    "a household that is none of its dictionary's": Bad(
        lambda: people(household=POINTING_NOWHERE),
        "member, row 2, column `household`: does not say which household it lies in",
        "member，第 2 行，列 `household`：没有写明属于哪个家庭",
    ),
    "an option that is no text": Bad(
        lambda: homes(户别=NO_TEXTS),
        "row 1 (`h1`), column `户别`: there is no option `城`; did you mean `城镇`? (and 1 "
        "more row nearby)",
        "第 1 行（`h1`），列 `户别`：没有选项 `城`；是不是 `城镇`？（近处另有 1 行也是这样）",
    ),
    "an area that is no text": Bad(
        lambda: homes(area=pa.concat_arrays([pa.array(["500106"]), NO_TEXTS[1:]])),
        "row 2 (`h2`), column `area`: is no text in UTF-8; store the table's texts in it",
        "第 2 行（`h2`），列 `area`：不是 UTF-8 文字；请把表的文字存成 UTF-8",
    ),
    "a member of what is no text": Bad(
        lambda: people(household=NO_TEXTS),
        "member, row 1, column `household`: there is no household `城`",
        "member，第 1 行，列 `household`：没有编号为 `城` 的家庭",
    ),
}


@pytest.mark.parametrize("bad", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_damaged_is_said(bad: Bad) -> None:
    with pytest.raises(PopulationError) as said:
        read(bad.source())
    assert (said.value.in_("en"), said.value.in_("zh")) == (bad.en, bad.zh)
