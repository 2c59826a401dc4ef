"""Which names a reader cannot tell apart: their skeletons are equal."""

from __future__ import annotations

import unicodedata
from typing import Final

# Letters of other scripts that are drawn like Latin ones, and Chinese characters
# that differ by a hair. Anything NFKC folds (full-width letters, ligatures) is left to it.
_TWINS: Final = str.maketrans(
    "аеорсухіјѕӏԁһвнкмтАВЕКМНОРСТХοανιρυτκ己已曰末戶內別呂册囯",
    "aeopcyxijsldhbhkmtabekmhopctxoavlputk巳巳日未户内别吕冊国",
)


def skeleton(name: str) -> str:
    """What is left of a name when everything that looks the same is written the same."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_TWINS)
    return folded.replace("·", "")
