"""Populations in files: whichever way they are stored and cut, the same households come out."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import ipc

from doudi.runtime.population import ids, parts
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.program.ids import EntityId
from tests.population.households import Tree, Writing, case_from_facts, flat, nested, opened, read

TREES: Final[tuple[Tree, ...]] = tuple(
    {
        "id": str(number),
        "household_income": number,
        "hukou": "urban" if number % 2 else "rural",
        "member": [
            {
                "id": str(100 * number + it),
                "age": it,
                "confirmed": it == 1,
                "home_area": "沙坪坝区" if it else "重庆市江北区",
            }
            for it in range(number % 4)
        ],
    }
    for number in range(10, 40)
)
CASES: Final = list(map(case_from_facts, TREES))
NUMBERED: Final = Writing(numbered=True)
Writer = Callable[[pa.Table, Path], None]


def parquet(rows: int) -> Writer:
    def write(table: pa.Table, path: Path) -> None:
        pq.write_table(table, path.with_suffix(".parquet"), row_group_size=rows)

    return write


def arrow(rows: int) -> Writer:
    def write(table: pa.Table, path: Path) -> None:
        with ipc.new_file(path.with_suffix(".arrow"), table.schema) as file:
            file.write_table(table, max_chunksize=rows)

    return write


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 8)


@pytest.mark.parametrize("writing", [Writing(), Writing(categories=True, chinese=True)])
@pytest.mark.parametrize("write", [parquet(5), parquet(1000), arrow(5), arrow(1000)])
@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_one_file_with_lists(tmp_path: Path, write: Writer, rows: int, writing: Writing) -> None:
    write(nested(TREES, writing), tmp_path / "all")
    (path,) = tmp_path.iterdir()
    assert read(path, rows) == CASES


@pytest.mark.parametrize("writing", [Writing(), NUMBERED, Writing(categories=True, chinese=True)])
@pytest.mark.parametrize("write", [parquet(5), parquet(1000), arrow(5)])
@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_a_folder_with_a_file_for_each_kind(
    tmp_path: Path, write: Writer, rows: int, writing: Writing
) -> None:
    for name, table in flat(TREES, writing).items():
        write(table, tmp_path / name)
    (tmp_path / "README.txt").write_text("what this is")
    assert read(tmp_path, rows) == CASES
    files = [it for it in tmp_path.iterdir() if it.name != "README.txt"]
    assert read(files, rows) == CASES
    assert opened(tmp_path).shape == "flat"


def test_a_table_in_several_files(tmp_path: Path) -> None:
    for name, table in flat(TREES).items():
        (tmp_path / name).mkdir()
        for start in range(0, len(table), 7):
            parquet(3)(table.slice(start, 7), tmp_path / name / f"part-{start:03}")
    assert read(tmp_path, 4) == CASES


def test_the_files_of_one_table_with_lists(tmp_path: Path) -> None:
    for start in range(0, 30, 7):
        parquet(3)(nested(TREES).slice(start, 7), tmp_path / f"part-{start:03}")
    assert read(tmp_path, 4) == CASES
    assert opened(tmp_path).shape == "nested"


def test_parts_cover_all_households_in_their_order_each_once(tmp_path: Path) -> None:
    parquet(5)(nested(TREES), tmp_path / "all")
    people = opened(tmp_path / "all.parquet")
    assert [(it.number, it.first, it.households) for it in people.parts] == [
        (0, 0, 10),
        (1, 10, 10),
        (2, 20, 10),
    ]
    assert people.households == 30


def test_a_part_is_small_and_crosses_to_another_process(tmp_path: Path) -> None:
    parquet(10_000)(pa.table({"id": range(30_000)}), tmp_path / "all")
    part = opened(tmp_path / "all.parquet").parts[1]
    there = pickle.dumps(part)
    assert len(there) < 2000
    assert pickle.loads(there) == part  # noqa: S301 - our own


def test_parts_of_two_tables_are_cut_by_what_the_files_say_of_their_ids(tmp_path: Path) -> None:
    """Row groups that hold members of one part only are taken as they are, and no key is read."""
    tables = flat(TREES, NUMBERED)
    parquet(10)(tables["household"], tmp_path / "household")
    parquet(15)(tables["member"], tmp_path / "member")
    by_keys = _members(tmp_path)
    with pq.ParquetWriter(tmp_path / "member.parquet", tables["member"].schema) as file:
        for start, stop in ((0, 17), (17, 20), (20, 30), (30, 47)):
            file.write_table(tables["member"].slice(start, stop - start))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_by_keys", None)
        by_bounds = _members(tmp_path)
    assert by_keys == by_bounds == [[(0, 17)], [(17, 30)], [(30, 47)]]


def _members(folder: Path) -> list[list[tuple[int, int]]]:
    member = EntityId("member")
    return [
        [(it.start, it.stop) for it in part.rows[member].spans] for part in opened(folder).parts
    ]


@pytest.mark.parametrize("kept", [1 << 23, 3])
def test_an_id_that_is_there_twice_is_found_across_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """However few ids are kept at a time."""
    monkeypatch.setattr(ids, "_KEPT", kept)
    again = pa.concat_tables([nested(TREES), nested(TREES[4:5])])
    parquet(8)(again, tmp_path / "all")
    with pytest.raises(PopulationError) as said:
        opened(tmp_path / "all.parquet")
    assert said.value.in_("en") == (
        "all.parquet, row 31, column `id`: the id `14` is also that of all.parquet, row 5"
    )


def test_an_id_that_is_there_twice_is_found_within_a_part(tmp_path: Path) -> None:
    table = nested(TREES).take([0, 2, 1, 2, *range(3, 30)])
    parquet(8)(table, tmp_path / "all")
    with pytest.raises(PopulationError) as said:
        read(tmp_path / "all.parquet")
    assert said.value.in_("en") == (
        "all.parquet, row 4, column `id`: the id `12` is also that of all.parquet, row 2"
    )


def test_members_of_an_unknown_household_are_found_whichever_way_parts_are_cut(
    tmp_path: Path,
) -> None:
    tables = flat(TREES, NUMBERED)
    astray = tables["household"].filter(pa.array([it != 17 for it in range(30)]))
    parquet(8)(astray, tmp_path / "household")
    for rows in (45, 4, 1):
        parquet(rows)(tables["member"], tmp_path / "member")
        with pytest.raises(PopulationError) as said:
            read(tmp_path)
        assert said.value.in_("en") == (
            "member.parquet, row 27, column `household`: there is no household `27`"
        )


def test_every_cut_of_a_file_is_said_to_be_cut(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.parquet", tmp_path / "cut.parquet"
    parquet(5)(nested(TREES), whole)
    data = whole.read_bytes()
    for size in range(4, len(data), 97):
        cut.write_bytes(data[:size])
        with pytest.raises(PopulationError, match="cut short or damaged"):
            read(cut)


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(PopulationError, match=r"nothing\.parquet: there is no such file"):
        read(tmp_path / "nothing.parquet")
    with pytest.raises(PopulationError, match="there is no table in it"):
        read(tmp_path)
    (tmp_path / "member.csv").write_text("id,household\n")
    with pytest.raises(PopulationError, match=r"member\.csv: is neither a Parquet file nor"):
        read(tmp_path)


def test_members_alone_are_no_households(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"], "household": ["h1"]}), tmp_path / "成员.parquet")
    with pytest.raises(PopulationError) as said:
        read(tmp_path / "成员.parquet")
    assert said.value.in_("en") == "there is no table of `household`"


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(PopulationError, match="its path is not in UTF-8"):
        opened(tmp_path / "\udcff.parquet")


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    """Of a pipe nobody waits for what may never come."""
    (tmp_path / "folder/2021").mkdir(parents=True)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    said = {
        "folder": "2021: is a folder and no table",
        "pipe": "pipe: is no file on a disk but a pipe or the like",
        "round": "round: cannot be read: its links lead round in a circle",
    }
    for name, en in said.items():
        with pytest.raises(PopulationError) as error:
            opened(tmp_path / name)
        assert en in error.value.in_("en")


def test_an_arrow_file_is_not_taken_at_its_word(tmp_path: Path) -> None:
    """Its memory is used as it lies there: offsets that lead out of it would lead anywhere."""
    path = tmp_path / "homes.arrow"
    arrow(5)(nested(TREES), tmp_path / "homes")
    data = path.read_bytes()
    found = 0
    for at in range(0, len(data), 61):
        path.write_bytes(data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :])
        try:
            read(path)
        except PopulationError:
            found += 1
    assert found


def test_a_page_that_is_not_as_its_file_says_is_said_to_be_damaged(tmp_path: Path) -> None:
    """Whatever its values have become, they may be right ones; not every file tells sums."""
    path = tmp_path / "homes.parquet"
    homes = pa.table({"id": range(1000), "户别": ["城镇"] * 1000})
    pq.write_table(homes, path, write_page_checksum=True, use_dictionary=False, compression="none")
    data = bytearray(path.read_bytes())
    data[data.index((7).to_bytes(8, "little"))] = 0
    path.write_bytes(data)
    with pytest.raises(PopulationError, match="cut short or damaged"):
        read(path)


def test_fen_are_fen_in_a_file_too(tmp_path: Path) -> None:
    table = nested(TREES, Writing(fen=True))
    for write in (parquet(5), arrow(5)):
        write(table, tmp_path / "all")
    for path in tmp_path.iterdir():
        assert read(path) == CASES


def test_a_file_that_is_written_again_is_read_again(tmp_path: Path) -> None:
    parquet(5)(nested(TREES[:3]), tmp_path / "all")
    assert read(tmp_path / "all.parquet") == CASES[:3]
    parquet(5)(nested(TREES[3:]), tmp_path / "all")
    assert read(tmp_path / "all.parquet") == CASES[3:]


def test_files_of_one_table_have_the_same_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"], "hukou": ["urban"]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"id": ["b"]}), tmp_path / "2.parquet")
    with pytest.raises(PopulationError) as said:
        read(tmp_path)
    assert said.value.in_("en") == "2.parquet, column `hukou`: is not as in `1.parquet`"
