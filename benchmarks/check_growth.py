"""How the time of a check grows, as ratios of one run on one machine.

    python benchmarks/check_growth.py            100, 1,000 and 10,000 provisions
    python benchmarks/check_growth.py --short    100 and 1,000

Times are processor time of this process, so that a busy machine does not change the ratios.
Exits 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import generate
from doudi.compiler.checking.homes import homes
from doudi.compiler.checking.pieces import PROVISIONS, declared
from doudi.compiler.checking.tables import read_tables
from doudi.compiler.checking.vocabulary import check_vocabulary
from doudi.compiler.names.collect import collect
from doudi.compiler.pipeline import compile_rules
from doudi.compiler.ruleset.find import find_rules
from doudi.compiler.types.elaborate import elaborate
from doudi.policy_dsl.parsing.lalr import parse_tokens
from doudi.policy_dsl.parsing.lex import lex
from doudi.policy_dsl.parsing.parse import parse_declaration

GROWTH = 1.1
PARSE = 1.0
WARM = 0.05


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="leave out the largest")
    sizes = (100, 1_000) if parser.parse_args().short else (100, 1_000, 10_000)
    compile_rules(_small())  # grammar and imports are loaded once, whatever the size
    with tempfile.TemporaryDirectory() as given:
        folders = {size: generate(size, Path(given, str(size))) for size in sizes}
        cold = {size: _cold(folder) for size, folder in folders.items()}
        for size, seconds in cold.items():
            print(f"{size:>7,} provisions, cold: {seconds:7.3f} s")
        kept = [_growth(cold), _phases(folders[sizes[-1]]), _warm(folders[sizes[-1]], Path(given))]
    return 0 if all(kept) else 1


def _cold(folder: Path) -> float:
    return timed(lambda: compile_rules(folder))


def timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def target(name: str, ratio: float, most: float) -> bool:
    verdict = "PASS" if ratio <= most else "FAIL"
    print(f"{verdict}  {name}: {ratio:.3f} (at most {most:g})")
    return ratio <= most


def _growth(cold: dict[int, float]) -> bool:
    """Of the steps from one size to the next the steepest counts."""
    exponents = [
        math.log(cold[large] / cold[small]) / math.log(large / small)
        for small, large in pairwise(cold)
    ]
    return target("growth exponent of a cold check", max(exponents), GROWTH)


def _phases(folder: Path) -> bool:
    """Names and types together against lark's parse of the same tokens."""
    rules = find_rules(folder).value
    pieces = tuple(it for it in declared(rules.files) if it.piece.head is not None)
    lexed = [(it, lex(it.file.source.text, it.piece.start, it.piece.end)) for it in pieces]

    def parse() -> None:
        for it, words in lexed:
            parse_tokens(it.file.source, words.tokens)

    parsing = timed(parse)
    parsed = ((it, parse_declaration(it.file.source, it.piece).value) for it in pieces)
    trees = [(it, tree) for it, tree in parsed if tree is not None]
    areas = read_tables(folder).value.areas
    vocabulary = check_vocabulary((it for it in pieces if it.keyword not in PROVISIONS), areas)
    places = homes(vocabulary.value, rules.files, folder).value

    def names_and_types() -> None:
        words = [tree for it, tree in trees if it.keyword not in PROVISIONS]
        interface = collect(words, areas).value
        for it, tree in trees:
            home = places.get(it.file.path)
            framed = it.keyword in PROVISIONS and home is not None
            elaborate(tree, interface, home.frame if framed and home is not None else None)

    return target("names and types against lark's parse", timed(names_and_types) / parsing, PARSE)


def _warm(folder: Path, beside: Path) -> bool:
    cache = beside / "cache"
    cold = timed(lambda: compile_rules(folder, cache))
    edited = folder / "notices/d0000/rules.policy"
    text = edited.read_text("utf-8")
    changed = text.replace("「文中未写」", "「文中没有写」", 1)
    if changed == text:
        raise ValueError(edited)
    edited.write_text(changed, "utf-8")
    warm = timed(lambda: compile_rules(folder, cache))
    print(f"   after an edit of one provision: {warm:7.3f} s against {cold:.3f} s")
    return target("warm check after an edit against cold", warm / cold, WARM)


def _small() -> Path:
    return generate(10, Path(tempfile.mkdtemp()))


if __name__ == "__main__":
    sys.exit(main())
