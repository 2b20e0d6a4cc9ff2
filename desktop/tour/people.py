"""The made-up people, branch and parcel of the tour: the facts of example CN-V-03 of the public claim examples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desktop.domain.intake import ComplaintType


class TourClock:
    """The computer's clock, set back for as long as the week before lasts.

    Attributes:
        back: how far the tour is behind the real time.
    """

    def __init__(self) -> None:
        self.back = timedelta()

    def now(self) -> datetime:
        """Return the moment of the tour in UTC."""
        return datetime.now(UTC) - self.back


class Worker(NamedTuple):
    """Somebody who works at the branch of the tour."""

    code: str
    name: str
    password: str


MANAGER = Worker("01", "王芳", "tour-manager-2026")
CLERK = Worker("02", "李明", "tour-clerk-2026")

#: Two rare characters: 𬭊 (beyond the basic plane, U+2CB4A) and 䶮.
CUSTOMER = "𬭊䶮"
CUSTOMER_PHONE = "13900005678"
WAYBILL = "300527476792"
#: Where the money goes, by field of the agreement's form.
PAID_TO = {"payee": CUSTOMER, "account": "6222 0000 0000 0000 123", "bank": "江南银行青石路支行"}

BRANCH = {
    "name": "江南市青石路快递网点",
    "address": "江南市青石路 8 号",
    "phone": "025-80001234",
    "licence": "苏邮备 2026-0001",
    "head_office_phone": "400-000-1234",
}
BRAND = "青石快递"

#: What a vase that cost 9,500 and was insured for 3,000 pays with 421 of freight.
PAYABLE = "¥3,421.00"
PAYABLE_IN_WORDS = "人民币叁仟肆佰贰拾壹元整"


#: What somebody asks at the counter, under the terms of SF with 20 of freight and 15 paid for the cover.
QUOTED_FACTS = {
    "declared_value": "3000",
    "actual_value": "5000",
    "share_lost": "50",
    "freight": "20",
    "premium": "15",
}
#: Half of 5,000 in the proportion of 3,000 to 5,000; without proof 7 x 20, and the 15 back.
QUOTED = {"first_amount": "¥1,500.00", "second_amount": "¥155.00"}


class Complaint(NamedTuple):
    """A further complaint, so that the desk has more than one thing to do."""

    waybill: str
    type: ComplaintType
    customer: str
    phone: str
    words: str


MORE_COMPLAINTS = (
    Complaint("YT8962646785389", ComplaintType.LOSS, "周小满", "13700001111", "显示签收了，可我和家里人都没收到。"),
    Complaint(
        "JT5261988016578", ComplaintType.ATTITUDE, "何田田", "13600002222", "打电话问件，对方说话很冲，直接挂断。"
    ),
)

#: A week before: one courier of whom three customers complain, the first of them answered on the spot.
COURIER = "赵强"
RUDE = Complaint(
    "YT8962646785405", ComplaintType.ATTITUDE, "马兰", "13500003331", "快递员送货时嫌我下楼慢，冲我嚷嚷，还摔门。"
)
COURIER_COMPLAINTS = (
    Complaint(
        "YT8962646785413", ComplaintType.ATTITUDE, "孙静", "13500003332", "让他放门口，他回一句爱要不要，转身就走。"
    ),
    Complaint(
        "YT8962646785421", ComplaintType.ATTITUDE, "吴海", "13500003333", "约好上午送，问他几点到，他在电话里骂人。"
    ),
)
LOST = Complaint(
    "YT8962646785439", ComplaintType.LOSS, "林若溪", "13500003334", "三月二号寄出，查了几次都说在途，到现在人影都没有。"
)
