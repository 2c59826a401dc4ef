"""`--explain-row N`: the letter for one household of many is the letter for it alone."""

from __future__ import annotations

import json
from pathlib import Path

from doudi.runtime.cli import main
from tests.batch.homes import AS_OF, Doudi, flat, nested

_FACTS = f"""\
as_of: {AS_OF}
area: 重庆市江北区
household:
  id: 陈家
  户别: 城镇
  家庭月收入: 900.00
  member:
    - {{id: 父亲, 年龄: 46, 新冠确诊: 是, 低保对象: 是}}
    - {{id: 奶奶, 年龄: 71, 新冠确诊: 否, 参加失业保险: 否}}
"""


def test_the_letter_is_that_of_the_facts_file_with_the_same_content(doudi: Doudi) -> None:
    homes, facts = nested(doudi.place / "homes.parquet"), doudi.place / "home.yaml"
    facts.write_text(_FACTS, "utf-8")
    alone = doudi.place / "alone.json"
    rules = ["--bundle", str(doudi.bundle)]
    main(["decide", str(facts), *rules, "--format", "json", "--depth", "full", "-o", str(alone)])
    one = doudi.place / "one.json"
    ran = doudi(homes, "--explain-row", 1, "--format", "json", "--depth", "full", "-o", one)
    assert ran.code == 0
    assert json.loads(one.read_bytes()) == json.loads(alone.read_bytes())


def test_it_is_told_of_one_scheme_and_person(doudi: Doudi) -> None:
    homes = nested(doudi.place / "homes.parquet")
    ran = doudi(homes, "--explain-row", 1, "--scheme", "临时救助金", "--person", "父亲")
    assert "父亲" in ran.out
    assert "奶奶" not in ran.out


def test_a_row_that_is_not_there_is_said_with_how_many_there_are(doudi: Doudi) -> None:
    ran = doudi(nested(doudi.place / "homes.parquet"), "--explain-row", 5)
    assert ran.code == 2
    assert "there is no row 5; there are 4 households" in ran.err


def test_an_explanation_is_not_written_over_a_table(doudi: Doudi) -> None:
    tables = flat(doudi.place / "tables")
    before = (tables / "member.parquet").read_bytes()
    ran = doudi(tables, "--explain-row", 1, "-o", tables / "member.parquet")
    assert (ran.code, "is a table that is read; write to another file" in ran.err) == (2, True)
    assert (tables / "member.parquet").read_bytes() == before
    assert doudi(tables, "--explain-row", 1, "-o", tables / "why.txt").code == 0


def test_rows_are_counted_from_one(doudi: Doudi) -> None:
    ran = doudi(nested(doudi.place / "homes.parquet"), "--explain-row", 0)
    assert ran.code == 2
    assert "`0` is not a whole number from 1" in ran.err


def test_what_is_for_many_does_not_go_with_one_row(doudi: Doudi, tmp_path: Path) -> None:
    ran = doudi(nested(tmp_path / "homes.parquet"), "--explain-row", 1, "--resume")
    assert ran.code == 2
    assert "`--resume` does not go with `--explain-row`" in ran.err
