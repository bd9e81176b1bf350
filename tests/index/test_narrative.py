"""Sentences of real disclosures, word for word, and of made pages for what the real ones do not show."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from index.narrative.reasons import read_reason
from index.narrative.sentences import read_sentences
from index.types import BBox, Measure, Sentence
from tests.index.read_once import cover_page, made_page, reading, sentences

FINANCE = "real/putuo-finance-2024.pdf"
NANCHANG = "disclosures/nanchang-qingshanhu-2021.pdf"
CHANGZHI = "disclosures/changzhi-shangdang-2023.pdf"
LESHAN = "disclosures/leshan-shizhong-2022.pdf"
WUHAN = "disclosures/wuhan-qingshan-2021.pdf"
YIYANG = "disclosures/yiyang-heshan-2021.pdf"
WANLI = "real/putuo-wanli-2024-budget.pdf"


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts(path: Path, year: int, scanned: bool = False) -> list[str]:
    return [tight(sentence.text) for sentence in sentences(path, year, scanned)]


def find(path: Path, year: int, start: str, scanned: bool = False) -> Sentence:
    """The one sentence that begins like this, white space aside."""
    found = [s for s in sentences(path, year, scanned) if tight(s.text).startswith(start)]
    assert len(found) == 1, [s.text for s in found]
    return found[0]


@pytest.mark.shared
@pytest.mark.parametrize(
    "sentence",
    [
        "本年支出合计2940.05万元，其中：基本支出2336.91万元，占79.49%；项目支出603.14万元，占20.51%；",
        "上海市普陀区财政局2024年度财政拨款收入支出总计0.3万元。",
        "与2023年度相比，收入支出总计减少56.95万元，下降1.87%。主要原因：基本支出中人员进出及退休变化，"
        "以及项目支出中合同支付进度条款等原因减少支付。",
        "年初预算为450.52万元，支出决算为449.52万元。决算数小于预算数的主要原因："
        "因个别项目评审费未能实施或未来得及支付完毕，于明年重新申请。",
        "年初预算为62.29万元，支出决算为60.99万元。决算数小于预算数的主要原因："
        "预算按周全保障测算，实际执行基本贴合预期。",
        "纳入上海市普陀区财政局2024年度部门决算编制范围的单位包括：",
        "机关运行经费支出184.65万元，比2023年度增加2.55万元，增长1.40%。主要原因是优化办公环境、"
        "提升照明效率，更换了老旧照明设施，导致相关支出略有增加。",
    ],
)
def test_digits_on_another_baseline_stay_in_their_sentence(shared: Path, sentence: str):
    assert sentence in texts(shared / FINANCE, 2024)


@pytest.mark.shared
def test_every_number_of_the_narrative_pages_is_in_a_sentence(shared: Path):
    pages, _, _ = reading(shared / FINANCE)
    number = re.compile(r"\d+(?:\.\d+)?")
    for page in pages[20:24]:
        printed = sorted(n for word in page.words for n in number.findall(word.text))
        told = [s for s in sentences(shared / FINANCE, 2024) if s.page == page.number]
        headings = {h for s in told for h in s.section} if page.number == 21 else set[str]()
        in_sentences = [n for s in told for n in number.findall(s.text)]
        in_headings = [n for h in headings if "情况说明" in h for n in number.findall(h)][:1]
        assert sorted(in_sentences + in_headings) == printed


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "year", "scanned", "sentence"),
    [
        (
            NANCHANG,
            2021,
            False,
            "本部门2021年度收入总计1489.37万元，其中年初结转和结余327.33万元，较2020年增加207.73万元，"
            "增长173.69%；本年收入合计1162.04万元，较2020年减少306.92万元，下降20.89%，主要原因是："
            "延迟发放部分2019年度政府性奖励。",
        ),
        (
            CHANGZHI,
            2023,
            False,
            "2023年度收入合计1,654.78万元，其中：财政拨款收入1,654.78万元，占比100.00%；上级补助收入0万元，"
            "占比0%；事业收入0万元，占比0%；经营收入0万元，占比0%；附属单位上缴收入0万元，占比0%；其他收入0万元，占比0%。",
        ),
        (
            CHANGZHI,
            2023,
            False,
            "根据主要职责，长治市上党区人民政府办公室设7个内设机构，分别是：督查股、党组办公室、对台外事股、"
            "综合股、秘书股、信息股、会务股。",
        ),
        (
            LESHAN,
            2022,
            False,
            "纳入乐山市市中区人民政府办公室2022年度部门决算编制范围的二级预算单位包括："
            "1.乐山市市中区信息管理中心2.乐山市市中区心连心服务中心",
        ),
        (
            LESHAN,
            2022,
            False,
            "主要用于：1、采购创维电视一台0.36万元；2、采购华为平板电脑一台0.3万元；3、采购格力空调两台0.8万元；"
            "4、采购坚果投影仪一台0.72万元；5、区政府五楼会议室音视频升级改造21.76万元。",
        ),
        (
            LESHAN,
            2022,
            False,
            "10.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）：支出决算为20.83万元，完成预算100%。",
        ),
        (
            YIYANG,
            2021,
            True,
            "2021年度收入1217.92万元，年初结转和结余238.73万元，总计1456.65万元，与2020年度收入1263.66万元相比，"
            "减少45.74万元，增减3.62%，主要是因为其他收入相对减少。",
        ),
        (WUHAN, 2021, True, "其中：燃料费8.04万元；维修费13.15万元；过桥过路费0.09万元；保险费1.32万元。"),
        (
            WUHAN,
            2021,
            True,
            "单价50万元（含）以上通用设备0台（套），单价100万元（含）以上专用设备0台（套）。",
        ),
        (WANLI, 2024, False, "财政拨款收入支出减少的主要原因是项目调整。"),
    ],
)
def test_sentences_come_out_whole(shared: Path, path: str, year: int, scanned: bool, sentence: str):
    assert sentence in texts(shared / path, year, scanned)


@pytest.mark.shared
def test_printed_spacing_around_digits_is_kept(shared: Path):
    found = find(shared / NANCHANG, 2021, "本部门2021年度机关运行经费支出")
    assert found.text.startswith("本部门 2021 年度机关运行经费支出 482.84 万元（与部门决算中")
    assert "较上年决算数增加 115.59 万元" in found.text


@pytest.mark.shared
def test_place_section_and_reason(shared: Path):
    found = find(shared / NANCHANG, 2021, "(一)工资福利支出")
    assert found.page == 18
    assert found.section == (
        "第三部分 2021 年度部门决算情况说明",
        "四、一般公共预算财政拨款基本支出决算情况说明",
    )
    assert found.reason == "部分2019年度政府性奖励推迟至2021年发放"
    assert 60 < found.bbox.x0 < 110 and 500 < found.bbox.x1 < 560 and found.bbox.bottom - found.bbox.top < 60
    # A sentence over a page break stands where it begins.
    broken = find(shared / NANCHANG, 2021, "（三）公务用车购置及运行维护费支出2.60万元")
    assert (broken.page, broken.bbox.bottom > 700) == (18, True)
    assert len({s.sentence_id for s in sentences(shared / NANCHANG, 2021)}) == len(
        sentences(shared / NANCHANG, 2021)
    )


@pytest.mark.shared
def test_an_account_named_in_a_heading_or_first_sentence_is_the_subject(shared: Path):
    above = find(shared / YIYANG, 2021, "年初预算为39.51万元", scanned=True)
    assert {f.subject for f in above.figures} == {"住房保障支出（类）住房改革支出（款）住房公积金（项）"}
    before = find(shared / FINANCE, 2024, "年初预算为161.62万元")
    name = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
    assert [(f.value, f.subject, f.measure) for f in before.figures] == [
        (Decimal("161.62"), name, Measure.BUDGET),
        (Decimal("160.75"), name, Measure.FINAL),
    ]


@pytest.mark.shared
def test_a_glossary_entry_is_one_sentence(shared: Path):
    found = find(shared / CHANGZHI, 2023, "四、其他收入：")
    assert found.section == ("第四部分 名词解释",) or found.section[0].endswith("名词解释")
    assert tight(found.text).endswith("主要是事业单位固定资产出租收入、存款利息收入等。")


@pytest.mark.shared
@pytest.mark.parametrize(("path", "year"), [(NANCHANG, 2021), (CHANGZHI, 2023), (LESHAN, 2022)])
def test_contents_and_page_numbers_are_no_sentences(shared: Path, path: str, year: int):
    found = sentences(shared / path, year)
    assert all(s.page > 2 for s in found)
    assert not [s.text for s in found if re.fullmatch(r"[-\d\s]+", s.text)]
    assert not [s.text for s in found if "图1" in s.text or "柱状图" in s.text]


def test_sentences_of_a_bundled_sample(samples: Path):
    found = find(samples / "wushan-education-2023.pdf", 2023, "2023年度收、支总计均为45,897.47万元")
    assert found.section == ("第三部分 2023年度部门决算情况说明", "一、收入支出决算总体情况")
    assert found.reason == "公办学位扩充工程和教师人员经费增加"
    assert [(f.value, f.measure, f.base_year) for f in found.figures] == [
        (Decimal("45897.47"), Measure.AMOUNT, None),
        (Decimal("828.98"), Measure.CHANGE, 2022),
        (Decimal("1.84"), Measure.CHANGE_RATE, 2022),
    ]


def made(*pages: list[tuple[float, str]]) -> list[Sentence]:
    made_pages = [cover_page("某区教育局", "2022年度部门决算")]
    made_pages += [made_page(number, lines) for number, lines in enumerate(pages, start=2)]
    return list(read_sentences("doc", made_pages, {}, 2022))


LEFT, INDENT = 72.0, 96.0
FULL = "本部门按照上级要求做好各项工作，" * 2


def test_a_number_broken_over_lines_and_pages():
    first = [
        (INDENT, "一、收入情况"),
        (INDENT, FULL),
        (LEFT, FULL + "，收入合计|1,234.5"),
        (LEFT, FULL + "支出|15"),
    ]
    second = [(LEFT, "万元，较上年增加|3|万"), (LEFT, "元。"), (INDENT, FULL + "结束。")]
    found = made(first, second)
    assert tight(found[0].text).endswith("较上年增加3万元。")
    assert [(f.value, f.unit, f.base_year) for f in found[0].figures][-2:] == [
        (Decimal(15), "万元", None),
        (Decimal(3), "万元", 2021),
    ]
    assert found[0].section == ("一、收入情况",)


def test_spread_characters_are_closed_up():
    spread = "|".join("较上年增加万元") + "|5.5|万|元|。"
    (found,) = made([(INDENT, spread)])
    assert found.text == "较上年增加万元 5.5 万元。"


def test_headings_of_a_text_without_indents():
    page = [
        (LEFT, "第三部分|情况说明"),
        (LEFT, "一、收入决算情况说明"),
        (LEFT, FULL + "本年收入合计|5.00|万元，"),
        (LEFT, "占|100%|。"),
        (LEFT, "二、支出决算情况说明"),
        (LEFT, FULL + "本年支出合计|4.00|万元。"),
    ]
    found = made(page)
    assert [s.section for s in found] == [
        ("第三部分 情况说明", "一、收入决算情况说明"),
        ("第三部分 情况说明", "二、支出决算情况说明"),
    ]
    assert [len(s.figures) for s in found] == [2, 1]


def test_running_headers_and_footers_are_left_out():
    pages = [
        [(200, "某区教育局决算公开"), (INDENT, f"第{number}项工作已经完成{FULL}。"), (290, f"— {number} —")]
        for number in ("一", "二", "三", "四")
    ]
    made_pages = [made_page(n, lines, top=40, pitch=380) for n, lines in enumerate(pages, start=1)]
    found = read_sentences("doc", made_pages, {}, 2022)
    assert [s.page for s in found] == [1, 2, 3, 4]
    assert not [s for s in found if "公开" in s.text or "—" in s.text]


def test_words_in_tables_are_no_narrative():
    page = made_page(1, [(INDENT, FULL + "。"), (INDENT, "合计|5.00|万元。")])
    found = read_sentences("doc", [page], {1: [BBox(0, 120, 595, 160)]}, 2022)
    assert [tight(s.text) for s in found] == [FULL + "。"]


def test_radicals_become_characters_and_private_glyphs_go():
    (found,) = made([(INDENT, "⼀般公共预算⽀出\ue0045万元。")])
    assert found.text == "一般公共预算支出5万元。"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("支出减少5万元，主要原因是：厉行节约；压缩开支。", "厉行节约；压缩开支"),
        ("甲支出减少5万元，主要原因是厉行节约；乙支出2万元，增长1%。", "厉行节约"),
        ("下降5%，主要是因为人员减少。", "人员减少"),
        ("与上年相比持平，主要是严格执行预算。", "严格执行预算"),
        ("其他收入主要是存款利息收入。", None),
        ("收入总计5万元。", None),
    ],
)
def test_reasons(text: str, reason: str | None):
    assert read_reason(text) == reason
