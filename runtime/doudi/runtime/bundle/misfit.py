"""A value of a bundle that is not what its place asks for."""

from __future__ import annotations


class Misfit(ValueError):  # noqa: N818 - becomes a BundleError once its place is known
    """A value that is not what its place asks for; `path` grows on the way out."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.path = ""


def misfit(path: str, zh: str, en: str) -> Misfit:
    found = Misfit(zh, en)
    found.path = path
    return found
