"""What is wrong is told by a worker process as well as by one's own."""

from __future__ import annotations

import pickle

from doudi.runtime import BundleError, FactsError, Problem, ReceiptError


def test_problems_with_facts_arrive_whole() -> None:
    error = FactsError((Problem("household.年龄", "不是整数", "is no whole number"),))
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes, made a line above
    assert arrived.problems == error.problems
    assert arrived.in_("zh") == error.in_("zh")


def test_what_is_wrong_with_a_bundle_arrives_in_both_languages() -> None:
    arrived = pickle.loads(pickle.dumps(BundleError("坏了", "broken")))  # noqa: S301 — as above
    assert (arrived.in_("zh"), arrived.in_("en")) == ("坏了", "broken")


def test_what_is_wrong_with_a_key_arrives_whole() -> None:
    error = ReceiptError("unchecked", "不是密钥", "is no key", "signature")
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 — as above
    assert (arrived.reason, arrived.path) == ("unchecked", "signature")
    assert (arrived.in_("zh"), arrived.in_("en")) == ("不是密钥", "is no key")
