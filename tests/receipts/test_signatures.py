"""A signature says who stands behind a receipt; a stranger's is not taken for the office's."""

from __future__ import annotations

import sys
from typing import Final

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from doudi.runtime.receipt.errors import ReceiptError
from doudi.runtime.receipt.format import frame
from doudi.runtime.receipt.read import read_receipt
from doudi.runtime.receipt.signature import public_key, sign
from doudi.runtime.receipt.verify import verify
from doudi.runtime.receipt.write import signature_bytes
from tests.receipts.made import asked, keys, receipt

OFFICE: Final = public_key(keys().public)
STRANGER: Final = public_key(keys("stranger").public)
SIGNED: Final = receipt(signing_key=keys().private)


def _said(data: bytes, *trusted: str) -> tuple[str, str]:
    found = verify(data, trusted=trusted)
    (problem,) = found.problems
    return found.result, problem.in_("en")


def test_a_receipt_signed_by_the_trusted_key_is_verified_and_names_it() -> None:
    found = verify(SIGNED, trusted=[STRANGER, OFFICE])
    assert (found.result, found.signer, found.trusted) == ("verified", keys().fingerprint, True)


def test_whose_key_it_is_stays_open_where_none_is_trusted() -> None:
    found = verify(SIGNED)
    assert (found.result, found.signer, found.trusted) == ("verified", keys().fingerprint, False)


def test_the_key_of_somebody_else_is_refused_by_its_fingerprint() -> None:
    result, said = _said(SIGNED, STRANGER)
    assert result == "refused"
    assert said == (
        "signature.public_key: signed by a key that is not trusted; "
        f"its fingerprint is {keys().fingerprint}"
    )


def test_an_unsigned_one_is_refused_where_a_key_is_demanded() -> None:
    assert _said(receipt(), OFFICE) == (
        "refused",
        "signature: not signed, and a signature by a trusted key is demanded",
    )


def test_the_signature_of_another_receipt_is_none_of_this() -> None:
    other = read_receipt(receipt(asked=asked(engine="0.2.0"), signing_key=keys().private))
    this = read_receipt(SIGNED)
    assert other.signature is not None
    mixed = frame(this.hash, this.body, signature_bytes(other.signature))
    result, said = _said(mixed, OFFICE)
    assert result == "refused"
    assert said.startswith("signature: the signature is not of this content")


def test_signing_twice_gives_the_same_bytes() -> None:
    assert receipt(signing_key=keys().private) == SIGNED


def _refused(private_pem: bytes) -> str:
    with pytest.raises(ReceiptError) as caught:
        sign(b"", private_pem)
    assert caught.value.zh
    return caught.value.in_("en")


def test_what_is_no_key_is_said() -> None:
    kept = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    locked = Ed25519PrivateKey.generate().private_bytes(
        *kept, serialization.BestAvailableEncryption(b"secret")
    )
    curve = generate_private_key(SECP256R1()).private_bytes(*kept, serialization.NoEncryption())
    assert _refused(b"") == "this is no private key in PEM"
    assert _refused(keys().public) == "this is no private key in PEM"
    assert _refused(locked) == "the private key has a passphrase; use an Ed25519 key without one"
    assert _refused(curve) == "the private key is not of the kind Ed25519"
    with pytest.raises(ReceiptError, match="this is no public key in PEM"):
        public_key(keys().private)


def test_without_the_library_a_signature_is_neither_made_nor_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    needs = "signatures need `cryptography`: `pip install 'doudi[sign]'`"
    assert _refused(b"") == needs
    assert _said(SIGNED) == ("unchecked", f"signature: {needs}")
    assert verify(receipt()).result == "verified"
