"""Every specification, page of a code and example of the reference does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.literate import Example, broken_promises, examples, examples_of

_ROOT = Path(__file__).parents[1]
_FOLDERS = (
    _ROOT / "tests/language",
    _ROOT / "docs/language",
    _ROOT / "policy_dsl/doudi/policy_dsl/diagnostics/pages",
)
_EXAMPLES = [example for folder in _FOLDERS for example in examples(folder)]


@pytest.mark.parametrize("example", _EXAMPLES, ids=str)
def test_the_compiler_does_what_the_text_says(example: Example, tmp_path: Path) -> None:
    if broken := broken_promises(example, tmp_path):
        pytest.fail("\n".join(broken), pytrace=False)


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("实体 成员(member)\n", ""),
        ("实体 成员(member)  # error: [P0205]\n", "promised [P0205], and nothing was said"),
        ("事实 年龄(age)\n  属于 成员\n  类型 整数\n", "[P0205] was said, and not promised"),
        ("事实 年龄(age)\n  属于 成员  # error: [P0205]\n  类型 整数\n", ""),
        ("事实 年龄(age)\n  # error below: [P0205]\n  属于 成员\n  类型 整数\n", ""),
    ],
)
def test_a_promise_that_is_not_kept_is_reported_with_its_line(
    rule: str, broken: str, tmp_path: Path
) -> None:
    (example,) = examples_of(Path("spec.md"), f"# Names\n\n```policy\n{rule}```\n")
    said = broken_promises(example, tmp_path)
    assert (broken == "" and said == []) or [it for it in said if broken and it.endswith(broken)]


def test_named_files_and_preludes_stand_beside_the_examples_that_follow() -> None:
    text = (
        "# A\n```policy prelude\n实体 甲(a)\n```\n```text notice.txt\n一\n```\n"
        "```policy\n实体 乙(b)\n```\n# B\n```policy fragment\n…\n```\n```yaml dibao.yaml\nx\n```\n"
    )
    first, second = examples_of(Path("spec.md"), text)
    assert [it.name for it in first.blocks] == ["prelude.policy", "notice.txt", "rules.policy"]
    assert [it.name for it in second.blocks] == ["prelude.policy", "notice.txt", "dibao.yaml"]
