"""Typed words before which and after which sentences stand."""

from __future__ import annotations

import pytest

from desktop import i18n
from desktop.wording.sentences import ended


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("客户同意", "客户同意。", "客户同意."),
        ("客户同意。", "客户同意。", "客户同意。"),
        ("He agrees ", "He agrees。", "He agrees."),
        ("还没答复，", "还没答复。", "还没答复."),
        ("（见附件）", "（见附件）", "（见附件）"),
        ("", "", ""),
    ],
)
def test_a_sentence_ends_before_the_next_begins(typed: str, zh: str, en: str) -> None:
    with i18n.use("zh_CN"):
        assert ended(typed) == zh
    with i18n.use("en"):
        assert ended(typed) == en
