"""`doudi receipt` and `doudi verify` as a person meets them at the command line."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import yaml

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from doudi.runtime.schemas.publish import published
from tests.receipts.made import FACTS, forged
from tests.support.sample_program import PROGRAM as ANOTHER
from tests.unit.runtime.sample_program import PROGRAM

_CONTRADICTORY: Final = {
    "area": "沙坪坝区",
    "household": {"member": [{"id": "p1", "新冠确诊": True, "低收入": True}]},
}


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Doudi = Callable[..., Said]


@pytest.fixture
def doudi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Doudi:
    """In a folder with a bundle, another one, a household and a key for pseudonyms."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOUDI_LANG", "en")
    Path("rules.doudi").write_bytes(write(PROGRAM))
    Path("another.doudi").write_bytes(write(ANOTHER))
    facts = yaml.safe_dump({"as_of": "2021-02-15", **FACTS}, allow_unicode=True)
    Path("王建国家.yaml").write_text(facts, "utf-8")
    Path("pseudonyms.key").write_bytes(bytes(range(32)))

    def run(*argv: str) -> Said:
        code = main(list(argv))
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return run


@pytest.fixture
def made(doudi: Doudi) -> Callable[..., Path]:
    def make(name: str, *more: str) -> Path:
        argv = ["receipt", "王建国家.yaml", "--bundle", "rules.doudi", "-o", name, *more]
        assert doudi(*argv).code == 0
        return Path(name)

    return make


def test_a_receipt_is_verified_where_nothing_else_is(
    doudi: Doudi, made: Callable[..., Path]
) -> None:
    data = made("r.json").read_bytes()
    for other in Path().iterdir():
        other.unlink()
    Path("r.json").write_bytes(data)
    said = doudi("verify", "r.json")
    assert said.code == 0
    assert said.out.splitlines()[:2] == [
        "r.json: verified",
        "  decided again, the same byte for byte",
    ]
    assert "not signed: nobody stands behind it" in said.out


def test_a_receipt_goes_to_standard_output_and_is_verified_from_standard_input(
    doudi: Doudi, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = doudi("receipt", "王建国家.yaml", "--bundle", "rules.doudi").out
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(printed.encode())))
    assert doudi("verify", "-", "--lang", "zh").out.startswith("-：核验通过\n")


def test_neither_the_name_of_the_file_nor_a_person_is_in_a_receipt_with_pseudonyms(
    made: Callable[..., Path],
) -> None:
    assert "王建国" in made("open.json").read_text("utf-8")
    hidden = made("hidden.json", "--pseudonyms", "pseudonyms.key", "--person", "王建国")
    assert "王建国" not in hidden.read_text("utf-8")


def test_keys_are_made_once_and_only_the_owner_reads_the_private_one(doudi: Doudi) -> None:
    said = doudi("receipt", "--new-key", "office.pem")
    assert said.code == 0
    assert stat.S_IMODE(Path("office.pem").stat().st_mode) == 0o600
    before = Path("office.pem").read_bytes(), Path("office.pem.pub").read_bytes()
    again = doudi("receipt", "--new-key", "office.pem")
    assert again.code == 2
    assert "is there already and is not overwritten" in again.err
    assert (Path("office.pem").read_bytes(), Path("office.pem.pub").read_bytes()) == before


def test_of_a_pair_that_cannot_be_written_nothing_is_left(doudi: Doudi) -> None:
    Path("office.pem").write_text("somebody's")
    assert doudi("receipt", "--new-key", "office.pem").code == 2
    assert not Path("office.pem.pub").exists()
    assert Path("office.pem").read_text() == "somebody's"


def test_a_signed_receipt_shows_the_fingerprint_when_made_and_when_verified(
    doudi: Doudi,
) -> None:
    told = doudi("receipt", "--new-key", "office.pem").out
    fingerprint = told.split()[-1]
    doudi("receipt", "--new-key", "stranger.pem")
    said = doudi(
        *("receipt", "王建国家.yaml", "--bundle", "rules.doudi", "--sign", "office.pem"),
        *("-o", "r.json"),
    )
    assert said.err == f"doudi: signed; the fingerprint of the public key: {fingerprint}\n"
    trusting = doudi("verify", "r.json", "--trust", "office.pem.pub")
    assert (
        trusting.code,
        f"signed by a trusted key, fingerprint {fingerprint}" in trusting.out,
    ) == (
        0,
        True,
    )
    assert doudi("verify", "r.json", "--trust", "stranger.pem.pub").code == 1
    assert (
        doudi("verify", "r.json", "--trust", "stranger.pem.pub", "--trust", "office.pem.pub").code
        == 0
    )
    assert doudi("verify", "r.json", "--trust", "office.pem").code == 2


