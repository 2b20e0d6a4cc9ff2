"""How phones count a text message (3GPP TS 23.038): 160 plain characters or 70 others, then parts of 153 or 67."""

from __future__ import annotations

import pytest

from desktop.domain.sms import SmsSize, sms_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", SmsSize(0, 0)),
        ("字" * 70, SmsSize(70, 1)),
        ("字" * 71, SmsSize(71, 2)),
        ("字" * 134, SmsSize(134, 2)),
        ("字" * 135, SmsSize(135, 3)),
        ("a" * 160, SmsSize(160, 1)),
        ("a" * 161, SmsSize(161, 2)),
        ("a" * 306, SmsSize(306, 2)),
        ("a" * 307, SmsSize(307, 3)),
        # One Chinese character makes the whole message a Chinese one.
        ("a" * 70 + "字", SmsSize(71, 2)),
        ("¥3", SmsSize(2, 1)),
        # The alphabet has these only behind an escape.
        ("[€]", SmsSize(6, 1)),
        # 𬭊 lies beyond the basic plane and takes the room of two.
        ("𬭊" * 35, SmsSize(70, 1)),
        ("𬭊" * 36, SmsSize(72, 2)),
    ],
)
def test_a_message_is_as_long_as_the_phone_says(text: str, size: SmsSize) -> None:
    assert sms_size(text) == size
