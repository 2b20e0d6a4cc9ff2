"""A made-up carrier to quote for: two products, a table of premiums, and sums that can be worked out in the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import paths
from desktop.rulepacks import Source, read_packs

if TYPE_CHECKING:
    from desktop.domain.packs import PackLibrary

#: Not proven or not insured: three times the fee. Premium: 2 up to 1,000, above it half a percent.
TRIAL = """\
id = "trial"
kind = "carrier"
version = "1"
title = { zh_CN = "试用速运", en = "Trial Express" }
issuer = "明赔"
jurisdiction = "CN"
in_force_from = 2026-01-01
chosen_by = "accepted_on"

[[citation]]
id = "clause"
instrument = "试用条款"
version = "1"
article = "第1条"
mark = "unverified"

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
cite = ["clause"]
title = { zh_CN = "按实际损失赔偿", en = "The actual loss" }

[[rule]]
id = "trial.ratio"
line = "goods"
when = { product = "ratio", insured = true, proof = true }
method = "proportional"
cite = ["clause"]
title = { zh_CN = "按比例赔偿", en = "In proportion" }

[[rule]]
id = "trial.full"
line = "goods"
when = { product = "full", insured = true, proof = true }
method = "first-loss"
cite = ["clause"]
title = { zh_CN = "保额内足额赔偿", en = "In full up to the declared value" }

[[rule]]
id = "trial.limit"
line = "goods"
method = "capped"
caps = [{ freight_multiple = "3" }]
cite = ["clause"]
title = { zh_CN = "最高运费3倍", en = "At most three times the fee" }

[[rule]]
id = "trial.premium"
line = "premium-refund"
when = { insured = true, proof = false, cap = "applies" }
method = "premium"
cite = ["clause"]
title = { zh_CN = "退还保价费", en = "The premium goes back" }

[[cap_lifted]]
by = "void"
reading = "cap-void"
cite = ["clause"]
title = { zh_CN = "限额无效", en = "The limit is void" }

[[premium]]
id = "trial.cover"
title = { zh_CN = "保价费", en = "Cover" }
cite = ["clause"]
bands = [{ up_to = "1000", fee = "2" }, { rate = "0.005" }]
largest = "20000"
"""


def trial_packs() -> PackLibrary:
    """Return the packs the program comes with and the trial carrier's."""
    own = [Source(path.name, path.read_bytes()) for path in sorted(paths.resource("rules").glob("*.toml"))]
    return read_packs([*own, Source("trial.toml", TRIAL.encode())])
