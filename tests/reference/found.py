"""Rules and a case that the runtime and the reference once disagreed on, as a file of YAML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from tests.reference.agreement import disagreements
from tests.reference.compiled import ready
from tests.reference.generate import RuleSet

FOLDER = Path(__file__).parent / "regressions"


@dataclass(frozen=True)
class Found:
    about: str
    rules: RuleSet
    facts: Mapping[str, Any]


def keep(it: Found) -> Path:
    text = yaml.dump(
        {
            "about": it.about,
            "files": {name: it.rules.text(name) for name in it.rules.files},
            "standards": {name: _plain(list(rows)) for name, rows in it.rules.standards.items()},
            "facts": _plain(it.facts),
        },
        Dumper=_Readable,
        allow_unicode=True,
        sort_keys=False,
    )
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{sha256(text.encode()).hexdigest()[:8]}.yaml"
    path.write_text(text, "utf-8")
    return path


def kept(path: Path) -> Found:
    read = yaml.safe_load(path.read_text("utf-8"))
    files = {name: (text,) for name, text in read["files"].items()}
    rows = {
        name: tuple({**row, "amount": exact(row["amount"])} for row in rows)
        for name, rows in read["standards"].items()
    }
    return Found(read["about"], RuleSet(files, rows), exact(read["facts"]))


def shown(it: Found) -> str:
    """The rules, the case, and what the two say of it."""
    texts = [f"── {name}\n{it.rules.text(name)}" for name in it.rules.files if it.rules.text(name)]
    facts = in_yaml(it.facts)
    said = disagreements(ready(it.rules), it.facts, Counter())
    return "\n".join([it.about, *texts, "── facts", facts, "── answers", *said])


def in_yaml(it: Any) -> str:
    text: str = yaml.dump(_plain(it), Dumper=_Readable, allow_unicode=True, sort_keys=False)
    return text


def _plain(it: Any) -> Any:
    match it:
        case Mapping():
            return {key: _plain(value) for key, value in it.items()}
        case list():
            return [_plain(value) for value in it]
        case Decimal():
            return float(it)
        case _:
            return it


def exact(it: Any) -> Any:
    """What YAML read, without binary fractions."""
    match it:
        case dict():
            return {key: exact(value) for key, value in it.items()}
        case list():
            return [exact(value) for value in it]
        case float():
            return Decimal(str(it))
        case _:
            return it


class _Readable(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Readable.add_representer(str, _text)
