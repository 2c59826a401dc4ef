"""A rules folder as a program, for commands that are not the compiler's."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from doudi.compiler.command_line.compiling import cache_folder, no_rules
from doudi.compiler.pipeline import NoRulesError, compile_rules
from doudi.policy_dsl.diagnostics.render import text
from doudi.runtime.program.declarations import Program
from doudi.runtime.rules import RulesError


def load(folder: Path, lang: Literal["zh", "en"]) -> Program:
    """Raises RulesError with every error in it; warnings do not keep anyone from deciding."""
    del lang  # an error is raised in both
    try:
        compilation = compile_rules(folder, cache_folder(folder, wanted=True))
    except NoRulesError:
        message = no_rules(folder)
        raise RulesError(message.zh, message.en) from None
    if compilation.program is None:
        zh, en = (text.render(compilation.errors, it).rstrip("\n") for it in ("zh", "en"))
        raise RulesError(zh, en, findings=True)
    return compilation.program
