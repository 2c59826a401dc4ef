"""A population for the county's rules: flat tables of households and of their members, seeded.

    python benchmarks/county/data.py 100000 build/bench/data

writes `household.parquet` and `member.parquet`, block by block, so that memory does not grow with
the rows. The same arguments give the same rows; nobody in them exists. Distributions are made so
that every provision decides for somebody, and so that amounts meet the limits exactly at times.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.county import workload

Random: TypeAlias = np.random.Generator
Column: TypeAlias = npt.NDArray[np.generic]

BLOCK: Final = 1 << 16  # households in a row group
SIZES: Final = (0.12, 0.25, 0.32, 0.17, 0.10, 0.04)  # of one to six members: three on average

TRUE_OF: Final = {
    "assets_within_limit": 0.8,
    "accident": 0.1,
    "spending_surge": 0.15,
    "struck_by_disaster": 0.05,
    "unsafe_house": 0.2,
    "cold_region": 0.3,
    "needs_care": 0.3,
    "no_supporter": 0.3,
    "unemployed": 0.2,
    "draws_insurance": 0.1,
    "in_hospital": 0.1,
    "seriously_ill": 0.1,
    "draws_injury_nursing": 0.05,
    "veteran": 0.05,
}
OPTIONS: Final = {
    "hukou": (0.5, 0.5),
    "self_care": (0.7, 0.2, 0.1),
    "father_state": (0.7, 0.15, 0.15),
    "mother_state": (0.7, 0.15, 0.15),
    "present_support": (0.2, 0.8),
    "stage": (0.4, 0.3, 0.15, 0.15),
}
GRADES: Final = (0.8, 0.04, 0.06, 0.05, 0.05)


def write(
    rows: int, folder: Path, *, nulls: float = 0, first_block: bool = False, seed: int = 7
) -> None:
    """`nulls`: the share of every fact that nobody knows; of the first block's only, if asked."""
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, pq.ParquetWriter] = {}
    for tables in blocks(rows, nulls=nulls, first_block=first_block, seed=seed):
        for kind, table in tables.items():
            if kind not in writers:
                choices = [it.name for it in table.schema if pa.types.is_dictionary(it.type)]
                writers[kind] = pq.ParquetWriter(
                    folder / f"{kind}.parquet", table.schema, use_dictionary=choices
                )
            writers[kind].write_table(table)
    for writer in writers.values():
        writer.close()


def blocks(
    rows: int, *, nulls: float = 0, first_block: bool = False, seed: int = 7
) -> Iterator[Mapping[str, pa.Table]]:
    """Household and member tables, BLOCK households each; members stand in their order."""
    members = 0
    for first in range(0, rows, BLOCK):
        random = np.random.default_rng((seed, first))
        households = np.arange(first, min(first + BLOCK, rows), dtype=np.int64)
        sizes = random.choice(6, len(households), p=SIZES) + 1
        count = int(sizes.sum())
        unknown = 0 if first_block and first else nulls
        yield {
            "household": _table(
                {"id": households},
                workload.HOUSEHOLD_TRUTHS,
                workload.HOUSEHOLD_CHOICES,
                _household_numbers(len(households), random),
                unknown,
                random,
            ),
            "member": _table(
                {
                    "id": np.arange(members, members + count, dtype=np.int64),
                    "household": np.repeat(households, sizes),
                },
                workload.MEMBER_TRUTHS,
                workload.MEMBER_CHOICES,
                _member_numbers(count, random),
                unknown,
                random,
            ),
        }
        members += count


def _household_numbers(count: int, random: Random) -> Mapping[str, Column]:
    some = random.random(count) < 0.3
    return {"other_income": some * random.integers(0, 1500_00, count)}


def _member_numbers(count: int, random: Random) -> Mapping[str, Column]:
    """Half of the incomes are round: they meet the standards and their multiples exactly."""
    exact = random.integers(0, 1600_00, count)
    income = np.where(random.random(count) < 0.5, exact, exact // 124_00 * 124_00)
    ill = random.random(count) < 0.3
    return {
        "age": random.integers(0, 106, count).astype(np.int16),
        "disability_grade": random.choice(5, count, p=GRADES).astype(np.int8),
        "monthly_income": np.where(random.random(count) < 0.3, 0, income),
        "own_medical_cost": ill * (random.exponential(8000_00, count)).astype(np.int64),
    }


def _table(
    keys: Mapping[str, Column],
    truths: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    numbers: Mapping[str, Column],
    nulls: float,
    random: Random,
) -> pa.Table:
    count = len(keys["id"])
    fields = [pa.field(name, pa.int64()) for name in keys]
    arrays = [pa.array(it) for it in keys.values()]

    def unknown() -> Column | None:
        return random.random(count) < nulls if nulls else None

    for name in truths:
        arrays.append(pa.array(random.random(count) < TRUE_OF[name], mask=unknown()))
        fields.append(pa.field(name, pa.bool_()))
    for name, options in choices.items():
        codes = random.choice(len(options), count, p=OPTIONS[name]).astype(np.int8)
        coded = pa.array(codes, mask=unknown())
        arrays.append(pa.DictionaryArray.from_arrays(coded, pa.array(options)))
        fields.append(pa.field(name, arrays[-1].type))
    for name, values in numbers.items():
        arrays.append(pa.array(values, mask=unknown()))
        unit = {"unit": "fen"} if name in workload.FEN else None
        fields.append(pa.field(name, arrays[-1].type, metadata=unit))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), nulls=float(sys.argv[3]) if sys.argv[3:] else 0)
