"""Whose accounts a document holds: real documents, made covers, sidecars."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ProfileError
from index.profile.read import Given, read_profile, read_sidecar
from index.types import Disclosure, Kind, Level, Region
from tests.index.read_once import cover_page, made_page, reading, text_reading

UNIT, DEPARTMENT = Level.UNIT, Level.DEPARTMENT


def profile_of(path: Path, scanned: bool = False) -> Disclosure:
    pages, tables, _ = text_reading(path) if scanned else reading(path)
    return read_profile(path.stem, pages, tables, None)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "scanned", "department", "year_and_region"),
    [
        (
            "disclosures/nanchang-qingshanhu-2021",
            False,
            "南昌市青山湖区政府办",
            (2021, Region("江西省", "南昌市", "青山湖区")),
        ),
        (
            "disclosures/changzhi-shangdang-2023",
            False,
            "长治市上党区人民政府办公室",
            (2023, Region("山西省", "长治市", "上党区")),
        ),
        (
            "disclosures/leshan-shizhong-2022",
            False,
            "乐山市市中区人民政府办公室",
            (2022, Region("四川省", "乐山市", "市中区")),
        ),
        (
            "disclosures/wuhan-qingshan-2021",
            True,
            "武汉市青山区人民政府办公室",
            (2021, Region("湖北省", "武汉市", "青山区")),
        ),
        (
            "disclosures/yiyang-heshan-2021",
            True,
            "益阳市赫山区人民政府办公室",
            (2021, Region("湖南省", "益阳市", "赫山区")),
        ),
        ("real/putuo-finance-2024", False, "上海市普陀区财政局", (2024, Region("上海市", None, "普陀区"))),
        (
            "real/putuo-commerce-2025-budget",
            False,
            "上海市普陀区商务委员会",
            (2025, Region("上海市", None, "普陀区")),
        ),
        (
            "real/putuo-wanli-2024-budget",
            False,
            "上海市普陀区人民政府万里街道办事处",
            (2024, Region("上海市", None, "普陀区")),
        ),
    ],
)
def test_real_documents(
    shared: Path, path: str, scanned: bool, department: str, year_and_region: tuple[int, Region]
):
    profile = profile_of(shared / f"{path}.pdf", scanned)
    assert profile.department == department
    assert (profile.year, profile.region) == year_and_region
    assert profile.kind is (Kind.BUDGET if path.endswith("budget") else Kind.FINAL)
    assert profile.level is DEPARTMENT
    assert not profile.invented
    assert profile.department not in profile.aliases


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "units"),
    [
        (
            "disclosures/nanchang-qingshanhu-2021",
            (
                "区政府办公室本级",
                "区政务效能评价中心",
                "区对外交流中心",
                "青山湖区项目办",
                "青山湖区营商环建局",
            ),
        ),
        ("disclosures/leshan-shizhong-2022", ("乐山市市中区信息管理中心", "乐山市市中区心连心服务中心")),
        ("disclosures/changzhi-shangdang-2023", ()),
        (
            "real/putuo-finance-2024",
            ("上海市普陀区财政局（本级）", "上海市普陀区财政局财政所", "上海市普陀区国库收付中心"),
        ),
        ("real/putuo-commerce-2025-budget", ("商务委本部", "上海市普陀区中小企业服务中心")),
        (
            "real/putuo-wanli-2024-budget",
            (
                "上海市普陀区人民政府万里街道办事处（本部）",
                "上海市普陀区万里街道社区事务受理服务中心",
                "上海市普陀区万里街道社区党群服务中心",
                "上海市普陀区万里街道城市运行管理中心",
                "上海市普陀区万里街道经济发展服务中心",
                "上海市普陀区万里街道综合行政执法队",
            ),
        ),
    ],
)
def test_contained_units(shared: Path, path: str, units: tuple[str, ...]):
    assert profile_of(shared / f"{path}.pdf").contained_units == units


@pytest.mark.shared
def test_titles_and_other_names(shared: Path):
    wuhan = profile_of(shared / "disclosures/wuhan-qingshan-2021.pdf", scanned=True)
    assert (
        wuhan.title == "2021年度武汉市青山区人民政府办公室（区人民政府研究室、区金融领导小组办公室）部门决算"
    )
    assert {"青山区政府办", "武汉市青山区政府办公室", "区政府办", "区金融领导小组办公室"} <= set(
        wuhan.aliases
    )
    commerce = profile_of(shared / "real/putuo-commerce-2025-budget.pdf")
    assert commerce.title == "上海市普陀区2025年区级部门预算 上海市普陀区商务委员会"
    assert {"普陀区商务委", "上海市普陀区经济委员会", "上海市普陀区粮食和物资储备局"} <= set(commerce.aliases)


@pytest.mark.parametrize(
    ("name", "department", "year", "kind"),
    [
        ("qingshanhu-office-2021", "南昌市青山湖区政府办", 2021, Kind.FINAL),
        ("wushan-education-2023", "云川省林泉市雾山区教育局", 2023, Kind.FINAL),
        ("wushan-education-budget-2024", "云川省林泉市雾山区教育局", 2024, Kind.BUDGET),
    ],
)
def test_bundled_samples(samples: Path, name: str, department: str, year: int, kind: Kind):
    profile = profile_of(samples / f"{name}.pdf")
    assert (profile.department, profile.year, profile.kind) == (department, year, kind)
    assert profile.invented == name.startswith("wushan")
    if profile.invented:
        assert profile.region == Region("云川省", "林泉市", "雾山区")
        assert profile.contained_units[:2] == ("雾山区教育局（本级）", "雾山区教师发展中心")


@pytest.mark.parametrize(
    ("lines", "department", "year_and_level", "region", "alias"),
    [
        (
            ("江西省南昌市东湖区教育局（本级）", "2022年度单位决算"),
            "江西省南昌市东湖区教育局",
            (2022, UNIT),
            Region("江西省", "南昌市", "东湖区"),
            "东湖区教育局",
        ),
        (
            ("2022年度", "东湖区人民政府墩子塘街道办事处", "部门决算"),
            "东湖区人民政府墩子塘街道办事处",
            (2022, DEPARTMENT),
            Region(None, None, "东湖区"),
            "墩子塘街道",
        ),
        (
            ("南昌市第一中学", "2023年度单位决算公开"),
            "南昌市第一中学",
            (2023, UNIT),
            Region("江西省", "南昌市", None),
            "南昌第一中学",
        ),
        (
            ("义乌市教育局2022年度部门决算",),
            "义乌市教育局",
            (2022, DEPARTMENT),
            Region(None, None, "义乌市"),
            "市教育局",
        ),
        (
            ("2022年度", "三江侗族自治县人力资源和社会保障局", "部门决算", "2023年9月"),
            "三江侗族自治县人力资源和社会保障局",
            (2022, DEPARTMENT),
            Region(None, None, "三江侗族自治县"),
            "三江县人社局",
        ),
        (
            ("二〇二二年度", "江西省教育厅", "部门决算", "二〇二三年八月"),
            "江西省教育厅",
            (2022, DEPARTMENT),
            Region("江西省", None, None),
            "江西教育厅",
        ),
        (
            ("2021年度武汉市青山区住", "房和城乡建设局（区", "人民防空办公室）部门决算"),
            "武汉市青山区住房和城乡建设局",
            (2021, DEPARTMENT),
            Region("湖北省", "武汉市", "青山区"),
            "区人民防空办公室",
        ),
        (
            ("中共岳阳县委组织部2022年度部门决算",),
            "中共岳阳县委组织部",
            (2022, DEPARTMENT),
            Region(None, None, "岳阳县"),
            "县委组织部",
        ),
        (
            ("2022年度部门决算", "部门名称：苏州市吴江区市场监督管理局"),
            "苏州市吴江区市场监督管理局",
            (2022, DEPARTMENT),
            Region("江苏省", "苏州市", "吴江区"),
            "吴江区市监局",
        ),
        (
            ("恩施州来凤县审计局", "2022年度部门决算", "公开时间：2023年10月12日"),
            "恩施州来凤县审计局",
            (2022, DEPARTMENT),
            Region("湖北省", "恩施土家族苗族自治州", "来凤县"),
            "来凤县审计局",
        ),
    ],
)
def test_covers(
    lines: tuple[str, ...], department: str, year_and_level: tuple[int, Level], region: Region, alias: str
):
    profile = read_profile("doc", [cover_page(*lines)], [], None)
    assert profile.department == department
    assert (profile.year, profile.level) == year_and_level
    assert profile.region == region
    assert alias in profile.aliases
    assert profile.kind is Kind.FINAL


def test_a_cover_above_the_contents_and_a_name_in_brackets():
    page = cover_page("２０２２年度部门决算", "（广州市天河区教育局）", "目录", "第一部分 概况")
    profile = read_profile("doc", [page], [], None)
    assert (profile.department, profile.year) == ("广州市天河区教育局", 2022)
    assert profile.region == Region("广东省", "广州市", "天河区")


def test_a_council_is_called_for_short():
    profile = read_profile(
        "doc", [cover_page("中国人民政治协商会议岳阳市委员会办公室2022年度部门决算")], [], None
    )
    assert profile.region == Region("湖南省", "岳阳市", None)
    assert "岳阳市政协办" in profile.aliases


def test_a_budget_is_no_final_account():
    profile = read_profile("doc", [cover_page("长沙市芙蓉区卫生健康局", "2024年部门预算公开")], [], None)
    assert (profile.kind, profile.year) == (Kind.BUDGET, 2024)


def test_an_invented_department_says_so():
    lines = ("示例市青湖区人民政府办公室", "2022年度部门决算", "（本部门为虚构）")
    profile = read_profile("doc", [cover_page(*lines)], [], None)
    assert profile.invented
    assert profile.title == "示例市青湖区人民政府办公室2022年度部门决算"
    assert profile.region == Region(None, "示例市", "青湖区")


def test_the_city_before_a_district_comes_from_the_text():
    text = made_page(2, [(90, "南昌市东湖区教育局是主管全区教育工作的区政府工作部门。")])
    profile = read_profile("doc", [cover_page("东湖区教育局", "2022年度部门决算"), text], [], None)
    assert profile.region == Region("江西省", "南昌市", "东湖区")
    other = made_page(3, [(90, "与九江市东湖区教育局交流学习。")])
    pages = [cover_page("东湖区教育局", "2022年度部门决算"), text, other]
    assert read_profile("doc", pages, [], None).region == Region(None, None, "东湖区")


def test_a_cover_without_a_name_is_completed_by_the_forms():
    form = made_page(
        2, [(60, "收入支出决算总表"), (60, "编制单位：南昌市东湖区教育局（本级）||||||2022年度")]
    )
    profile = read_profile("doc", [cover_page("2022年度部门决算"), form], [], None)
    assert (profile.department, profile.year) == ("南昌市东湖区教育局", 2022)


def test_a_missing_year_is_asked_for():
    with pytest.raises(ProfileError, match=r"年度.*doc\.toml.*year = 20XX"):
        read_profile("doc", [cover_page("南昌市东湖区教育局", "部门决算", "2023年9月")], [], None)


def test_a_missing_department_is_asked_for():
    with pytest.raises(ProfileError, match=r"部门名称.*department = "):
        read_profile("doc", [cover_page("2022年度部门决算")], [], None)


def test_what_is_given_wins(tmp_path: Path):
    sidecar = tmp_path / "doc.toml"
    sidecar.write_text(
        'department = "南昌市东湖区教育局"\nyear = 2020\nkind = "预算"\nlevel = "单位"\ntitle = "标题"\n',
        encoding="utf-8",
    )
    given = read_sidecar(sidecar)
    profile = read_profile("doc", [cover_page("2022年度部门决算")], [], given)
    assert (profile.department, profile.year, profile.kind) == ("南昌市东湖区教育局", 2020, Kind.BUDGET)
    assert (profile.level, profile.title) == (UNIT, "标题")
    assert profile.region == Region("江西省", "南昌市", "东湖区")
    assert read_profile("doc", [cover_page("某局")], [], Given(department="某局", year=2021)).year == 2021


def test_no_sidecar_is_none(tmp_path: Path):
    assert read_sidecar(tmp_path / "none.toml") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("year = ", "TOML"),
        ('year = "2021"', "year"),
        ("department = 3", "department"),
        ('kind = "概算"', "决算"),
        ('colour = "red"', "colour"),
    ],
)
def test_a_bad_sidecar_is_an_error(tmp_path: Path, content: str, message: str):
    path = tmp_path / "doc.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ProfileError, match=message):
        read_sidecar(path)
