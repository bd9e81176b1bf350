"""The list that disclosures are chosen from: what it shows, what a click does, namesakes told apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UnknownDocumentError
from index.store.facts import FactStore
from index.types import Disclosure, Level, Region
from samples.bundled import LAKE_OFFICE, SCHOOLS
from web.picking.names import distinct_names, words_of
from web.picking.picker import PickList
from web.texts import load_texts

OFFICE, (EARLIER, LATER) = LAKE_OFFICE, SCHOOLS
MakeList = Callable[[int], PickList]


@pytest.fixture(scope="module")
def make_list(sample_index: Path) -> MakeList:
    """Lists over the bundled samples, where so many may be chosen."""
    store = FactStore(sample_index)
    return lambda most: PickList(load_texts(), lambda: store, "文件", most)


def shown(html: str, pressed: str = "true|false") -> list[str]:
    return re.findall(rf'data-doc="([^"]+)" aria-pressed="(?:{pressed})"', html)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [OFFICE, LATER, EARLIER]),
        ("教育局2022", [EARLIER]),
        ("雾山　２０２３", [LATER]),
        ("wushan-education-2022", [EARLIER]),
        ("没有这个地方", []),
    ],
)
def test_what_is_typed_finds_by_place_department_year_and_file(
    make_list: MakeList, typed: str, found: list[str]
) -> None:
    html = make_list(1).html(typed)
    assert shown(html) == found
    assert ("没有符合的文件" in html) is not bool(found)


def test_one_choice_replaces_the_other_and_stands_first_whatever_is_typed(make_list: MakeList) -> None:
    chosen, html = make_list(1).choose("", (OFFICE,), EARLIER)
    assert chosen == (EARLIER,)
    assert shown(html, "true") == [EARLIER]
    assert shown(make_list(1).html("青山湖", chosen)) == [EARLIER, OFFICE]


def test_several_are_added_dropped_and_not_more_than_allowed(make_list: MakeList) -> None:
    two = make_list(2)
    chosen, _ = two.choose("", (LATER,), EARLIER)
    assert chosen == (LATER, EARLIER)
    again, html = two.choose("", chosen, OFFICE)
    assert again == chosen
    assert "已选满 2 份" in html
    assert html.count(" disabled>") == 1
    assert two.choose("", chosen, LATER)[0] == (EARLIER,)


def test_how_many_more_there_are_is_told(make_list: MakeList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.picking.picker.SHOWN", 1)
    monkeypatch.setattr("web.picking.picker.LEAST", 1)
    assert "还有 2 份" in make_list(1).html()
    assert "还有 1 份" in make_list(1).html("", (OFFICE,))
    assert "还有" not in make_list(1).html("2022")


def test_documents_that_are_gone_are_no_dead_end(make_list: MakeList) -> None:
    assert shown(make_list(1).html("2022", ("removed-meanwhile",))) == [EARLIER]
    with pytest.raises(UnknownDocumentError):
        make_list(1).choose("", (), "removed-meanwhile")


def test_namesakes_are_told_apart() -> None:
    whole = Disclosure("a", "标题", Region("云川省", "林泉市", "雾山区"), "雾山区教育局", 2022)
    assert set(distinct_names([whole, replace(whole, doc_id="b", level=Level.UNIT)]).values()) == {
        "雾山区教育局 2022 部门决算",
        "雾山区教育局 2022 单位决算",
    }
    assert set(distinct_names([whole, replace(whole, doc_id="b")]).values()) == {
        "雾山区教育局 2022 部门决算（a）",
        "雾山区教育局 2022 部门决算（b）",
    }
    assert distinct_names([replace(whole, department="教育局")]) == {"a": "林泉市雾山区 教育局 2022 部门决算"}


def test_words_are_parted() -> None:
    assert words_of(" 雾山２０２２年  决算") == "雾山 2022 年 决算"
