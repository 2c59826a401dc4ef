"""Every JSON that doudi prints names a schema with a version, and keeps it."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doudi.runtime import cli
from tests.support.clashing_folder import clashing_folder

_ROOT = Path(__file__).parents[2]
_HOUSEHOLD = str(_ROOT / "examples/wuwei-migrant.yaml")
_REFUSED = str(_ROOT / "examples/chongqing-refused.yaml")
_ASKED = str(_ROOT / "examples/ministry-window-2022.yaml")
Doudi = Callable[..., Any]

_COMMANDS = {
    "diff": ("diff", "{bundle}", "{clashing}", "--cases", _HOUSEHOLD, "--format", "json"),
    "conflicts": ("conflicts", "{clashing}", "--across-areas", "--format", "json"),
    "findings": ("check", "{clashing}", "--format", "json"),
    "graph": ("graph", "{rules}", "--format", "json"),
    "ledger": ("ledger", "{rules}", "--format", "json"),
    "test": ("test", "{rules}", "--format", "json"),
    "show": ("show", "{bundle}", "--format", "json"),
    "inquiry": ("ask", _ASKED, "--bundle", "{bundle}", "--format", "json"),
    "whynot": (
        *("whynot", _REFUSED, "--scheme", "dibao"),
        *("--bundle", "{bundle}", "--format", "json"),
    ),
    "decision": ("decide", _HOUSEHOLD, "--bundle", "{bundle}", "--format", "json"),
}


@pytest.fixture(scope="module")
def doudi(tmp_path_factory: pytest.TempPathFactory) -> Doudi:
    """Runs a command, mostly on the real rules, and gives its JSON."""
    rules = str(_ROOT / "rules")
    bundle = tmp_path_factory.mktemp("bundle") / "rules.doudi"
    clashing = clashing_folder(tmp_path_factory.mktemp("clashing"))
    assert cli.main(["build", rules, "-o", str(bundle), "--no-cache"]) == 0

    def run(*argv: str) -> Any:
        words = [it.format(rules=rules, bundle=bundle, clashing=clashing) for it in argv]
        if words[0] in ("check", "conflicts", "test", "graph", "ledger"):
            words.append("--no-cache")
        # In bytes: the commands write those where they promise the same ones every time.
        kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        try:
            code = cli.main(words)
            sys.stdout.seek(0)
            text = sys.stdout.read()
        finally:
            sys.stdout = kept
        assert code in (0, 1)
        return json.loads(text)

    return run


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_what_is_printed_keeps_its_published_schema(name: str, doudi: Doudi) -> None:
    schema = doudi("schema", "--of", name)
    jsonschema.Draft202012Validator.check_schema(schema)
    printed = doudi(*_COMMANDS[name])
    assert re.fullmatch(rf"doudi-{name}/[1-9][0-9]*", printed["schema"])
    assert printed["schema"] == schema["properties"]["schema"]["const"]
    jsonschema.validate(printed, schema)


def test_every_schema_named_in_the_source_is_published() -> None:
    named = {
        found
        for part in ("policy_dsl", "compiler", "runtime")
        for path in (_ROOT / part).rglob("*.py")
        for found in re.findall(r'= "doudi-([a-z]+)/\d+"', path.read_text("utf-8"))
    }
    parser, _ = cli.build_parser("en")
    (of,) = {
        choice
        for action in parser._actions
        if isinstance(action.choices, dict) and "schema" in action.choices
        for choice in [
            next(it for it in action.choices["schema"]._actions if "--of" in it.option_strings)
        ]
    }
    assert named - set(of.choices or ()) == set()
