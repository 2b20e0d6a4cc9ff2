"""The plain express agreement in OpenFisca, run by ``compare`` in an environment of its own; prints JSON.

Reads a list of claims from standard input. ``one_by_one`` is a desk: one claim comes in, one amount goes out.
``all_at_once`` is what OpenFisca was made for: one array per fact for the whole population.
"""

# The packages of this file are in no environment of ours, so its types cannot be checked.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202

from __future__ import annotations

import json
import sys
import time
from datetime import date

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

RUNS = 3
DAY = "2026-11-21"
PARCEL = build_entity(key="parcel", plural="parcels", label="A parcel", is_person=True)
MONEY = ("actual_value", "freight", "declared_value", "loss_ratio")
TEXTS = ("event", "cause")
DATES = ("accepted_on", "claimed_on")
#: Those with a fixed date in the year in which the made-up claims become too late.
HOLIDAYS = ["2027-10-01", "2027-10-02", "2027-10-03"]


def _payable(parcel, period, parameters):
    """Work out what is due; the same rules as ``by_hand.payable``."""
    insured, event, cause = parcel("insured", period), parcel("event", period), parcel("cause", period)
    actual, freight = parcel("actual_value", period), parcel("freight", period)
    part = event == "partial-damage"
    loss = numpy.where(part, actual * parcel("loss_ratio", period), actual)
    multiple = parameters(period).freight_multiple
    ceiling = numpy.where(insured, parcel("declared_value", period), multiple * freight)
    due = numpy.minimum(loss, ceiling) + numpy.where(part, 0, freight)
    by_force = (cause == "force-majeure") & ~insured
    exempt = by_force | (cause == "nature-of-goods") | (cause == "consignee")
    due = numpy.where(exempt, numpy.where(by_force & ~part, freight, 0), due)
    year_later = (parcel("accepted_on", period) + numpy.timedelta64(365, "D")).astype("datetime64[D]")
    last = numpy.busday_offset(year_later, 0, roll="forward", holidays=HOLIDAYS)
    late = parcel("claimed_on", period) > last
    return numpy.where(late, 0, due)


def _system():
    system = TaxBenefitSystem([PARCEL])
    kinds = dict.fromkeys(MONEY, float) | dict.fromkeys(TEXTS, str) | {"insured": bool, "payable": float}
    for name, kind in (kinds | dict.fromkeys(DATES, date)).items():
        parts = {"value_type": kind, "entity": PARCEL, "definition_period": DateUnit.DAY, "label": name}
        system.add_variable(type(name, (Variable,), parts | ({"formula": _payable} if name == "payable" else {})))
    system.parameters = ParameterNode(
        "", data={"freight_multiple": {"description": "of the fee", "values": {"2021-01-01": {"value": 5}}}}
    )
    return system


def _known(claim):
    return {key: claim[key] for key in (*MONEY, *TEXTS, *DATES, "insured") if key in claim}


def one_by_one(system, texts):
    """Read and work out each claim on its own."""
    amounts = []
    for text in texts:
        facts = {key: {DAY: value} for key, value in _known(json.loads(text)).items()}
        simulation = SimulationBuilder().build_from_entities(system, {"parcels": {"one": facts}})
        amounts.append(float(simulation.calculate("payable", DAY)[0]))
    return amounts


def all_at_once(system, texts):
    """Read all claims, then work them out in one simulation."""
    claims = [_known(json.loads(text)) for text in texts]
    simulation = SimulationBuilder().build_default_simulation(system, len(claims))
    for key in MONEY:
        simulation.set_input(key, DAY, numpy.array([float(claim.get(key, 0)) for claim in claims]))
    for key in TEXTS:
        simulation.set_input(key, DAY, numpy.array([claim[key] for claim in claims], dtype=object))
    for key in DATES:
        simulation.set_input(key, DAY, numpy.array([claim[key] for claim in claims], dtype="datetime64[D]"))
    simulation.set_input("insured", DAY, numpy.array([claim["insured"] for claim in claims]))
    return [float(amount) for amount in simulation.calculate("payable", DAY)]


def _timed(work, system, texts):
    seconds = []
    for _run in range(RUNS):
        start = time.perf_counter()
        amounts = work(system, texts)
        seconds.append(time.perf_counter() - start)
    return {"amounts": amounts, "seconds": min(seconds)}


if __name__ == "__main__":
    claims = [json.dumps(claim) for claim in json.load(sys.stdin)]
    whole = _system()
    json.dump({work.__name__: _timed(work, whole, claims) for work in (one_by_one, all_at_once)}, sys.stdout)
