"""How a letter names the place of a provision in its document."""

from __future__ import annotations

import pytest

from doudi.runtime.explanation.lexicon import place


@pytest.mark.parametrize(
    ("address", "cited"),
    [
        ("五(二)-2", "五(二)第2句"),
        ("五(二)-3b", "五(二)第3句"),
        ("9", "第9条"),
        ("47a", "第47条"),
        ("9-1", "第9条第1句"),
        ("二(一)", "二(一)"),
    ],
)
def test_an_address_is_cited_by_chapter_or_article_and_sentence(address: str, cited: str) -> None:
    assert place(address) == cited


@pytest.mark.parametrize("address", ["未核·1", "未核·2b"])
def test_our_own_number_for_an_unchecked_article_is_never_cited_as_an_article(
    address: str,
) -> None:
    assert place(address) == "（条次未核）"
