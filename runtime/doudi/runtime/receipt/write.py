"""A case and its rules ▶ one file that proves what was decided, and by what.

The same question gives the same bytes; Ed25519 signs alike every time too.
"""

from __future__ import annotations

from doudi.runtime.canonical import canonical, fingerprint
from doudi.runtime.facts.model import Case
from doudi.runtime.receipt.contents import Asked, Rules, bundle_json, contents
from doudi.runtime.receipt.errors import unchecked
from doudi.runtime.receipt.format import MAX_BYTES, frame, signed_bytes
from doudi.runtime.receipt.signature import ALGORITHM, Signature, sign


def write_receipt(
    rules: Rules,
    case: Case,
    asked: Asked,
    *,
    with_bundle: bool = True,
    signing_key: bytes | None = None,
) -> bytes:
    """`signing_key`: a private key in PEM. Raises FactsError, ReceiptError.

    A case without names is made by `pseudonyms` beforehand.
    """
    bundle = bundle_json(rules.loaded) if with_bundle else None
    body = canonical(contents(rules, case, asked, bundle))
    stated = fingerprint(body)
    signature = None if signing_key is None else sign(signed_bytes(stated), signing_key)
    data = frame(stated, body, None if signature is None else signature_bytes(signature))
    if len(data) > MAX_BYTES:
        raise unchecked(
            f"凭证将超过 {MAX_BYTES // 1_000_000} MB；可用 `--without-bundle` 只写规则包的哈希",
            f"the receipt would be larger than {MAX_BYTES // 1_000_000} MB; with "
            "`--without-bundle` it names the bundle's hash only",
        )
    return data


def signature_bytes(signature: Signature) -> bytes:
    return canonical(
        {
            "algorithm": ALGORITHM,
            "public_key": signature.public_key,
            "value": signature.value,
        }
    )
