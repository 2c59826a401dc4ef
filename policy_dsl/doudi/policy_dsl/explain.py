"""`doudi explain CODE`: the page of a finding, or the list of all of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Code, Lang
from doudi.policy_dsl.diagnostics.suggest import suggest

PAGES: Final = Path(__file__).parent / "diagnostics" / "pages"


def run(args: argparse.Namespace) -> int:
    lang: Lang = args.lang
    if args.code is None:
        sys.stdout.write(listing(lang))
        return 0
    code = find(args.code)
    if code is None:
        sys.stderr.write(f"doudi: {_unknown(args.code, lang)}\n")
        return 2
    sys.stdout.write(page(code, lang))
    return 0


def find(word: str) -> Code | None:
    """The code of that number or name, in either case, with blanks or underscores for dashes."""
    wanted = _plain(word)
    return next((it for it in codes.ALL if wanted in (it.id.casefold(), it.name)), None)


def page(code: Code, lang: Lang) -> str:
    """The page as it is written: Markdown that reads well as it is."""
    return (PAGES / lang / f"{code.id}.md").read_text("utf-8")


def listing(lang: Lang) -> str:
    """One line for each code: number, name, title."""
    longest = max((len(it.name) for it in codes.ALL), default=0)
    return "".join(f"{it.id}  {it.name:<{longest}}  {it.title.in_(lang)}\n" for it in codes.ALL)


def _unknown(word: str, lang: Lang) -> str:
    near = suggest(_plain(word), [it.name for it in codes.ALL]) or suggest(
        word.strip().upper(), [it.id for it in codes.ALL]
    )
    if lang == "zh":
        hint = f"；是不是 `{near}`？" if near else ""
        return f"没有 `{word}` 这个编号{hint}；不带编号的 doudi explain 列出全部"
    hint = f"; did you mean `{near}`?" if near else ""
    return f"there is no code `{word}`{hint}; doudi explain without a code lists them all"


def _plain(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")
