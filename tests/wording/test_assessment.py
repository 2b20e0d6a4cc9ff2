"""An assessment in plain sentences: nothing left unsaid, in either language."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from desktop import i18n
from desktop.domain import assess as assess_module
from desktop.domain import check_claim, check_rules, conditions, packs, periods, read_facts, reader
from desktop.domain.assess import assess
from desktop.domain.assessment import NotApplied
from desktop.domain.claim import CHOICES, FIELDS, ClaimFacts
from desktop.domain.problems import Problem
from desktop.domain.read_facts import facts_from
from desktop.rulepacks import load_packs, read_packs
from desktop.wording import claim, claim_problems, rule_files, rule_words
from desktop.wording.assessment import Speaker, explain
from desktop.wording.citations import citation_text
from desktop.wording.not_applied import set_aside

if TYPE_CHECKING:
    from types import ModuleType

    from desktop.domain.assessment import Assessment
    from desktop.wording.assessment import Explanation

PACKS = load_packs()
SITUATIONS = Path(__file__).parent.parent / "rules"


def _assessed(facts: dict[str, Any]) -> Assessment:
    read = facts_from(facts)
    assert isinstance(read, ClaimFacts), read
    return assess(read, PACKS)


def _said(facts: dict[str, Any]) -> Explanation:
    return explain(_assessed(facts), PACKS)


def _example(name: str) -> dict[str, Any]:
    examples = json.loads((SITUATIONS / "public_examples.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(example["facts"] for example in examples if example["id"] == name)
    return found


def _all_facts() -> list[dict[str, Any]]:
    found = []
    for path in sorted(SITUATIONS.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for situation in document.get("situation", ()):
            facts = {**document["defaults"], **situation["facts"]}
            found.append({key: value for key, value in facts.items() if value != ""})
    return found


def test_the_steps_can_be_read_out_one_after_the_other() -> None:
    i18n.set_language("en")

    said = _said({**_example("CN-V-03"), "cause": "carrier", "sender_fault_share": "0.3"})

    assert said.headline == "Payable: ¥2,521.00."
    assert [step.number for step in said.steps] == list(range(1, len(said.steps) + 1))
    assert said.steps[0].sentence == (
        "Rules used: Plain express agreement, version 2026-11, as they stood on 2 Mar 2026, when the parcel was posted."
    )
    assert said.steps[6].sentence == (
        "Insured: the actual loss, at most the declared value: the lower of the actual loss ¥9,500.00 and the declared "
        "value ¥3,000.00, less the sender's own share of 30%, makes ¥2,100.00."
    )
    assert said.steps[-1].sentence == "Payable in all: the goods ¥2,100.00 + postage refunded ¥421.00 = ¥2,521.00."


def test_lines_have_titles_amounts_and_readable_citations() -> None:
    i18n.set_language("en")

    goods, freight = _said(_example("CN-V-03")).lines

    assert (goods.kind, goods.title, goods.amount) == ("goods", "Goods", "¥3,000.00")
    assert goods.rule == "Insured: the actual loss, at most the declared value"
    named = "Interim Regulations on Express Delivery, art. 28"
    assert goods.citations[0] == f"{named} (快递暂行条例(2025) 第28条) (from a copy)"
    assert (freight.title, freight.amount) == ("Postage refunded", "¥421.00")


def test_every_other_reading_says_its_sum_and_what_would_make_it_true() -> None:
    i18n.set_language("en")

    readings = {reading.reading: reading for reading in _said(_example("CN-V-03")).readings}

    assert readings["cap-void"].amount == "¥9,921.00"
    assert readings["cap-void"].sentence == (
        "If a court holds the limit void, as unreasonable or for intent or gross negligence: ¥9,921.00."
    )


def test_a_premium_that_is_not_the_listed_one_is_said_beside_the_result() -> None:
    i18n.set_language("en")

    # YTO takes 0.1 % of 3,000.
    said = _said({**_example("CN-V-03"), "terms": "yto", "premium": "15"})

    told = next(warning for warning in said.warnings if warning.field == "premium")
    assert told.sentence.startswith(
        "The insurance fee noted is 15.00; by the price list this declared value costs 3.00."
    )
    assert said.payable


def test_rules_that_do_not_fit_say_what_they_ask_for() -> None:
    i18n.set_language("en")

    not_applied = _said(_example("CN-V-03")).not_applied

    uninsured = "Not insured: the actual loss, at most 5 times the fee"
    assert f"{uninsured}: for parcels that were not insured; this one was." in not_applied
    assert (
        "Fault of the sender: for a loss by another cause (The sender); the cause here: The carrier."
        in _said({**_example("CN-V-03"), "cause": "carrier"}).not_applied
    )


def test_rules_about_something_else_are_folded_into_a_line_for_each_reason_with_their_names() -> None:
    i18n.set_language("en")

    said = _said(_example("CN-V-03"))

    lines = {(line.rule, line.why) for line in said.set_aside}
    # The vase was wholly damaged and insured: loss, and delay, speak of something else; of the exemptions and of what
    # follows a limit that falls away nobody has found anything.
    late = "Delay: the fee of this service is waived, premium and add-ons excluded"
    lost = "Loss: the fee of this service is waived, premium and add-ons excluded"
    assert (f"{lost}; {late}", "For something else than what happened (Wholly damaged).") in lines
    reasons = {why: rule for rule, why in lines}
    given = next(why for why in reasons if why.startswith("They go by what was not given: "))
    assert "What was paid beforehand is taken off" in reasons[given]
    found = "For what nobody has found here: Cause, Prohibited contents, Standing of the limit, Exemption."
    assert "Contents on the prohibited list" in reasons[found]
    not_insured = "Not insured: the actual loss, at most 5 times the fee"
    assert (not_insured, "For parcels that were not insured; this one was.") in lines
    folded = [sentence for line in said.set_aside for sentence in line.rules]
    assert sorted(folded) == sorted(said.not_applied), "nothing is lost in the folds"
    assert len(said.set_aside) < len(said.not_applied) / 2


def test_rules_for_other_causes_are_one_line_that_names_the_cause_found() -> None:
    i18n.set_language("en")

    said = _said({**_example("CN-V-03"), "cause": "carrier"})

    (line,) = (line for line in said.set_aside if line.rule.startswith("Force majeure"))
    assert line.rule.endswith("Fault of the sender; Fault of the consignee")
    assert line.why == (
        "For a loss by another cause (Force majeure, Nature of the goods, The sender, The consignee); "
        "the cause here: The carrier."
    )


def test_a_long_line_names_six_rules_and_counts_the_rest() -> None:
    i18n.set_language("en")
    speaker = Speaker(_assessed(_example("CN-V-03")), PACKS)
    rules = [
        NotApplied(rule=f"rule-{n}", line="goods", condition="treated_as", wanted=("loss",), found="delay")
        for n in range(8)
    ]

    seven, eight = (set_aside(speaker, rules[:count])[0].rule for count in (7, 8))

    assert seven == "; ".join(f"rule-{n}" for n in range(7)), "counting one would save nothing"
    assert eight == "; ".join(f"rule-{n}" for n in range(6)) + "; and 2 more"


def test_where_the_fee_is_waived_it_is_said_that_the_postage_goes_back() -> None:
    i18n.set_language("en")

    sentences = [step.sentence for step in _said(_example("CN-V-03")).steps]

    assert (
        "Total damage: as for loss, the fee of this service is waived, so the postage goes back: the postage ¥421.00."
        in sentences
    )


def test_an_amount_beside_what_is_missing_is_not_told_as_final() -> None:
    i18n.set_language("en")
    facts = {key: value for key, value in _example("CN-V-03").items() if key != "declared_value"}

    said = _said(facts)

    assert said.payable == ""
    refund = next(step.sentence for step in said.steps if "¥421.00" in step.sentence)
    assert refund == "Not final: Total damage: as for loss, the fee of this service is waived: the postage ¥421.00."
    assert not any(step.sentence.startswith("Not final") for step in _said(_example("CN-V-03")).steps)


def test_missing_facts_are_asked_for_by_name() -> None:
    i18n.set_language("en")
    facts = {key: value for key, value in _example("CN-V-03").items() if key not in {"freight", "insured"}}

    said = _said(facts)

    assert said.payable == ""
    assert said.headline == "Cannot be computed yet. Missing: Insured value bought, Postage."
    assert [need.field for need in said.needs] == ["insured", "freight"]
    assert said.needs[1].sentence == 'Enter "Postage"; without it nothing can be computed.'


def test_a_late_parcel_is_told_day_by_day() -> None:
    i18n.set_language("en")

    said = _said(_example("CN-D-37"))

    assert said.steps[1].sentence == (
        "Promised by 4 Mar 2025; on 6 Mar 2025 it is 2 days late. It counts as late, not as lost."
    )


def test_an_exemption_is_told_with_its_ground() -> None:
    i18n.set_language("en")

    said = _said(_example("CN-D-09"))

    assert said.headline == "No liability for the goods: Force majeure (insured mail excepted). Payable: ¥0.00."


def test_in_chinese_the_titles_are_chinese() -> None:
    i18n.set_language("zh_CN")

    said = _said(_example("CN-V-03"))

    assert said.lines[0].rule == "已保价：按实际损失赔偿，最高不超过声明价值"


def test_an_assessment_whose_pack_is_gone_still_speaks() -> None:
    i18n.set_language("en")

    said = explain(_assessed(_example("CN-V-03")), read_packs([]))

    assert said.lines[0].rule == "generic.insured"
    assert said.headline == "Payable: ¥3,421.00."


def test_a_citation_without_a_mark_is_shown_as_it_is() -> None:
    assert citation_text("合同第3条") == "合同第3条"


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_every_situation_can_be_told_in_every_language(language: str) -> None:
    i18n.set_language(language)
    for facts in _all_facts():
        result = _assessed(facts)
        said = explain(result, PACKS)

        texts = [step.sentence for step in said.steps]
        texts += [text.sentence for text in (*said.needs, *said.problems, *said.warnings)]
        texts += [part for line in said.set_aside for part in (line.rule, line.why)]
        texts += [*said.not_applied, said.headline, *(reading.sentence for reading in said.readings)]
        assert len(said.steps) == len(result.steps)
        assert all(text and "{" not in text for text in texts)
        named = [
            reading.reading for reading in said.readings if not reading.reading.startswith(("optional-", "beside-"))
        ]
        assert set(named) <= set(rule_words.READINGS)


def test_every_fact_and_every_value_of_it_has_a_name() -> None:
    assert set(claim.FIELD_LABELS) == set(FIELDS)
    for key, choices in CHOICES.items():
        assert set(choices) <= set(claim.CHOICE_LABELS[key])
    conditions_with_names = set(claim.FIELD_LABELS) | set(rule_words.CONDITION_LABELS) | {"known", "unknown"}
    assert set(conditions.CONDITIONS) <= conditions_with_names


def _codes(*modules: ModuleType) -> set[str]:
    """Find the codes a module can give, so that none is left without a sentence."""
    found: set[str] = set()
    for module in modules:
        assert module.__file__
        text = Path(module.__file__).read_text(encoding="utf-8")
        found |= set(re.findall(r'Problem\(\s*(?:f?"[^"]*"|[\w.]+),\s*"([a-z0-9-]+)"', text))
        found |= set(re.findall(r'_Wrong\("([a-z0-9-]+)"', text))
        found |= set(re.findall(r'"(ratio-above-1|out-of-range)"', text))
    return found


def test_every_problem_and_warning_has_a_sentence() -> None:
    said = set(claim_problems._PROBLEMS) | set(claim_problems._WARNINGS)

    assert _codes(check_claim, read_facts, assess_module, packs, reader, periods) <= said


def test_every_problem_of_a_rule_file_has_a_sentence() -> None:
    assert _codes(check_rules) <= set(rule_files._SENTENCES)


def test_a_problem_nobody_foresaw_is_still_told() -> None:
    i18n.set_language("en")

    assert claim_problems.problem_text(Problem("freight", "odd")).sentence == (
        '"Postage" cannot be right. Please check it.'
    )


def test_an_assessment_read_back_from_storage_speaks_the_same() -> None:
    result = _assessed(_example("CN-V-03"))

    assert explain(msgspec.json.decode(msgspec.json.encode(result), type=type(result)), PACKS) == explain(result, PACKS)
