"""Ids are types: a bare string never means a provision.

Ids of vocabulary are the English names; areas are six-digit codes ("000000" is
the whole country); a provision's id is `CQ2021/五(二)-2`.
"""

from __future__ import annotations

from typing import NewType

EntityId = NewType("EntityId", str)
ChoiceId = NewType("ChoiceId", str)
OptionId = NewType("OptionId", str)
FactId = NewType("FactId", str)
TermId = NewType("TermId", str)
SchemeId = NewType("SchemeId", str)
StandardId = NewType("StandardId", str)
DocumentId = NewType("DocumentId", str)
ProvisionId = NewType("ProvisionId", str)
AuthorityId = NewType("AuthorityId", str)
RankId = NewType("RankId", str)
AreaCode = NewType("AreaCode", str)
