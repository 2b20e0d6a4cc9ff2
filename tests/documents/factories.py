"""Made-up facts for the papers: valid as they are; a test says only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from desktop.documents.agreement import AgreedLine, AgreementFacts, build_agreement
from desktop.documents.apology import ApologyFacts, build_apology
from desktop.documents.calculation import (
    AdjustmentFacts,
    CalculationFacts,
    CaseFacts,
    CitationFacts,
    LineFacts,
    NotAppliedFacts,
    PackFacts,
    ReadingFacts,
    StepFacts,
    UsedFacts,
    build_calculation,
)
from desktop.documents.facts import Issue, Mark, OfficeFacts
from desktop.documents.history import EntryFacts, HistoryFacts, LogFacts, build_history
from desktop.documents.notice import NoticeFacts, build_notice
from desktop.documents.receipt import MaterialFacts, ReceiptFacts, build_receipt
from desktop.documents.recovery_sheet import RecoveryFacts, build_recovery_sheet
from desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

OFFICE = OfficeFacts(
    name="杭州西湖文三路速达快递服务有限公司",
    brand="迅达快递",
    address="杭州市西湖区文三路 999 号 1 层",
    phone="0571-5550 0199",
    licence="浙邮许可〔2021〕00099 号",
)


def yuan(text: str) -> Money:
    return Money(Decimal(text))


def an_issue(number: str, **changes: object) -> Issue:
    issue = Issue(
        office=OFFICE,
        number=number,
        issued_at=datetime(2026, 3, 2, 8, 40, tzinfo=UTC),
        issued_by="王芳",
        case_number="HZ01-20260302-007",
        waybill="SF1385620000012",
        qr=f"MP1|{number}|3421.00|20260302|kx7Qm2Vd9Lr4Tn8Bw3Yc6Hs1Zf5Gp0Ja",
    )
    return replace(issue, **cast("Any", changes))


def a_receipt(**changes: object) -> ReceiptFacts:
    receipt = ReceiptFacts(
        issue=an_issue("HZ01-HZ-260302-007"),
        received_at=datetime(2026, 3, 2, 8, 40, tzinfo=UTC),
        received_by="王芳",
        channel="来店",
        customer="𬭊先生",
        complaint_type="损毁（茶具碎裂）",
        request="要求按保价金额赔偿茶具损失并退还运费。",
        materials=(
            MaterialFacts(name="外包装照片", form="打印件", count=3),
            MaterialFacts(name="购买发票", form="复印件，原件已核对", count=1),
            MaterialFacts(name="碎裂茶具", form="实物，客户带回", count=3),
        ),
        still_needed=("内包装及填充物照片", "收款账户（户名须为本人）"),
        supply_by=date(2026, 3, 6),
        first_reply_by=datetime(2026, 3, 2, 9, 10, tzinfo=UTC),
        settle_by=datetime(2026, 3, 5, 10, 0, tzinfo=UTC),
        statutory_by=date(2026, 3, 9),
        enquiry_phone="0571-5550 0199",
    )
    return replace(receipt, **cast("Any", changes))


def a_calculation(**changes: object) -> CalculationFacts:
    express = CitationFacts(text="《快递暂行条例》（2025 修订）第二十八条", trust="secondary")
    civil = CitationFacts(text="《民法典》第八百三十三条", trust="verified")
    terms = CitationFacts(text="《迅达快递服务协议》保价条款第 4 款", trust="unverified")
    calculation = CalculationFacts(
        issue=an_issue("HZ01-JS-260303-002"),
        event="部分损毁",
        terms="迅达快递 · 标准保价",
        calculated_at=datetime(2026, 3, 3, 2, 15, tzinfo=UTC),
        payable=yuan("3421.00"),
        amount_in_words="人民币叁仟肆佰贰拾壹元整",
        lines=(
            LineFacts(
                what="物品损失",
                formula="实际损失 ¥6,000.00 × 保价金额 ¥5,000.00 ÷ 实际价值 ¥10,000.00",
                amount=yuan("3000.00"),
            ),
            LineFacts(what="退还运费", formula="运费 ¥421.00", amount=yuan("421.00")),
        ),
        steps=(
            StepFacts(text="快件已保价，赔偿按约定的保价规则计算，不适用未保价的限额。", citations=(express, terms)),
            StepFacts(
                text="物品全部价值 10,000.00 元，保价金额 5,000.00 元，属于不足额保价；该产品按比例赔付："
                "实际损失 6,000.00 元 × 5,000.00 ÷ 10,000.00 = 3,000.00 元。",
                citations=(terms,),
            ),
            StepFacts(
                text="实际损失按交付地市场价格扣除残值后确定：6,400.00 − 400.00 = 6,000.00 元。", citations=(civil,)
            ),
            StepFacts(text="本次服务费用退还：421.00 元，不含保价费。", citations=(terms,)),
        ),
        not_applied=(
            NotAppliedFacts(rule="未保价按运费 7 倍赔偿", why="快件已保价。"),
            NotAppliedFacts(rule="邮政法第四十七条三倍资费限额", why="只适用于邮政普遍服务，本件为快递。"),
            NotAppliedFacts(rule="不可抗力免责", why="已查明为承运环节挤压所致。"),
        ),
        readings=(
            ReadingFacts(
                cases=(
                    CaseFacts(
                        name="限额条款未订入合同",
                        when="如网点不能证明已提示保价条款，按实际损失赔偿",
                        citations=(civil,),
                    ),
                    CaseFacts(name="限额条款无效", when="如法院认定限额条款无效"),
                ),
                amount=yuan("6421.00"),
            ),
            ReadingFacts(
                cases=(CaseFacts(name="第一损失法", when="如按保价金额内的实际损失足额赔付"),), amount=yuan("5421.00")
            ),
        ),
        used=(
            UsedFacts(name="保价金额", value="5,000.00 元", source="运单"),
            UsedFacts(name="物品全部价值", value="10,000.00 元", source="购买发票"),
            UsedFacts(name="损失金额", value="6,000.00 元（扣残值 400.00 元）", source="维修报价、现场查验"),
            UsedFacts(name="运费", value="421.00 元", source="运单"),
            UsedFacts(name="原因", value="承运环节", source="核实记录"),
        ),
        warnings=("保价条款未与总部现行文本核对，付款前请确认。",),
        pack=PackFacts(
            title="迅达快递 · 标准保价", version="3", short_hash="9f3a61c2e07b", chosen_for=date(2026, 2, 26)
        ),
        prepared=Mark(name="王芳", at=datetime(2026, 3, 3, 2, 15, tzinfo=UTC)),
        reviewed=Mark(name="李建国", at=datetime(2026, 3, 3, 3, 5, tzinfo=UTC)),
        approved=Mark(name="赵敏", at=datetime(2026, 3, 3, 6, 30, tzinfo=UTC)),
    )
    return replace(calculation, **cast("Any", changes))


def an_adjustment() -> AdjustmentFacts:
    return AdjustmentFacts(
        proposed=yuan("3600.00"),
        amount_in_words="人民币叁仟陆佰元整",
        reason="客户往返三次，网点另补偿 179.00 元，列为关怀补偿，不作为责任认定。",
    )


def an_agreement(**changes: object) -> AgreementFacts:
    agreement = AgreementFacts(
        issue=an_issue("HZ01-XY-260304-001"),
        claimant_name="𬭊䶮",
        claimant_phone="138 0000 0000",
        claimant_standing="寄件人",
        identity_kind="居民身份证",
        identity_number="尾号 0012",
        claimant_address="杭州市余杭区文一西路 888 号 6 幢 2 单元 1801 室",
        posted_on=date(2026, 2, 26),
        contents="紫砂茶具一套（6 件）",
        route="杭州市西湖区至成都市武侯区",
        damage="派送时外包装一侧明显挤压变形，当面开箱查验，茶壶一把、茶杯两只碎裂，其余三件完好。",
        responsibility="损坏发生在承运环节，由甲方承担赔偿责任；乙方包装符合寄递要求。",
        lines=(
            AgreedLine(what="物品损失（茶壶一把、茶杯两只）", amount=yuan("3000.00")),
            AgreedLine(what="退还运费", amount=yuan("421.00")),
        ),
        total=yuan("3421.00"),
        amount_in_words="人民币叁仟肆佰贰拾壹元整",
        basis="按双方约定的保价规则计算，详见赔偿计算单 HZ01-JS-260303-002。",
        payment_method="银行转账",
        payee="𬭊䶮",
        account="6222 0000 0000 0000 123",
        bank="中国工商银行杭州文三支行",
        salvage="碎裂的茶壶、茶杯归甲方；其余完好的三件归乙方。",
        check_code="KX7Q-M2VD",
    )
    return replace(agreement, **cast("Any", changes))


def an_apology(**changes: object) -> ApologyFacts:
    apology = ApologyFacts(
        issue=an_issue("HZ01-ZQ-260304-001"),
        customer_name="𬭊䶮",
        salutation="mr",
        kind="damage",
        complained_on=date(2026, 3, 2),
        happened="您的快件于2026年3月1日在分拨中心装车时受到挤压，外包装一侧变形，内装茶壶一把、茶杯两只碎裂。"
        "派送前我们没有发现包装异常，未能及时与您联系。",
        effect="您告诉我们，这套茶具原本是送给父亲的生日礼物。",
        outcome="我们按保价约定向您赔偿物品损失并退还全部运费，共计 ¥3,421.00（人民币叁仟肆佰贰拾壹元整）。"
        "碎裂物品由我们取回处理。",
        pay_by=date(2026, 3, 11),
        improvements=(
            "易碎件单独装笼，装车时不得叠压，由班组长逐车检查。",
            "派送前检查外包装，发现变形先联系客户，再决定是否派送。",
            "已对当班人员进行培训，并按内部规定处理。",
        ),
        contact_name="李建国",
        contact_phone="0571-5550 0199",
        contact_hours="每天 9:00 至 18:00",
        head_office="客服电话 400-555-0100",
        signer="赵敏",
    )
    return replace(apology, **cast("Any", changes))


def a_recovery_sheet(**changes: object) -> RecoveryFacts:
    sheet = RecoveryFacts(
        issue=an_issue("HZ01-HF-260302-001", case_number="", waybill="", qr="7K2M9QXRT4VB8NHD3WYC6FJP02ZE5GAS"),
        code="7K2M-9QXR-T4VB-8NHD-3WYC-6FJP-02ZE-5GAS",
    )
    return replace(sheet, **cast("Any", changes))


def a_notice(**changes: object) -> NoticeFacts:
    notice = NoticeFacts(
        issue=an_issue("ZRHZ01-20260302-007-1", waybill="SF13*******0012", qr="MP1|ZRHZ01|-|20260302|kx7Qm2Vd9Lr4Tn8B"),
        complaint_type="损毁",
        party="派送环节",
        name="张三",
        percent=70,
        found="派送时外箱受压，茶壶一把、茶杯两只碎裂；寄件包装偏薄。",
        cause="装车时重货压轻货。",
        loss=yuan("3421.00"),
        penalty=yuan("1000.00"),
        penalty_in_words="人民币壹仟元整",
        basis="本事项使网点损失 ¥3,421.00，按责任比例 70% 计为 ¥2,394.70。从轻承担 ¥1,000.00。",
        reason="未按要求检查外包装后再派送。",
        object_until=date(2026, 3, 5),
        phone="0571-5550 0199",
        given=Mark(name="赵敏", at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC)),
        objection="交接时外箱已有压痕，有照片。",
        answer="照片属实，由两千余元减为一千元。",
    )
    return replace(notice, **cast("Any", changes))


def a_history(**changes: object) -> HistoryFacts:
    def line(number: int, day: int, who: str, what: str, stale: str = "") -> EntryFacts:
        return EntryFacts(number=number, at=datetime(2026, 3, day, 2, 15, tzinfo=UTC), who=who, what=what, stale=stale)

    history = HistoryFacts(
        issue=an_issue("LSHZ01-20260302-007-1", waybill="SF13*******0012", qr="MP1|LSHZ01|-|20260302|kx7Qm2Vd9Lr4Tn8B"),
        status="已批准",
        complaint_type="损毁",
        customer="𬭊*",
        phone="138******00",
        entries=(
            line(1, 2, "王芳", "受理，编号 HZ01-20260302-007"),
            line(2, 2, "王芳", "转分拣（赵敏）：查看录像。看 3 月 1 日晚班监控。"),
            line(3, 3, "李建国", "批准：同意。", "此人无权这样做。"),
            line(4, 3, "赵敏", "批准：核对无误。"),
        ),
        logs=(
            LogFacts(device="3f2a9c1e0b7d4e65", entries=1204, head="9f3a61c2" * 8),
            LogFacts(device="b81d0a77c4f25930", entries=88, head="04d7be51" * 8),
        ),
    )
    return replace(history, **cast("Any", changes))


#: Every paper: name, made-up facts, builder.
PAPERS: dict[str, tuple[Callable[..., Any], Callable[..., bytes]]] = {
    "receipt": (a_receipt, build_receipt),
    "calculation": (a_calculation, build_calculation),
    "agreement": (an_agreement, build_agreement),
    "apology": (an_apology, build_apology),
    "notice": (a_notice, build_notice),
    "history": (a_history, build_history),
    "recovery": (a_recovery_sheet, build_recovery_sheet),
}
