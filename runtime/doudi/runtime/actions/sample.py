"""`doudi sample`: which households are to be drawn, and a word on what was."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tqdm import tqdm

from doudi.runtime.actions.reading import answered, refused, rules_of
from doudi.runtime.areas import COUNTRY
from doudi.runtime.causes import cause
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.stopping import stop_if_told
from doudi.runtime.evaluation.index import index
from doudi.runtime.explanation import lexicon
from doudi.runtime.facts.convert import Unfit, area_of
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import AreaCode, EntityId
from doudi.runtime.sampling.axioms import AxiomError
from doudi.runtime.sampling.files import write
from doudi.runtime.sampling.sample import Sample, sample
from doudi.runtime.sampling.tables import Shape, Writing


def run(args: argparse.Namespace) -> int:
    return answered(lambda: _sampled(args, args.lang), None)


def _sampled(args: argparse.Namespace, lang: Lang) -> bytes:
    out: Path = args.output
    if out == Path("-"):
        raise refused(
            choose(
                lang,
                "样本写成文件或文件夹，请用 `-o 名字` 指明",
                "a sample is a file or a folder; name it with `-o NAME`",
            )
        )
    loaded = rules_of(args, lang)
    asked = _asked(args, loaded.program, lang)
    shape: Shape = args.shape or ("nested" if out.suffix == ".parquet" else "flat")
    writing = Writing(shape, args.names, args.unknown)
    with _watched(out, args.rows, lang) as told:
        drawn = write(asked, writing, loaded.hash, out, told)
    return _summary(asked, drawn, out, lang).encode(errors="backslashreplace")


def _asked(args: argparse.Namespace, program: Program, lang: Lang) -> Sample:
    rules = index(program)
    if HOUSEHOLD not in rules.entities:
        raise refused(
            choose(
                lang,
                f"这些规则没有家庭（实体 `{HOUSEHOLD}`），无户可抽",
                f"these rules have no entity `{HOUSEHOLD}`; there is nobody to draw",
            )
        )
    areas, days = _areas(args, program, lang), _days(args, program, lang)
    epochs = tuple(Epoch(area, day) for area in areas for day in days)
    return sample(rules, epochs, args.rows, args.seed)


def _areas(args: argparse.Namespace, program: Program, lang: Lang) -> list[AreaCode]:
    if args.area:
        words = vocabulary(program)
        try:
            codes = [AreaCode(area_of(it, words)) for it in args.area]
        except Unfit as unfit:
            raise refused(f"--area: {choose(lang, unfit.zh, unfit.en)}") from None
        return list(dict.fromkeys(codes))
    own = sorted({it.area for it in program.documents} - {COUNTRY})
    return own or [COUNTRY]


def _days(args: argparse.Namespace, program: Program, lang: Lang) -> list[date]:
    if args.as_of:
        return list(dict.fromkeys(args.as_of))
    issued = [it.issued for it in program.documents if it.issued is not None]
    if not issued:
        raise refused(
            choose(
                lang,
                "规则里没有写明印发日的文件；请用 `--as-of 日期` 指明为哪一天抽取",
                "no document of the rules says when it was issued; name a day with `--as-of DATE`",
            )
        )
    return [max(issued)]


@contextmanager
def _watched(out: Path, households: int, lang: Lang) -> Iterator[Callable[[int], object]]:
    """How far it is, on a terminal; and why nothing could be written."""
    try:
        with tqdm(
            total=households,
            unit=choose(lang, "户", " households"),
            unit_scale=True,
            dynamic_ncols=True,
            leave=False,
            disable=not sys.stderr.isatty(),
            file=sys.stderr,
        ) as bar:

            def told(households: int) -> None:
                stop_if_told()
                bar.update(households)

            yield told
    except AxiomError as error:
        claim = error.claim
        raise refused(
            choose(
                lang,
                f"抽不出守得住「{claim.statement}」的家庭：怎样抽都有违反的",
                f"no households can be drawn that keep to 「{claim.statement}」: some break it "
                "however they are drawn",
            )
        ) from None
    except FileExistsError:
        raise refused(
            choose(
                lang,
                f"`{out}` 已经存在，不覆盖；请另起名字，或先删去",
                f"`{out}` is there already and is not replaced; choose another name or delete it",
            )
        ) from None
    except OSError as error:
        zh, en = cause(error)
        raise refused(
            choose(lang, f"写不了 `{out}`：{zh}", f"cannot write `{out}`: {en}")
        ) from None


def _summary(asked: Sample, drawn: Mapping[EntityId, int], out: Path, lang: Lang) -> str:
    names = lexicon.lexicon(asked.rules.program, lang)
    many = [_many(lexicon.entity(names, kind), count, lang) for kind, count in drawn.items()]
    areas = dict.fromkeys(lexicon.area(names, it.area) for it in asked.epochs)
    days = dict.fromkeys(it.as_of.isoformat() for it in asked.epochs)
    counted, where, when = (lexicon.listed(it, lang) for it in (many, areas, days))
    return choose(
        lang,
        f"已写 `{out}`：{counted}；{where}；{when}；种子 {asked.seed}\n"
        "都是合成的：按假定随机抽取，不是任何真实的家庭\n",
        f"wrote `{out}`: {counted}; {where}; {when}; seed {asked.seed}\n"
        "all of it is synthetic: drawn at random from assumptions, no household is real\n",
    )


def _many(kind: str, count: int, lang: Lang) -> str:
    return choose(
        lang, f"{kind} {count:,}", f"{count:,} {kind if count == 1 else lexicon.plural(kind)}"
    )
