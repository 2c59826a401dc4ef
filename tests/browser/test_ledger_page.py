"""The ledger's page in a real browser: what it displays is what the JSON says.

A copy of the page gets a probe that clicks and measures, and leaves what it saw in the page; a copy
is needed because the page itself lets no script in but its own.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from doudi.compiler.ledger.draw import draw
from doudi.compiler.ledger.model import CLASSES, Ledger
from doudi.compiler.pipeline import compile_rules
from tests.ledger.hostile_folder import hostile_folder
from tests.support.chromium import QUIET, found

pytestmark = pytest.mark.browser

_RULES: Final = Path(__file__).parents[2] / "rules"
_PROBE: Final = (Path(__file__).parent / "probe.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> str:
    path = found()
    if path is None:
        pytest.skip("no Chromium here; `make test-browser` installs one where apt-get can")
    return path


@pytest.fixture(scope="module")
def project() -> Ledger:
    return compile_rules(_RULES).ledger


@pytest.fixture(scope="module")
def counted(project: Ledger) -> Any:
    return json.loads(draw(project, "json", "zh"))


@pytest.fixture(scope="module")
def seen(browser: str, project: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the probe saw on the project's own page."""
    return probed(browser, draw(project, "html", "zh"), tmp_path_factory.mktemp("page"))


def opened(browser: str, page: str, folder: Path, *more: str, at: str = "") -> str:
    """The page as it stands once the browser has read it and run its script."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    ran = subprocess.run(
        [
            browser,
            *QUIET,
            profile,
            "--window-size=1400,2200",
            *more,
            "--dump-dom",
            f"file://{file}{at}",
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return ran.stdout.decode("utf-8")


def probed(browser: str, page: str, folder: Path, *more: str) -> Any:
    without_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert without_policy != page
    probe = f"<script>{_PROBE}</script></body>"
    dumped = opened(browser, without_policy.replace("</body>", probe), folder, *more)
    left = re.search(r'<pre id="seen">(.*?)</pre>', dumped, re.DOTALL)
    assert left is not None, "the probe did not come to its end"
    return json.loads(left[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def test_the_page_displays_the_counts_of_the_json(seen: Any, counted: Any) -> None:
    classes = counted["totals"]["classes"]
    assert seen["boxes"] == {name: str(it["count"]) for name, it in classes.items()}
    assert seen["percents"] == {name: f"{it['percent']}%" for name, it in classes.items()}
    assert seen["table"] == {
        of: {
            "sentences": str(totals["sentences"]),
            **{name: f"{it['count']} {it['percent']}%" for name, it in totals["classes"].items()},
        }
        for of, totals in (
            *((it["id"], it["totals"]) for it in counted["documents"]),
            ("all", counted["totals"]),
        )
    }


def test_as_many_sentences_are_to_be_seen_as_are_counted(seen: Any, counted: Any) -> None:
    expected = {name: it["count"] for name, it in counted["totals"]["classes"].items()}
    assert seen["visible"] == expected
    assert seen["marked"] == [str(counted["totals"]["sentences"])] * 2


def test_a_class_that_is_not_ticked_loses_its_colour_and_its_letters(
    seen: Any, counted: Any
) -> None:
    total = counted["totals"]["sentences"]
    for name in CLASSES:
        count = counted["totals"]["classes"][name]["count"]
        assert seen["without"][name] == {
            "marked": str(total - count),
            "badges": total - count,
            "coloured": 0,
        }
    assert seen["none"] == "0"


def test_every_class_has_a_colour_of_its_own(seen: Any) -> None:
    assert len(set(seen["colours"].values())) == len(CLASSES)


def test_a_sentence_shows_what_became_of_it_when_it_is_reached_by_keyboard(
    seen: Any, counted: Any
) -> None:
    notes = {
        f"{document['id']}/{it['address']}": it
        for document in counted["documents"]
        for it in document["sentences"]
    }
    assert seen["notes"].keys() == notes.keys()
    for address, note in seen["notes"].items():
        assert address in note
        for words in (*notes[address]["provisions"], notes[address]["reason"] or ""):
            assert words in note
    assert seen["at once"] == 1


def test_the_other_language_is_one_click_away(seen: Any) -> None:
    assert (seen["zh"]["title"], seen["en"]["title"]) == ("逐句台账", "The sentence ledger")
    assert (seen["zh"]["lang"], seen["en"]["lang"]) == ("zh-Hans", "en")
    assert seen["en"]["chinese labels"] == seen["zh"]["english labels"] == 0


@pytest.mark.parametrize("width", [1400, 900, 500])
def test_nothing_sticks_out_sideways(
    browser: str, project: Ledger, tmp_path: Path, width: int
) -> None:
    size = f"--window-size={width},1000"
    assert probed(browser, draw(project, "html", "en"), tmp_path, size)["sticks out"] == []


def test_the_page_s_own_script_runs_under_its_own_policy(
    browser: str, project: Ledger, tmp_path: Path
) -> None:
    dumped = opened(browser, draw(project, "html", "zh"), tmp_path)
    assert re.search(r'<button type="button" id="mark-all">', dumped)


@pytest.mark.parametrize("policy", ["with its policy", "without"])
def test_what_a_notice_or_a_rule_says_does_nothing(
    browser: str, tmp_path: Path, policy: str
) -> None:
    page = draw(compile_rules(hostile_folder(tmp_path)).ledger, "html", "zh")
    if policy == "without":
        page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    dumped = opened(browser, page, tmp_path)
    assert "<title>逐句台账</title>" in dumped
    assert dumped.count("<script>") == 1
    assert "<img" not in dumped


def test_the_policy_alone_would_stop_a_script(
    browser: str, project: Ledger, tmp_path: Path
) -> None:
    planted = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"
    page = draw(project, "html", "zh").replace('<main id="text">', f'<main id="text">{planted}')
    assert "<title>逐句台账</title>" in opened(browser, page, tmp_path)