def test_each_way_to_fail_has_its_exit_code_and_the_worst_news_is_told(
    doudi: Doudi, made: Callable[..., Path]
) -> None:
    good = made("good.json")
    made("bare.json", "--without-bundle")
    Path("changed.json").write_bytes(good.read_bytes().replace(b"1240", b"1241"))
    Path("forged.json").write_bytes(
        forged(good.read_bytes(), lambda it: it["decision"]["outcomes"].pop())
    )
    Path("newer.json").write_text('{"schema":"doudi-receipt/7"}')
    codes = {
        name: doudi("verify", f"{name}.json").code
        for name in ("good", "bare", "changed", "forged", "newer", "absent")
    }
    assert codes == {
        "good": 0,
        "bare": 2,
        "changed": 1,
        "forged": 1,
        "newer": 2,
        "absent": 2,
    }
    assert doudi("verify", "bare.json", "--bundle", "rules.doudi").code == 0
    assert doudi("verify", "bare.json", "--bundle", "another.doudi").code == 2
    several = doudi("verify", "good.json", "absent.json", "changed.json", "newer.json")
    assert several.code == 1
    assert several.out.splitlines()[-1] == "4 receipts: 1 verified, 1 refused, 2 not checked"


def test_the_json_of_a_verification_keeps_its_published_schema(
    doudi: Doudi, made: Callable[..., Path]
) -> None:
    data = made("good.json").read_bytes()
    Path("forged.json").write_bytes(forged(data, lambda it: it["decision"]["duties"].append({})))
    said = doudi("verify", "good.json", "forged.json", "absent.json", "--format", "json")
    printed: Any = json.loads(said.out)
    jsonschema.validate(printed, published("verification"))
    assert [it["result"] for it in printed["receipts"]] == ["verified", "differs", "unchecked"]
    assert printed["totals"] == {"verified": 1, "differs": 1, "refused": 0, "unchecked": 1}


def test_the_name_of_a_file_does_not_move_the_cursor(doudi: Doudi) -> None:
    said = doudi("verify", "\x1b[2Jr.json", "\udcff")
    assert said.out.startswith("�[2Jr.json: not checked\n")
    assert "\x1b" not in said.out


def test_nor_does_what_a_forger_wrote(doudi: Doudi, made: Callable[..., Path]) -> None:
    def hostile(it: Any) -> None:
        it["decision"]["outcomes"][0]["subject"]["id"] = "\x1b[2J\u202e"
        it["decision"]["\x9b2J"] = "\x9b2J"

    Path("r.json").write_bytes(forged(made("good.json").read_bytes(), hostile))
    said = doudi("verify", "r.json")
    assert said.code == 1
    assert all(line.isprintable() for line in said.out.splitlines())


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["receipt"], "one of these is needed: FACTS --new-key"),
        (["receipt", "王建国家.yaml", "--new-key", "x"], "do not go together"),
        (
            ["receipt", "王建国家.yaml", "--bundle", "absent"],
            "the bundle `absent` cannot be opened",
        ),
        (
            ["receipt", "absent.yaml", "--bundle", "rules.doudi"],
            "cannot read or write `absent.yaml`",
        ),
        (
            ["receipt", "王建国家.yaml", "--bundle", "rules.doudi", "--person", "王建"],
            "there is no id `王建`; did you mean `王建国`?",
        ),
        (
            ["receipt", "王建国家.yaml", "--bundle", "rules.doudi", "--sign", "rules.doudi"],
            "rules.doudi: this is no private key in PEM",
        ),
        (
            ["receipt", "王建国家.yaml", "--bundle", "rules.doudi", "--pseudonyms", "short.key"],
            "short.key: a key for pseudonyms has 16 to 4096 random bytes, and this one 4",
        ),
        (["receipt", "--new-key", "nowhere/x.pem"], "cannot read or write `nowhere/x.pem.pub`"),
        (["verify"], "missing: RECEIPT"),
        (["verify", "x", "--trust", "rules.doudi"], "rules.doudi: this is no public key in PEM"),
        (["verify", "x", "--bundle", "王建国家.yaml"], "the bundle cannot be read"),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, list) else "",
)
def test_wrong_usage_is_one_sentence(doudi: Doudi, argv: list[str], words: str) -> None:
    Path("short.key").write_bytes(b"1234")
    said = doudi(*argv)
    assert said.code == 2
    assert words in said.err
    assert said.out == ""


def test_facts_that_contradict_themselves_have_a_receipt_and_are_a_finding(doudi: Doudi) -> None:
    Path("x.json").write_text(json.dumps({"as_of": "2021-02-15", **_CONTRADICTORY}))
    said = doudi("receipt", "x.json", "--bundle", "rules.doudi", "-o", "r.json")
    assert said.code == 1
    assert said.err == "doudi: the facts contradict each other; the receipt says so\n"
    assert json.loads(Path("r.json").read_bytes())["receipt"]["decision"]["contradictions"]
    verified = doudi("verify", "r.json")
    assert verified.code == 0
    assert "contradictions among its facts: 1, named in the decision" in verified.out
