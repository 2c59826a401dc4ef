"""Ed25519: who stands behind a receipt. The only module that knows the library for it.

Keys are PEM: a private one as PKCS#8 without a passphrase, a public one as
SubjectPublicKeyInfo, as `openssl genpkey -algorithm ed25519` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Final, cast

from doudi.runtime.canonical import fingerprint
from doudi.runtime.receipt.errors import ReceiptError, unchecked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALGORITHM: Final = "ed25519"


@dataclass(frozen=True, slots=True)
class Signature:
    """Both in lower-case hexadecimal: 32 bytes of key, 64 of signature."""

    public_key: str
    value: str

    @property
    def signer(self) -> str:
        """The fingerprint of the key, which may be read aloud and compared."""
        return fingerprint(bytes.fromhex(self.public_key))


@dataclass(frozen=True, slots=True)
class KeyPair:
    private: bytes  # PEM
    public: bytes  # PEM
    fingerprint: str


def new_key() -> KeyPair:
    ed25519, serialization = _library()
    key = ed25519.Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return KeyPair(private, public, fingerprint(key.public_key().public_bytes_raw()))


def sign(message: bytes, private_pem: bytes) -> Signature:
    """Raises ReceiptError as `private_key` does."""
    key = private_key(private_pem)
    return Signature(key.public_key().public_bytes_raw().hex(), key.sign(message).hex())


def private_key(private_pem: bytes) -> Ed25519PrivateKey:
    """Raises ReceiptError where it is none, is of another kind or has a passphrase."""
    ed25519, serialization = _library()
    try:
        key = serialization.load_pem_private_key(private_pem, password=None)
    except TypeError:
        raise unchecked(
            "私钥设有口令，读不了；请用不设口令的 Ed25519 私钥",
            "the private key has a passphrase; use an Ed25519 key without one",
        ) from None
    except Exception:  # noqa: BLE001 - the library has many ways to say that it is no key
        raise _no_key("私钥", "private key") from None
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise _other_kind("私钥", "private key")
    return cast("Ed25519PrivateKey", key)


def is_of(signature: Signature, message: bytes) -> bool:
    """Whether the key made this signature of this message."""
    ed25519, _ = _library()
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as in `_library`

    try:
        key = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        key.verify(bytes.fromhex(signature.value), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(public_pem: bytes) -> str:
    """The key as a signature names it. Raises ReceiptError where it is none."""
    ed25519, serialization = _library()
    try:
        key = serialization.load_pem_public_key(public_pem)
    except Exception:  # noqa: BLE001 - as above
        raise _no_key("公钥", "public key") from None
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise _other_kind("公钥", "public key")
    return str(key.public_bytes_raw().hex())


def _library() -> tuple[ModuleType, ModuleType]:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above
    except ImportError:
        raise unchecked(
            "签名和核对签名须装上 `cryptography`：`pip install 'doudi[sign]'`",
            "signatures need `cryptography`: `pip install 'doudi[sign]'`",
            "signature",
        ) from None
    return ed25519, serialization


def _no_key(zh: str, en: str) -> ReceiptError:
    return unchecked(f"这不是 PEM 格式的{zh}", f"this is no {en} in PEM")


def _other_kind(zh: str, en: str) -> ReceiptError:
    return unchecked(f"{zh}不是 Ed25519 的", f"the {en} is not of the kind Ed25519")
