"""Words that point at departments, measures or years of the turns before (两家, 另一家, 上一年, 它)."""

from __future__ import annotations

import re

THESE = re.compile(r"[这那]?(两|俩|二|三|四|几|些)[个样项笔块种者]?(?=.{0,4}(?:一共|合|加|共|差|多|少|总))")
HOW_MANY = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4}
COMPARED = re.compile(r"(?:那?[和跟与同]).{1,30}(?:比|相比)")
JOINED = re.compile(
    r"那?(?:[和跟与同]|再?加上?).{2,30}(?:加起来|加一起|一共|合计|总共|之和|差多少|相差|差几)"
)
BOTH = re.compile(
    r"(?:[这那]?[两俩](?:家|个(?:单位|部门|区|局|市|县|地方)|边|地|者|区|单位|部门)|双方|它们俩?)"
)
OTHER = re.compile(
    r"(?:换成|换|改成)?(?:另外?|另一|其他那|前面?那?|后面?那?)[一]?(?:家|个)"
    r"(?:单位|部门|区|局|项目)?的?"
)
IT = re.compile(r"那?么?(?:它|这个|这项|该项|这笔钱?|这一项|其)(?=占|比|为什么|为啥|完成|预算|决算|年初)")
YEAR_BEFORE = re.compile(
    r"(?<![比较跟和与同])(?:去年|上一?年度?|前一年|头一年|(?<!学)前年)(?!结|末|年|相|比|度?决算|度?结)"
)


def without_pointing(content: str) -> str:
    """The words of a turn without those that point at departments or years (两家, 另一家, 上一年)."""
    return YEAR_BEFORE.sub("", OTHER.sub("", BOTH.sub("", content)))


def years_back(text: str) -> int:
    """How many years before the one talked about a turn points (上一年 1, 前年 2), 0 for none."""
    earlier = YEAR_BEFORE.search(text)
    return 0 if earlier is None else 2 if earlier.group().startswith("前年") else 1
