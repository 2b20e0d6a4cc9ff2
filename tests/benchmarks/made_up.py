"""Made-up facts of claims, the same ones every time: ``python -m tests.benchmarks.made_up 10000 > facts.json``."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from desktop.domain.claim import Cause, Event, Scope, ValueProof

if TYPE_CHECKING:
    from desktop.domain.packs import PackLibrary

SEED = 20261121
FIRST_DAY = date(2026, 9, 1)


def mixed(count: int, packs: PackLibrary) -> list[dict[str, Any]]:
    """Return claims under all terms of the library, some of them incomplete, few contradictory."""
    random = Random(SEED)  # noqa: S311 - the same claims every time are wanted
    return [_any_claim(random, packs) for _ in range(count)]


def _any_claim(random: Random, packs: PackLibrary) -> dict[str, Any]:
    terms = random.choice(packs.terms())
    product = random.choice(packs.products(terms) or (None,))
    claim = {
        **_posted(random, terms),
        "event": random.choice(list(Event)).value,
        "scope": random.choice(product.scope if product and product.scope else tuple(Scope)),
        "account": random.choice(["monthly", "walk-in"]),
        "value_proof": random.choice(list(ValueProof)).value,
        "province": random.choice(["CN-ZJ", "CN-JS", "CN-SH"]),
        "consumer": random.choice([True, False]),
        "weight_kg": f"{random.randint(1, 300) / 10}",
    }
    if claim["insured"]:
        claim["premium"] = _yuan(random, 50)
    if product:
        claim["product"] = product.id
    claim["promised_by"] = (date.fromisoformat(claim["accepted_on"]) + timedelta(days=3)).isoformat()
    claim["as_of"] = claim["claimed_on"]
    claim["weight_affected_kg"] = claim["weight_kg"]
    if claim["event"] in ("partial-damage", "shortage"):
        claim["loss_ratio"] = f"{random.randint(1, 99) / 100}"
    _add_what_is_rare(claim, random)
    for key in random.sample(sorted(claim), random.choice([0, 0, 1, 3])):
        if key != "event":
            del claim[key]
    return claim


def _add_what_is_rare(claim: dict[str, Any], random: Random) -> None:
    claim["rates"] = [{"currency": "XDR", "rate": "9.61", "on": claim["claimed_on"]}]
    if random.random() < 0.2:
        claim["cause"] = random.choice(list(Cause)).value
    if random.random() < 0.1:
        claim["cap_status"] = random.choice(["void", "not-incorporated"])
    if random.random() < 0.1:
        claim["sender_fault_share"] = f"{random.randint(1, 9) / 10}"
    if random.random() < 0.2:
        claim["direct_costs"] = [{"what": "检测费", "amount": _yuan(random, 100)}]
    if random.random() < 0.2:
        claim |= {"salvage_value": "1.00", "salvage_kept_by": random.choice(["claimant", "carrier"])}


def plain(count: int) -> list[dict[str, Any]]:
    """Return complete claims under the plain express agreement, which other programs can work out as well."""
    random = Random(SEED)  # noqa: S311 - as above
    claims = []
    for _ in range(count):
        claim = _posted(random, "generic")
        claim["event"] = random.choice(["loss", "total-damage", "partial-damage"])
        claim["value_proof"] = "invoice"
        claim["cause"] = random.choice(["carrier", "unknown", "force-majeure", "nature-of-goods", "consignee"])
        if claim["event"] == "partial-damage":
            claim["loss_ratio"] = f"{random.randint(1, 99) / 100}"
        claims.append(claim)
    return claims


def _posted(random: Random, terms: str) -> dict[str, Any]:
    """Say what is known of nearly every parcel."""
    posted = FIRST_DAY + timedelta(days=random.randint(0, 60))
    insured = random.choice([True, False])
    claim: dict[str, Any] = {
        "terms": terms,
        "accepted_on": posted.isoformat(),
        "claimed_on": (posted + timedelta(days=random.randint(1, 400))).isoformat(),
        "insured": insured,
        "actual_value": _yuan(random, 9000),
        "freight": _yuan(random, 60),
    }
    if insured:
        claim["declared_value"] = _yuan(random, 9000)
    return claim


def _yuan(random: Random, most: int) -> str:
    return f"{random.randint(100, most * 100) / 100:.2f}"


if __name__ == "__main__":
    from desktop.rulepacks import load_packs

    json.dump(mixed(int(sys.argv[1]), load_packs()), sys.stdout, ensure_ascii=False)
