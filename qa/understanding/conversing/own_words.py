"""Words that a turn brings of its own: what they may stand for beside the item before (离休 after 退休人员),
and what has to be found in the evidence before an answer is shown for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

from qa.understanding import wording
from qa.understanding.asked import read_asked
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.vocabulary import load_vocabulary

Accounts = Callable[[Sequence[str]], Mapping[str, frozenset[str]]]  # account rows with their codes
Labels = Callable[[Sequence[str]], Collection[str]]  # the labels of rows of some disclosures
Words = Callable[[Sequence[str]], str]  # all that some disclosures say, in plain form

_LEAST = 2
_LONGEST = 8
_BETWEEN = 4  # characters between a word and the tail that it shares with the item before
_SMALL = re.compile(
    r"(?:的|这|那)?(?:那|这)?(?:个|项|块|笔|些)?(?:的?钱|部分)?"
    r"(?:是|(?<!实)有|为|花了?|用了?)?(?:多少(?:钱|人|万元|元)?|几[个人辆批次名台]?)?(?:呢|啊|呀)?$"
)
_ASKED = re.compile(r"(?:是|有|花了?|用了?)?(?:多少(?:钱|人|万元|元)?|几[个人辆批次名台])$")
_THINGS = re.compile("哪[些几]")  # asks for things by name: no word for an item
_COUNTERS = ("批次", "人次", "人数", "次数", "数量", "辆数", "户数", "团组数", "个数")
_COUNTED = re.compile("了?(?:多少|几)个?(?:批次|批|拨|次|人次|人|辆)?$")  # 接待多少批, then 人次
_ENDS = {"年初": "年初", "期初": "年初", "年末": "年末", "年底": "年末", "期末": "年末"}
_BALANCE = re.compile("剩|结转|结余|余额|没花完")
_CJK = re.compile("[\u3400-\u9fff]+")


def own_words(content: str) -> tuple[str, ...]:
    """The runs of characters that no word of the vocabulary explains, as far as they say something."""
    asked = read_asked(content, ())
    if asked.named:
        return ()
    runs: list[tuple[int, int]] = []
    for unit in asked.units:
        if unit.keys or unit.weight < 1 or len(unit.text) < _LEAST:
            continue
        if runs and unit.start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], unit.end)
        else:
            runs.append((unit.start, unit.end))
    found = (content[start:end] for start, end in runs)
    return tuple(run for run in found if run not in follow_ups().verbs)


def without_question(topic: str) -> str:
    """A topic without the words that ask for its figure (对口帮扶多少钱)."""
    return _ASKED.sub("", topic.strip(" ?？。")) or topic


def bare_word(text: str) -> str | None:
    """The one word of a turn that says nothing else (那离休的呢, 工勤几个), or None."""
    said = core(text)
    if _THINGS.search(said):
        return None
    if any(unit.text == _SMALL.sub("", said) for unit in read_asked(said, ()).named):
        return None  # named as a whole: nothing leads into it
    for lead in _weightless():
        if lead != said and len(lead) >= _LEAST and lead not in _ENDS:
            said = said.removeprefix(lead)
    word: str = _SMALL.sub("", said)
    fits = _LEAST <= len(word) <= _LONGEST and _CJK.fullmatch(word) and word not in _weightless()
    return str(word) if fits and not read_asked(word, ()).named else None


@cache
def _weightless() -> tuple[str, ...]:
    """What may lead a turn and names nothing: courtesies, words of intent, columns."""
    vocabulary = load_vocabulary()
    lists = (*vocabulary.intents.values(), *vocabulary.facets.values())
    words = {*vocabulary.fillers, *vocabulary.functions, *(word for words in lists for word in words)}
    return tuple(sorted(words | set(follow_ups().verbs), key=lambda word: (-len(word), word)))


def ways_of(word: str, topic: str, kind: str, named: str | None) -> tuple[str, ...]:
    """The ways to say a word beside the item before, the likeliest first: as the label or the words `named`,
    by itself, as what is counted of the item (批次 after 公务接待), as a part of it."""
    if word in _COUNTERS:
        counter = next((other for other in _COUNTERS if topic.endswith(other)), "")
        return (f"{_COUNTED.sub('', topic.removesuffix(counter))}{word}",)
    ways = (f"{named}{kind}",) if named else ()
    return (*ways, f"{word}{kind}", f"{topic}{word}", f"{word}{topic}")


def other_end(text: str, before: str) -> str | None:
    """年初呢 beside what was left at the end of the year, and the other way round, as the label of it."""
    end = _ENDS.get(core(text), "")
    return f"{end}结转和结余" if end and _BALANCE.search(before) else None


def same_column(text: str, before: str, topic: str) -> str | None:
    """A column of the item before (其中项目支出, then 基本支出呢), as the item's own."""
    columns = follow_ups().columns
    said = core(text).removeprefix("其中").removeprefix("的")
    column: str | None = next((name for name in columns if said.startswith(name)), None)
    if column is None or not (text.startswith("其中") or any(f"的{name}" in before for name in columns)):
        return None
    item = next((topic.removesuffix(name) for name in columns if topic.endswith(name)), topic)
    rest = said.removeprefix(column).strip("是有多少的钱花了?？")
    return f"{item}的{column}" if item and not rest else None


