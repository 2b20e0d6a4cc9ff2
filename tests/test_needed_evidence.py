"""The list of evidence that is usually needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import i18n
from desktop.domain.intake import ComplaintType
from desktop.needed_evidence import load_pieces, needed_for
from desktop.resource_files import BadResourceFileError

if TYPE_CHECKING:
    from pathlib import Path

#: What asks for nothing to be proved.
NOTHING_TO_PROVE = {ComplaintType.INQUIRY, ComplaintType.SUGGESTION, ComplaintType.OTHER}


@pytest.mark.parametrize("kind", [kind for kind in ComplaintType if kind not in NOTHING_TO_PROVE])
def test_every_allegation_has_something_to_ask_for(kind: ComplaintType) -> None:
    assert needed_for(kind)


def test_a_damage_asks_for_packing_goods_label_and_weight() -> None:
    i18n.set_language("en")

    names = [piece.label for piece in needed_for("damage")]

    assert names[:5] == ["six sides of the outer packing", "inner packing", "the goods", "label", "weight record"]


def test_a_source_says_whether_the_text_itself_was_read_and_our_own_practice_names_none() -> None:
    i18n.set_language("en")
    packing, inner = needed_for("damage")[:2]
    (scans,) = (piece for piece in needed_for("loss") if piece.label == "hand-over scans")

    assert packing.source_label == "attachments of the Kuaidi100 claim ticket (seen only in a copy)"
    assert inner.source_label == "Sendcloud support interface: what carriers ask for in a claim"
    assert scans.source_label == ""


def test_every_source_says_where_it_was_read() -> None:
    assert [piece.label for piece in load_pieces() if bool(piece.source) != piece.read.startswith("http")] == []


def test_an_appeal_asks_for_the_earlier_complaint() -> None:
    assert "上次投诉的日期和处理结果" in {piece.label for piece in needed_for("claim_refused")}


def test_a_false_sign_asks_for_record_call_and_video() -> None:
    assert {"签收底单", "通话记录", "监控录像"} <= {piece.label for piece in needed_for("false_sign")}


def test_no_name_stands_twice_for_one_type() -> None:
    for kind in ComplaintType:
        names = [piece.label for piece in needed_for(kind)]
        assert len(set(names)) == len(names), kind


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_name_holds_what_parts_a_list(language: str) -> None:
    i18n.set_language(language)

    # The form takes a list apart at its commas to show what was chosen.
    assert not [piece.label for piece in load_pieces() if "、" in piece.label or ", " in piece.label]


def test_a_type_we_do_not_have_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "evidence.toml"
    bad.write_text('[[pieces]]\nabout = ["weather"]\nname = { zh_CN = "天气", en = "weather" }\n', "utf-8")

    with pytest.raises(BadResourceFileError, match="weather"):
        load_pieces(bad)
