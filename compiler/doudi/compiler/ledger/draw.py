"""The ledger in the form that is asked for."""

from __future__ import annotations

from typing import Literal

from doudi.compiler.ledger.as_json import as_json
from doudi.compiler.ledger.as_markdown import as_markdown
from doudi.compiler.ledger.as_text import as_text
from doudi.compiler.ledger.model import Ledger
from doudi.compiler.ledger.page.page import as_html
from doudi.policy_dsl.diagnostics.model import Lang

Form = Literal["text", "json", "markdown", "html"]


def draw(ledger: Ledger, form: Form, lang: Lang) -> str:
    match form:
        case "text":
            return as_text(ledger, lang)
        case "json":
            return as_json(ledger)
        case "markdown":
            return as_markdown(ledger, lang)
        case "html":
            return as_html(ledger, lang)