def named_beside(word: str, topic: str, keys: Collection[str], words: str) -> str | None:
    """What a word names beside the item before: what begins as that does, or what ends as it does."""
    measures = (measure.keys for measure in load_vocabulary().measures)
    printed = {key for names in measures for key in names if key in words}
    return of_same_head(word, topic, {*keys, *printed}) or sibling(word, topic, keys, words)


def sibling(word: str, topic: str, keys: Collection[str], words: str) -> str | None:
    """The label, or the words of the text, that begin with a word and end as the item before does."""
    for cut in range(1, len(topic) - 1):
        tail = topic[cut:]
        labels = sorted({key for key in keys if key.endswith(tail) and _begins(key, word)}, key=len)
        if labels and len(labels[0]) > len(tail):
            return labels[0] if len(labels) == 1 or len(labels[0]) < len(labels[1]) else None
        said = re.findall(rf"{re.escape(word)}[\u3400-\u9fff]{{0,{_BETWEEN}}}?{re.escape(tail)}", words)
        if said:
            return str(min(said, key=len))
    return None


def of_same_head(word: str, topic: str, keys: Collection[str]) -> str | None:
    """The label that begins as the item before does and goes on with a word, if shortened (运行费 for
    公务用车运行维护费 after 公务用车购置费), or None."""
    for cut in range(len(topic) - 1, _LEAST, -1):
        head = topic[:cut]
        rests = {key: key[cut:] for key in keys if key.startswith(head) and key != topic}
        found = [key for key, rest in rests.items() if rest[:1] == word[0] and shortened(word, rest)]
        if found:
            return min(found, key=len)
    return None


def shortened(word: str, key: str) -> bool:
    """True where a label holds the word, or all its characters in order from its first to its last."""
    if word in key:
        return True
    rest = iter(key)
    return word[0] == key[0] and word[-1] == key[-1] and all(char in rest for char in word)


def _begins(key: str, word: str) -> bool:
    """True where a label begins with a word, or is shortened to it (特教: 特殊教育)."""
    if key.startswith(word):
        return True
    short = len(word) == _LEAST and len(key) == 2 * _LEAST
    return short and key[0] == word[0] and key[_LEAST] == word[1]


def counted_so(before: str) -> str:
    """The words that ask for a figure of the kind that was asked for before."""
    people = wording.counted(before) == "人" or any(
        piece in before for piece in ("编制", "在职", "退休", "离休", "人员", "人数")
    )
    return "多少人" if people and "费" not in before and "经费" not in before else "多少钱"


def explained(own: Collection[str], text: str) -> bool:
    """True where every character of the words stands in a text, in pairs."""
    return all(_covered(word, text) for word in own)


def _covered(word: str, text: str) -> bool:
    marks = [False] * len(word)
    for n in range(len(word) - 1):
        if word[n : n + 2] in text:
            marks[n] = marks[n + 1] = True
    return all(marks)
