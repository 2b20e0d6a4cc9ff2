"""Whether a proof of value that is named is to be seen in the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.claim import ValueProof, write_facts
from desktop.domain.evidence import Unshown, proof_named
from desktop.domain.intake import Intake
from desktop.needed_evidence import unshown_in
from tests.factories import a_finding, an_assessment, an_intake, example_facts

if TYPE_CHECKING:
    from tests.factories import Staffed

FILE = e.EvidenceAdded(name="fapiao.pdf", media_type="application/pdf", sha256="0" * 64, stored_as="0", size=9)


@pytest.mark.parametrize("proof", [ValueProof.INVOICE, ValueProof.ORDER, ValueProof.APPRAISAL])
def test_a_proof_without_any_file_is_not_to_be_seen(staffed: Staffed, proof: ValueProof) -> None:
    case = staffed.registered()
    assert unshown_in(case, proof) is Unshown.NO_FILE

    staffed.write("clerk", case.case_id, FILE)

    assert unshown_in(staffed.office.case(case.case_id), proof) is None


@pytest.mark.parametrize("proof", [None, "", ValueProof.NONE])
def test_where_no_proof_is_named_none_is_missed(staffed: Staffed, proof: str | None) -> None:
    assert unshown_in(staffed.registered(), proof) is None


@pytest.mark.parametrize("missing", ["价值证明", "label, proof of value"])
def test_a_proof_the_finding_misses_is_not_to_be_seen_whatever_files_there_are(staffed: Staffed, missing: str) -> None:
    """The names are those the finding offers, in the language of whoever recorded it."""
    case = staffed.registered()
    point = e.Allegation(about="damage", stands="yes", missing=missing)
    staffed.write("clerk", case.case_id, FILE, a_finding(allegations=(point,)))

    assert unshown_in(staffed.office.case(case.case_id), "invoice") is Unshown.SAID_MISSING


def test_the_recorded_facts_go_before_the_registration(staffed: Staffed) -> None:
    case = staffed.registered(value_proof=ValueProof.NONE)
    assert proof_named(case) == "none"
    facts = write_facts(example_facts(value_proof=ValueProof.ORDER))
    recorded = msgspec.structs.replace(an_assessment(case), facts=msgspec.Raw(facts))

    staffed.write("clerk", case.case_id, recorded)

    assert proof_named(staffed.office.case(case.case_id)) == "order"


@pytest.mark.parametrize("code", ["", *ValueProof])
def test_every_answer_of_an_intake_reads_back_and_no_other_does(code: str) -> None:
    written = msgspec.json.encode(an_intake(value_proof=code))
    assert msgspec.json.decode(written, type=Intake) == an_intake(value_proof=code)

    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(
            written.replace(f'"value_proof":"{code}"'.encode(), b'"value_proof":"hearsay"'), type=Intake
        )
