"""What a part of a sentence, or the line that it stands under, is about: its item without years, ordinals and
the names of classes above it (1．农林水支出（类）水利（款）防汛（项）is about 防汛, not about 水利)."""

from __future__ import annotations

import re

_CLAUSES = re.compile(r"[，；;。:：]|(?<!\d),|,(?!\d)")
# 与2020年度收入1263.66万元相比: what is set against the year before is what the words are about
_AGAINST = re.compile(r"[与和同](?:19|20)\d{2}年度?(?P<item>\D{2,16})[\d,.]+[万亿]?元相比")
_ORDINAL = re.compile(
    r"^(?!三公|一般)(?:其中[:：]?)?[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、.．]|(?=\D{2}))|^其中[:：]?"
)
_YEAR = re.compile(r"^.{0,24}?(?:19|20)\d{2}年度?(?:末|底)?|^(?:本|当|全)年度?(?!收入|支出)")
_BESIDE = re.compile(r"^(?:[主要]*用于|主要|完成|占|按|根据|由于|因为|接待\d)")
_WITH = re.compile(r"^(?:与|较|比|同|和|相比|相较|增|减|下降|上升|持平|为|各|均)")
_ENDS = re.compile(
    r"\d|(?:年初|全年|当年)?预算(?:数|为|安排|执行|完成)|年初预算|全年预算|支出预算|预算(?=大|小|等)"
    r"|(?:支出|收入)?决算|是指|[较比与](?:上年|去年|年初)|各?(?:增加|减少|增长|下降|上升)"
    r"|完成|用于|[均各]?(?:为|共计|达|约)$|发现|扣分|持平|一致|相同"
)
_ACCOUNT = re.compile(r"^(?:.*类)?(?:.*款)?(?P<item>.+?)(?:(?<!事)项|[款类])?$")
_CHAIN = re.compile(r"支出类|[^种分]类.+款|款.+项$|(?<!事)项$")
_BODY = re.compile(r"^.+(?=机关运行经费)")
# what may stand beside the name of an item without making another item of it
_GENERIC = (
    r"(?:一般公共预算|政府性基金预算|国有资本经营预算|公共预算)?财政拨款|决算|预算|支出|收入|总额|总计|合计|总体|情况|说明"
    r"|经费|费用|费|的|数|各|均|为|本年|全年|年度|共|和|、|总"
)
_REST = re.compile(rf"(?:{_GENERIC})*")
_BOTH = re.compile("收、?支(?!出)|收入、支出")
_TOTAL = re.compile("(?:预算|决算|总计|总额|合计)+$")
_SHORT = 2  # 收入 and 支出 stand in the names of many items
_SHORT_REST = re.compile(r"(?:本年|全年|年度|合计|总计|总额|决算|数|各|均|的|为|总)*")


def subject_of(text: str, *, first: bool = False) -> str:
    """The item that running words in plain form are about: that of their last clause that names one, or of
    their `first`. A bare 支出 stands back behind a name in full."""
    if against := _AGAINST.search(text):
        return against["item"]
    found = (_of_clause(clause) for clause in _CLAUSES.split(text))
    named = [subject for subject in found if subject]
    full = [subject for subject in named if len(subject) > _SHORT] or named
    return (full[0] if first else full[-1]) if full else ""


def same_item(name: str, subject: str) -> bool:
    """True where a subject is a name, with words beside it that make no other thing of it."""
    name, subject = in_full(name), in_full(subject)
    if not name or not subject:
        return False
    start = subject.find(name)
    if start < 0 and (core := _TOTAL.sub("", name)) != name and len(core) > _SHORT:
        return same_item(core, subject)
    if start < 0:
        return len(subject) > _SHORT and subject in name and _is_rest(name.replace(subject, "", 1), subject)
    return _is_rest(subject[:start] + subject[start + len(name) :], name)


def in_full(name: str) -> str:
    """A name with both sides of an account in full: 收、支总计 as 收入支出总计."""
    return _BOTH.sub("收入支出", name)


def _is_rest(rest: str, name: str) -> bool:
    return (_SHORT_REST if len(name) <= _SHORT else _REST).fullmatch(rest) is not None


def _of_clause(clause: str) -> str:
    words = _ORDINAL.sub("", clause)
    if _BESIDE.match(words):
        return ""
    words = _BODY.sub("", _YEAR.sub("", words))
    if _WITH.match(words):
        return ""
    end = _ENDS.search(words)
    words = (words[: end.start()] if end else words).strip("的、 ")
    account = _ACCOUNT.match(words) if _CHAIN.search(words) else None
    item = account["item"] if account else words
    return item if len(item) >= _SHORT else ""
