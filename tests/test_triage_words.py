"""The word lists and learned weights of triage: how often they are right, and what a bad file is told.

``triage/held_back.toml`` was put aside by lot before there were lists and is not looked at; ``tuned.toml``,
``practice.toml``, ``public_seen.toml``, ``public_told.toml``, ``told_aslant.toml``, ``short.toml`` and
``several.toml`` are what lists and weights were made with. The ``public_`` files tell situations from public pages in
words of customers, labelled before the program read them: ``public_locked.toml`` is the half of the first lot put
aside and only ever scored; ``public_last.toml`` tells its stories at an angle. ``final_indirect.toml`` and
``final_ordinary.toml`` were put aside before the weights were learned anew and not looked at since.

One hand wrote all of them, and the same hand the texts learned from, so every share flatters: of ``told_aslant.toml``,
before it was learned from, 196 of 337 were right. Stories told at an angle fall short of four in five.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from desktop import paths
from desktop.domain.intake import ComplaintType
from desktop.domain.said import Matter
from desktop.domain.triage import triage
from desktop.resource_files import BadResourceFileError
from desktop.triage_words import load_triage
from installer.triage_weights import LEARNED, fingerprint, learn, practice_texts

TABLES = load_triage()
FOLDER = Path(__file__).parent / "triage"
#: A start for every type, as a file of learned weights has it.
STARTS = "".join(f"{kind} = 0.0\n" for kind in TABLES.order)
#: Files that nothing may be learned from.
ASIDE = ("held_back", "public_locked", "public_last", "final_indirect", "final_ordinary")


def _texts(name: str) -> list[tuple[str, str]]:
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return [(text["type"], text["text"]) for text in content["texts"]]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("held_back", 0.97),
        ("public_locked", 0.82),
        ("public_last", 0.55),
        ("final_indirect", 0.68),
        ("final_ordinary", 0.95),
        ("tuned", 0.95),
        ("practice", 0.95),
        ("public_seen", 0.95),
        ("public_told", 0.95),
        ("told_aslant", 0.95),
        ("several", 0.9),
        ("short", 0.9),
    ],
)
def test_the_main_type_is_right_for_most_texts(name: str, least: float) -> None:
    texts = _texts(name)
    wrong = [(kind, triage(text, TABLES).type.value) for kind, text in texts]
    wrong = [pair for pair in wrong if pair[0] != pair[1]]

    assert len(wrong) <= len(texts) * (1 - least), Counter(wrong).most_common()


@pytest.mark.parametrize("name", ["held_back", "tuned", "practice", "public_locked", "public_seen"])
def test_every_type_has_texts_and_none_stands_twice(name: str) -> None:
    texts = _texts(name)

    assert {kind for kind, _ in texts} == set(ComplaintType) - {"wrong_contents"}
    assert len({text for _, text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("name", "precise", "complete"),
    # Of the further types named so many are right, and of those that are there so many are named.
    [("several", 0.8, 0.65)],
)
def test_further_types_are_seldom_named_where_there_are_none(name: str, precise: float, complete: float) -> None:
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["texts"]
    named, right, there, found = 0, 0, 0, 0
    for text in content:
        result, also = triage(text["text"], TABLES), set(text.get("also", ()))
        named += len(result.also)
        right += len({text["type"], *also} & set(result.also))
        there += len(also)
        found += len(also & {result.type, *result.also})

    assert right >= named * precise
    assert found >= there * complete


def test_nothing_is_learned_from_texts_put_aside() -> None:
    learned_from = {text for _, text in practice_texts()}

    assert not learned_from & {text for name in ASIDE for _, text in _texts(name)}


def test_the_weights_are_those_of_the_texts_and_concepts_at_hand() -> None:
    made_from = tomllib.loads(LEARNED.read_text("utf-8"))["learned"]["made_from"]

    assert made_from == fingerprint(), "run installer/triage_weights.py"


def test_weights_are_learned_from_few_texts_as_they_should_be() -> None:
    start, weights = learn([("damage", "碎了"), ("delay", "晚了")] * 3, TABLES)
    damage, delay = (TABLES.order.index(ComplaintType(kind)) for kind in ("damage", "delay"))

    assert weights["碎"][damage] > 0 > weights["碎"][delay]
    assert weights["晚"][delay] > 0 > weights["晚"][damage]
    assert len(start) == len(TABLES.order)


def test_a_demand_is_no_refusal() -> None:
    assert triage("要赔我", TABLES).type is ComplaintType.OTHER
    assert triage("要赔我", TABLES).matter is Matter.COMPLAINT
    assert triage("碎了，要赔我", TABLES).type is ComplaintType.DAMAGE
    assert triage("碎了又不赔", TABLES).type is ComplaintType.CLAIM_REFUSED


def test_where_no_phrase_speaks_the_words_that_weighed_most_are_marked() -> None:
    text = "樱桃黑了一大半，一股酒味"
    result = triage(text, TABLES)

    assert result.type is ComplaintType.DAMAGE
    assert {mark.type for mark in result.because} == {ComplaintType.DAMAGE}


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
        ('[learned]\nmade_from = ""\n[learned.start]\nfee = 1.0\n[learned.pieces]', "start"),
        ('[learned]\nmade_from = ""\n[learned.start]\ncolour = 1.0\n[learned.pieces]', "colour"),
        (f'[learned]\nmade_from = ""\n[learned.start]\n{STARTS}[learned.pieces]\n"much" = "aZ."', "'much'"),
        (f'[learned]\nmade_from = ""\n[learned.start]\n{STARTS}[learned.pieces]\n"much" = "aaaaaaa?aaaaaa"', "'much'"),
        ('[needs]\ncolour = ["refuse"]', "colour"),
        ("not toml", "line 1"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_place(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(content, "utf-8")

    with pytest.raises(BadResourceFileError) as error:
        load_triage(tmp_path)

    assert error.value.name == "own.toml"
    assert told in error.value.reason
