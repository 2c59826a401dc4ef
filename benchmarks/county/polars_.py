"""The county's rules in Polars: lazy expressions over a frame of members and one of households.

It is installed for the run. Options are enumerations, money whole fen; one thread, unless
POLARS_MAX_THREADS says more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import polars as pl  # type: ignore[import-not-found, unused-ignore]
import pyarrow as pa

from benchmarks.county import workload
from benchmarks.county.inputs import Tables
from benchmarks.county.workload import (
    CASE_BY_CASE,
    CHILD,
    DIBAO,
    EXCLUDED,
    GRANTED,
    MAY,
    NO_AMOUNT,
    NOT_MET,
    PRICE,
    Part,
    Parts,
)

Expr: TypeAlias = Any
Frame: TypeAlias = Any
col: Final = pl.col


@dataclass(frozen=True, slots=True)
class Data:
    household: Frame
    member: Frame


def load(given: Tables) -> Data:
    choices = {**workload.HOUSEHOLD_CHOICES, **workload.MEMBER_CHOICES}

    def frame(kind: str) -> Frame:
        made = pl.from_arrow(given[kind].cast(_plain(given[kind].schema)))
        coded = [col(it).cast(pl.Enum(choices[it])) for it in made.columns if it in choices]
        return made.with_columns(coded)

    # The rows stand in order, and Polars is quicker where it is told.
    return Data(
        frame("household").with_columns(col("id").set_sorted()),
        frame("member").with_columns(col("household").set_sorted()),
    )


def compute(data: Data) -> Iterator[Parts]:
    lines = _lines(data.member, data.household)
    households, members = pl.collect_all(
        [
            lines.select(_household_cells()),
            _groups_of_members(data.member, lines).select(_member_cells()),
        ]
    )
    yield _parts(households, workload.HOUSEHOLD_SCHEMES)
    yield _parts(members, workload.MEMBER_SCHEMES)


def _plain(schema: pa.Schema) -> pa.Schema:
    return pa.schema(
        [pa.field(it.name, pa.string()) if pa.types.is_dictionary(it.type) else it for it in schema]
    )


def _parts(frame: Frame, schemes: tuple[str, ...]) -> Parts:
    def column(name: str) -> Any:
        return frame.get_column(name).to_numpy()

    for it in schemes:
        low = column(f"{it}_low")
        high = column(f"{it}_high") if it in workload.RANGES else low
        yield Part(it, column(f"{it}_outcome"), low, high)


def _code(it: int) -> Expr:
    return pl.lit(it, pl.UInt8)


def _fen(it: int) -> Expr:
    return pl.lit(it, pl.Int64)


def _by(condition: Expr, yes: Expr, no: Expr) -> Expr:
    return pl.when(condition).then(yes).otherwise(no)


def _standard(figures: tuple[int, ...], rural: Expr) -> Expr:
    return _by(rural, _fen(figures[1]), _fen(figures[0]))


def _exact(scheme: str, yes: Expr, amount: Expr) -> list[Expr]:
    return [
        _by(yes, _code(GRANTED), _code(NOT_MET)).alias(f"{scheme}_outcome"),
        _by(yes, amount, _fen(NO_AMOUNT)).alias(f"{scheme}_low"),
    ]


def _unless(scheme: str, base: Expr, barred: Expr, said: Expr, amount: Expr) -> list[Expr]:
    outcome = _by(base, _by(barred, _code(EXCLUDED), said), _code(NOT_MET))
    return [
        outcome.alias(f"{scheme}_outcome"),
        _by(base & ~barred, amount, _fen(NO_AMOUNT)).alias(f"{scheme}_low"),
    ]


def _own(member: Frame) -> Frame:
    """What members are by themselves."""
    age, grade, able = col("age"), col("disability_grade"), "able_to_raise"
    father, mother = col("father_state"), col("mother_state")
    orphan = (age < 18) & (father == "dead") & (mother == "dead")
    return (
        member.lazy()
        .with_columns(severe=(grade >= 1) & (grade <= 2), orphan=orphan)
        .with_columns(
            unattended=(age < 18) & ~col("orphan") & (father != able) & (mother != able),
            dependent=(age >= 60) | (age < 16) | col("severe"),
        )
    )


def _destitute(rural: Expr) -> Expr:
    below = col("monthly_income") < _standard(DIBAO, rural)
    child = col("orphan") | col("unattended")
    return col("dependent") & col("no_supporter") & ~child & below


def _lines(member: Frame, household: Frame) -> Frame:
    """Households, with what their members are to them."""
    own = household.lazy().with_columns(rural=col("hukou") == "rural")
    alone = own.select(col("id").alias("household"), "rural")
    of_members = (
        _own(member)
        .join(alone, on="household", how="left", maintain_order="left")
        .with_columns(destitute=_destitute(col("rural")))
        .group_by("household", maintain_order=True)
        .agg(
            size=pl.len().cast(pl.Int64),
            income=col("monthly_income").sum(),
            some_destitute=col("destitute").any(),
            some_severe=col("severe").any(),
            all_dependent=col("dependent").all(),
        )
    )
    line = _standard(DIBAO, col("rural")) * col("size")
    income = col("income") + col("other_income")
    assets, dibao = col("assets_within_limit"), col("dibao")
    return (
        own.join(of_members, left_on="id", right_on="household", how="left", maintain_order="left")
        .with_columns(line=line, income=income)
        .with_columns(dibao=assets & (col("income") < col("line")))
        .with_columns(marginal=assets & ~dibao & (2 * col("income") < 3 * col("line")))
    )


def _household_cells() -> list[Expr]:
    poor, rural = col("dibao") | col("marginal"), col("rural")
    struck = col("accident") | col("spending_surge")
    shall = poor & (struck | col("struck_by_disaster"))
    may = ~poor & struck
    six = _standard(DIBAO, rural) * 6
    relieved = _by(poor, _code(CASE_BY_CASE), _by(may, _code(MAY), _code(NOT_MET)))
    lowest = _by(shall, _fen(0), _by(may, _fen(500_00), _fen(NO_AMOUNT)))
    highest = _by(shall, six, _by(may, _fen(2000_00), _fen(NO_AMOUNT)))
    heated = col("dibao") | col("some_destitute")
    housed = rural & col("unsafe_house") & (poor | col("some_severe"))
    return [
        *_exact("dibao", col("dibao"), (col("line") - col("income") + 99) // 100 * 100),
        _by(shall, _code(GRANTED), relieved).alias("temporary_relief_outcome"),
        lowest.alias("temporary_relief_low"),
        highest.alias("temporary_relief_high"),
        *_exact("heating_subsidy", heated, _by(col("cold_region"), _fen(900_00), _fen(600_00))),
        *_exact("housing_aid", housed, _by(col("all_dependent"), _fen(35000_00), _fen(20000_00))),
    ]


def _groups_of_members(member: Frame, lines: Frame) -> Frame:
    seen = lines.select(col("id").alias("household"), "rural", "dibao", "marginal")
    need = col("dibao") | col("destitute") | col("orphan") | col("unattended")
    return (
        _own(member)
        .join(seen, on="household", how="left", maintain_order="left")
        .with_columns(destitute=_destitute(col("rural")))
        .with_columns(need=need)
    )


def _member_cells() -> list[Expr]:
    age, income, cost = col("age"), col("monthly_income"), col("own_medical_cost")
    rural, dibao, marginal, need = col("rural"), col("dibao"), col("marginal"), col("need")
    severe, destitute, orphan = col("severe"), col("destitute"), col("orphan")
    grade, injury = col("disability_grade"), col("draws_injury_nursing")
    line = _standard(DIBAO, rural)
    inside = col("present_support") == "in_institution"
    level = col("self_care")
    care = _by(level == "partly_dependent", _fen(200_00), _fen(0))
    care = _by(level == "fully_dependent", _fen(300_00), care)
    group = severe | col("seriously_ill")
    child = orphan | col("unattended")
    gap = pl.max_horizontal(line - income, _fen(0))
    child_gap = pl.max_horizontal(_fen(CHILD[1]) - income, _fen(0))
    bands = _by(age >= 100, _fen(500_00), _by(age >= 90, _fen(200_00), _fen(100_00)))
    listed = need | col("veteran")
    relieved = _by(col("in_hospital"), _code(CASE_BY_CASE), _code(NOT_MET))
    patient = col("in_hospital") & listed
    studies = (col("stage") == "senior") | (col("stage") == "college")
    full = _by(col("stage") == "college", _fen(4000_00), _fen(2000_00))
    may = studies & marginal & ~need
    taught = _by(may, _code(MAY), _code(NOT_MET))
    in_full = need & (cost > 0)
    in_part = marginal & ~need & (cost > 3000_00)
    all_of = pl.min_horizontal(cost * 70 // 100, _fen(20000_00))
    part_of = pl.min_horizontal((cost - 3000_00) * 60 // 100, _fen(10000_00))
    idle = col("unemployed") & ~col("draws_insurance") & (dibao | marginal)
    basic = _standard(workload.DESTITUTION, rural)
    return [
        *_exact("added_dibao", dibao & ((age >= 70) | (age < 18) | group), line // 10),
        *_unless("single_dibao", marginal & group, destitute, _code(GRANTED), gap),
        *_exact("destitution_support", destitute, basic + _by(inside, care, _fen(0))),
        *_unless(
            "living_subsidy",
            (grade >= 1) & (dibao | marginal),
            destitute | injury | child,
            _by(dibao, _code(GRANTED), _code(MAY)),
            _by(dibao, _fen(90_00), _fen(60_00)),
        ),
        *_unless(
            "nursing_subsidy",
            severe & col("needs_care"),
            destitute | injury,
            _code(GRANTED),
            _by(grade == 1, _fen(100_00), _fen(80_00)),
        ),
        *_exact("orphan_allowance", orphan, _by(inside, _fen(CHILD[0]), _fen(CHILD[1]))),
        *_exact("unattended_allowance", col("unattended"), child_gap),
        *_exact("elder_allowance", age >= 80, bands),
        *_exact("price_subsidy", listed | col("draws_insurance"), _standard(PRICE, rural)),
        _by(patient, _code(GRANTED), relieved).alias("patient_relief_outcome"),
        _by(patient, line * 2, _fen(NO_AMOUNT)).alias("patient_relief_low"),
        _by(studies & need, _code(GRANTED), taught).alias("education_aid_outcome"),
        _by(studies & need, full, _by(may, _fen(0), _fen(NO_AMOUNT))).alias("education_aid_low"),
        _by(studies & need, full, _by(may, _fen(1000_00), _fen(NO_AMOUNT))).alias(
            "education_aid_high"
        ),
        *_exact("medical_aid", in_full | in_part, _by(in_full, all_of, part_of) // 100 * 100),
        *_unless("unemployment_aid", idle, age >= 60, _code(MAY), _fen(1000_00)),
    ]
