"""The word lists of triage: how often they are right, and what a bad file is told.

``triage/held_back.toml`` was put aside by lot before there were lists and is not looked at; ``triage/tuned.toml`` is
what the lists were made with. Both were written by one hand, so the share held back flatters: four further lots of
made-up texts, each read once before the lists learnt from it and now in ``tuned.toml``, were right for 51 %, 54 %,
82 % and 58 %: plainly worded complaints four times in five, stories told in pictures of speech a little over half.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from desktop import paths
from desktop.domain.intake import ComplaintType
from desktop.domain.triage import triage
from desktop.resource_files import BadResourceFileError
from desktop.triage_words import load_triage

TABLES = load_triage()
FOLDER = Path(__file__).parent / "triage"


def _texts(name: str) -> list[tuple[str, str]]:
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return [(text["type"], text["text"]) for text in content["texts"]]


@pytest.mark.parametrize(("name", "least"), [("held_back", 0.8), ("tuned", 0.9)])
def test_the_main_type_is_right_for_most_texts(name: str, least: float) -> None:
    texts = _texts(name)
    wrong = [(kind, triage(text, TABLES).type.value) for kind, text in texts]
    wrong = [pair for pair in wrong if pair[0] != pair[1]]

    assert len(wrong) <= len(texts) * (1 - least), Counter(wrong).most_common()


@pytest.mark.parametrize("name", ["held_back", "tuned"])
def test_every_type_has_texts_and_none_stands_twice(name: str) -> None:
    texts = _texts(name)

    assert {kind for kind, _ in texts} == set(ComplaintType) - {"wrong_contents"}
    assert len({text for _, text in texts}) == len(texts)


def test_the_two_files_share_no_text() -> None:
    assert not {text for _, text in _texts("tuned")} & {text for _, text in _texts("held_back")}


def test_no_phrase_is_both_neutral_and_something_else() -> None:
    files = [tomllib.loads(file.read_text("utf-8")) for file in paths.resource("triage").glob("*.toml")]
    neutral = {phrase for content in files for phrase in content.get("neutral", [])}
    lines = [line for content in files for line in (*content.get("words", []), *content.get("levels", []))]

    assert not neutral & {phrase for line in lines for phrase in line["phrases"]}


def test_a_branch_adds_words_of_its_own_in_a_file(tmp_path: Path) -> None:
    text = "包裹被猴子抱走去爬山"
    assert triage(text, TABLES).type is not ComplaintType.FEE
    (tmp_path / "own.toml").write_text(
        '[[words]]\ntype = "fee"\nweight = 9\nphrases = ["{谁}~爬山"]\n[sets]\n谁 = ["猴子"]\n'.replace(
            "谁 =", '"谁" ='
        ),
        "utf-8",
    )

    assert triage(text, load_triage(tmp_path)).type is ComplaintType.FEE


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[[words]]\ntype = "colour"\nweight = 1\nphrases = ["a"]', "colour"),
        ('[[words]]\ntype = "fee"\nweight = 0\nphrases = ["a"]', "weight"),
        ('[[words]]\ntype = "fee"\nweight = 1\nphrases = [""]', "phrases"),
        ('neutral = ["a~"]', "'a~'"),
        ('neutral = ["a~b~c"]', "'a~b~c'"),
        ('neutral = ["{nothing}"]', "'{nothing}'"),
        ('neutral = ["{x}{x}{x}{x}"]\n[sets]\nx = ["1", "2", "3", "4", "5", "6", "7"]', "2000"),
        ('[characters]\n"甲乙" = "丙"', "甲乙"),
        ('[spellings]\n"甲乙" = "丙"', "甲乙"),
        ('order = ["fee", "loss"]', "order"),
        ("valuable_from = 0", "valuable_from"),
        ("colour = 1", "colour"),
        ("not toml", "line 1"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_place(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(content, "utf-8")

    with pytest.raises(BadResourceFileError) as error:
        load_triage(tmp_path)

    assert error.value.name == "own.toml"
    assert told in error.value.reason
