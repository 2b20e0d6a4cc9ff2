"""A made-up carrier to quote for: two products, a table of premiums, and sums that can be worked out in the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.small import head, packs_with

if TYPE_CHECKING:
    from desktop.domain.packs import PackLibrary

#: Not proven or not insured: three times the fee. Premium: 2 up to 1,000, above it half a percent.
TRIAL = (
    head(zh="试用速运", en="Trial Express")
    + """\
[[product]]
id = "ratio"
title = { zh_CN = "普通保价", en = "Standard cover" }

[[product]]
id = "full"
title = { zh_CN = "全额保", en = "Full cover" }

[[rule]]
id = "trial.lifted"
line = "goods"
when = { cap = "lifted" }
method = "actual-loss"
cite = ["terms"]
title = { zh_CN = "按实际损失赔偿", en = "The actual loss" }

[[rule]]
id = "trial.ratio"
line = "goods"
when = { product = "ratio", insured = true, proof = true }
method = "proportional"
cite = ["terms"]
title = { zh_CN = "按比例赔偿", en = "In proportion" }

[[rule]]
id = "trial.full"
line = "goods"
when = { product = "full", insured = true, proof = true }
method = "first-loss"
cite = ["terms"]
title = { zh_CN = "保额内足额赔偿", en = "In full up to the declared value" }

[[rule]]
id = "trial.limit"
line = "goods"
method = "capped"
caps = [{ freight_multiple = "3" }]
cite = ["terms"]
title = { zh_CN = "最高运费3倍", en = "At most three times the fee" }

[[rule]]
id = "trial.premium"
line = "premium-refund"
when = { insured = true, proof = false, cap = "applies" }
method = "premium"
cite = ["terms"]
title = { zh_CN = "退还保价费", en = "The premium goes back" }

[[cap_lifted]]
by = "void"
reading = "cap-void"
cite = ["terms"]
title = { zh_CN = "限额无效", en = "The limit is void" }

[[premium]]
id = "trial.cover"
title = { zh_CN = "保价费", en = "Cover" }
cite = ["terms"]
bands = [{ up_to = "1000", fee = "2" }, { rate = "0.005" }]
largest = "20000"
"""
)

#: A customer of the trial carrier pays 1 up to 1,000, above it 0.3 %, and may insure up to 50,000.
ACME = (
    head("acme", zh="试用协议", en="Acme agreement", kind="agreement", more='overlays = ["trial"]').replace(
        'id = "terms"', 'id = "acme-clause"'
    )
    + """\
[[premium]]
id = "acme.cover"
title = { zh_CN = "协议保价费", en = "Agreed cover" }
cite = ["acme-clause"]
bands = [{ up_to = "1000", fee = "1" }, { rate = "0.003" }]
largest = "50000"
"""
)
#: The same carrier with a price for one product only, which the agreement comes before all the same.
TRIAL_BY_PRODUCT = TRIAL.replace('id = "trial.cover"', 'id = "ratio"\nproduct = "ratio"')


def trial_packs() -> PackLibrary:
    """Return the packs the program comes with and the trial carrier's."""
    return packs_with(TRIAL)
