"""`doudi receipt`: a case is decided, and all that the decision rests on becomes one file.

With `--new-key`, the keys to sign such files with.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from doudi.runtime.actions.reading import (
    FINDINGS,
    Answer,
    answered,
    case_of,
    data_of,
    day_of,
    refused,
    rules_of,
    selection_of,
)
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.engine import engine
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.receipt.contents import Asked, Rules
from doudi.runtime.receipt.errors import ReceiptError
from doudi.runtime.receipt.pseudonyms import LONGEST, Pseudonyms, without_names
from doudi.runtime.receipt.read import read_receipt
from doudi.runtime.receipt.signature import new_key, private_key
from doudi.runtime.receipt.write import write_receipt

_LONGEST_KEY: Final = 64_000
_OWNER_ALONE: Final = 0o600
_EVERYBODY: Final = 0o644


def run(args: argparse.Namespace) -> int:
    lang: Lang = args.lang
    if args.new_key is not None:
        return answered(lambda: _made_key(args.new_key, lang), None)
    return answered(lambda: _made(args, lang), args.output)


def _made(args: argparse.Namespace, lang: Lang) -> Answer:
    data = data_of(args.facts)
    signing_key = None if args.sign is None else _signing_key(args.sign, lang)
    pseudonyms = None if args.pseudonyms is None else _pseudonyms(args.pseudonyms, lang)
    loaded = rules_of(args, lang)
    rules = Rules(loaded, index(loaded.program))
    case = case_of(data, args, rules.program, lang)
    asked = Asked(day_of(args, case, lang), pseudonyms is not None, engine())
    decision = decide(rules.index, case, asked.as_of, detail="none")
    asked = replace(asked, selection=selection_of(args, decision, rules.program, lang))
    if pseudonyms is not None:
        case, asked = without_names(case, asked, pseudonyms)
    try:
        receipt = write_receipt(
            rules, case, asked, with_bundle=not args.without_bundle, signing_key=signing_key
        )
    except (ReceiptError, FactsError) as error:
        raise refused(error.in_(lang)) from None
    if signing_key is not None:
        _tell_signer(receipt, lang)
    if decision.contradictions:
        _tell(
            choose(
                lang,
                "案情自相矛盾，凭证如实写明",
                "the facts contradict each other; the receipt says so",
            )
        )
        return Answer(receipt, FINDINGS)
    return Answer(receipt)


def _tell_signer(receipt: bytes, lang: Lang) -> None:
    signature = read_receipt(receipt).signature
    if signature is not None:
        said = choose(lang, "已签名，公钥指纹", "signed; the fingerprint of the public key:")
        _tell(f"{said} {signature.signer}")


def _tell(sentence: str) -> None:
    sys.stderr.write(f"doudi: {sentence}\n")


def _signing_key(path: Path, lang: Lang) -> bytes:
    """Looked at before anything is decided: what is wrong with it is said of its file."""
    key = _bytes(path, _LONGEST_KEY)
    try:
        private_key(key)
    except ReceiptError as error:
        raise refused(f"{path}: {error.in_(lang)}") from None
    return key


def _pseudonyms(path: Path, lang: Lang) -> Pseudonyms:
    try:
        return Pseudonyms(_bytes(path, LONGEST))
    except ReceiptError as error:
        raise refused(f"{path}: {error.in_(lang)}") from None


def _bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most + 1)


def _made_key(private: Path, lang: Lang) -> bytes:
    """Two files that were not there before: nothing is ever overwritten."""
    public = private.with_name(f"{private.name}.pub")
    try:
        pair = new_key()
    except ReceiptError as error:
        raise refused(error.in_(lang)) from None
    _create(public, pair.public, _EVERYBODY, lang)
    try:
        _create(private, pair.private, _OWNER_ALONE, lang)
    except BaseException:
        public.unlink()
        raise
    lines = choose(
        lang,
        f"私钥 {private}：只有本人能读，请妥善保管\n公钥 {public}：交给要核验的人\n"
        f"公钥指纹 {pair.fingerprint}\n",
        f"private key {private}: only you can read it; keep it so\n"
        f"public key {public}: for whoever verifies\n"
        f"fingerprint of the public key {pair.fingerprint}\n",
    )
    return lines.encode()


def _create(path: Path, data: bytes, mode: int, lang: Lang) -> None:
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise refused(
            choose(
                lang,
                f"`{path}` 已经存在，不予覆盖；请另起文件名",
                f"`{path}` is there already and is not overwritten; choose another name",
            )
        ) from None
    with os.fdopen(opened, "wb") as file:
        file.write(data)
