"""A rule pack of a few lines, for tests that change one thing about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop import paths
from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event
from desktop.rulepacks import Source, read_packs

if TYPE_CHECKING:
    from desktop.domain.assessment import Assessment
    from desktop.domain.packs import PackLibrary
    from desktop.domain.workdays import Calendar


def head(name: str = "trial", *, zh: str = "试用", en: str = "Trial", kind: str = "carrier", more: str = "") -> str:
    """Return a rule file as far as its rules: what it is, and one clause to cite, called ``terms``."""
    return f"""\
id = "{name}"
kind = "{kind}"
version = "1"
title = {{ zh_CN = "{zh}", en = "{en}" }}
issuer = "明赔"
jurisdiction = "CN"
in_force_from = 2026-01-01
chosen_by = "accepted_on"
{more}
[[citation]]
id = "terms"
instrument = "试用条款"
version = "1"
article = "第1条"
mark = "unverified"

"""


PACK = (
    head()
    + """\
[[rule]]
id = "trial.goods"
line = "goods"
method = "capped"
caps = [{ amount = "100" }]
cite = ["terms"]
title = { zh_CN = "限额", en = "Limit" }
"""
)

METHOD = 'method = "capped"\ncaps = [{ amount = "100" }]'


def sources(*texts: str) -> list[Source]:
    """Return texts as rule files named by their place."""
    return [Source(f"{number}.toml", text.encode()) for number, text in enumerate(texts)]


def packs_with(*texts: str) -> PackLibrary:
    """Return the packs the program comes with, and the rule files given."""
    own = [Source(path.name, path.read_bytes()) for path in sorted(paths.resource("rules").glob("*.toml"))]
    return read_packs([*own, *sources(*texts)])


def paid(*texts: str, calendar: Calendar | None = None, **facts: Any) -> Assessment:  # noqa: ANN401 - any fact
    """Assess a parcel worth 1,000 and lost, posted on 2 March 2026, under the rule files given."""
    plain = {
        "event": Event.LOSS,
        "terms": "trial",
        "accepted_on": date(2026, 3, 2),
        "claimed_on": date(2026, 3, 20),
        "actual_value": Decimal(1000),
        "insured": False,
    }
    return assess(ClaimFacts(**{**plain, **facts}), read_packs(sources(*texts), calendar))


def rule(method: str, *, line: str = "goods", name: str = "", more: str = "") -> str:
    """Return one more rule of the pack."""
    return f"""
[[rule]]
id = "trial.{name or line}"
line = "{line}"
{more}
method = "{method}"
cite = ["terms"]
title = {{ zh_CN = "规则", en = "Rule" }}
"""


def agreement(overlays: str) -> str:
    """Return a customer's own agreement over the terms named: at most 500 for a broken parcel that was not insured."""
    more = f'overlays = ["{overlays}"]'
    return (
        head("meihua", zh="梅花陶瓷协议", en="Meihua Ceramics agreement", kind="agreement", more=more)
        + """\
[[rule]]
id = "meihua.uninsured"
line = "goods"
when = { insured = false, treated_as = "damage" }
method = "capped"
caps = [{ amount = "500" }]
cite = ["terms"]
title = { zh_CN = "未保价：最高500元", en = "Not insured: at most 500" }
"""
    )
