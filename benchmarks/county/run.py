"""The county: doudi's columns against everybody else, in one run.

    python benchmarks/county/run.py --rows 1000000 --page

What others are made of is installed into build/bench for the run; populations are kept there.
Nothing is timed before it says the same as doudi does one household at a time, and as doudi's
columns do on all rows. `--page` writes the table into docs/performance.md. Exits 1 where anything
differs, could not be run, or misses what is wanted.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.county.engines import compared_with_one_by_one, engines
from benchmarks.county.files import files
from benchmarks.county.one import one
from benchmarks.county.report import Found, markdown, put_on_page
from benchmarks.county.ways import BUILD, install

PARTS = ("engines", "files", "one")


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("--rows", default="1000000", help="households, several with commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", default=[], help="an engine by its name")
    parser.add_argument("--part", action="append", choices=PARTS, help="all, where none is named")
    parser.add_argument("--page", action="store_true", help="write docs/performance.md")
    chosen = parser.parse_args()
    chosen.part = chosen.part or PARTS
    BUILD.mkdir(parents=True, exist_ok=True)
    versions = install()
    differing = [*compared_with_one_by_one()]
    runs: list[Found] = []
    for rows in map(int, chosen.rows.split(",")):
        if "engines" in chosen.part:
            runs.append(engines(rows, chosen.rounds, chosen.only))
        if "files" in chosen.part:
            runs.append(files(rows, min(chosen.rounds, 3)))
    if "one" in chosen.part:
        runs.append(one(chosen.rounds))
    found = Found(
        [line for it in runs for line in it.lines],
        [speed for it in runs for speed in it.speeds],
        [*differing, *(it for run in runs for it in run.differing)],
    )
    command = " ".join(("benchmarks/county/run.py", *sys.argv[1:]))
    text = markdown(found, versions, command)
    print(text)
    if chosen.page:
        put_on_page(text)
    return 1 if found.differing or any(it.met is False for it in found.lines) else 0


if __name__ == "__main__":
    sys.exit(main())
