"""Labels as shown, and the key that they are compared by."""

import pytest

from index.forms.labels import clean, fold_radicals, label_key, ordinal_level


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("一、“三公”经费支出", "三公经费支出"),
        ("（一）行政单位", "行政单位"),
        ("1. 因公出国（境）费", "因公出国(境)费"),
        ("(1) 公务用车购置费", "公务用车购置费"),
        ("其中：外事接待费", "外事接待费"),
        ("二十四、债务还本支出", "债务还本支出"),
        ("项　　目", "项目"),
        ("一般公共服务支出（类）", "一般公共服务支出"),
        ("公务⽤⻋", "公务用车"),
        ("资金总额:", "资金总额"),
        ("30101", "30101"),
        ("合计", "合计"),
    ],
)
def test_label_key(text: str, key: str) -> None:
    assert label_key(text) == key


def test_label_key_is_its_own_key() -> None:
    for text in ("一、“三公”经费支出", "(1) 公务用车购置费（项）", "其中：1. 费用"):
        assert label_key(label_key(text)) == label_key(text)


def test_clean_drops_breaks_and_spreading_spaces() -> None:
    assert clean("栏　次") == "栏次"
    assert clean("其他政府办公厅（室）\n及相关机构") == "其他政府办公厅（室）及相关机构"
    assert clean("12345 市长热线") == "12345 市长热线"


def test_radicals_are_folded_and_nothing_else() -> None:
    assert fold_radicals("⼀般公共⻚") == "一般公共页"
    assert fold_radicals("１，２（项）") == "１，２（项）"
    assert fold_radicals("車戶長") == "車戶長"  # printed so: left as it is


def test_a_radical_is_folded_to_the_simplified_character() -> None:
    assert fold_radicals("用水⼾满意度") == "用水户满意度"
    assert fold_radicals("⾒⾞⾧⾨⾵⾸⾭⿓") == "见车长门风首青龙"
    assert fold_radicals("\uf902\uf969\uf98e") == "车数年"  # compatibility ideographs


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、本年收入", 0),
        ("（一）行政单位", 1),
        ("1. 公务接待费", 2),
        ("(1) 国内接待费", 3),
        ("其中：外事接待费", 4),
        ("合计", None),
        ("3.5", None),
    ],
)
def test_ordinal_level(text: str, level: int | None) -> None:
    assert ordinal_level(text) == level
