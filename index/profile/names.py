"""Department names: found on covers, above forms and in headings; taken apart; called for short."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.profile.regions import Place, place_of, short_place
from index.types import Level

_BRACKET = re.compile(r"[（(]([^（）()]*)[)）]")
_PLAQUES = re.compile(r"(?:加挂|挂)([^。；加挂]{4,80}?)(?:的)?牌子")
_CALLED = re.compile(r"以下简称[:：]?([“]?[^”）)，。]{2,20})")
_COUNCIL = re.compile(r"^中国人民政治协商会议")
_PLACE_ENDS = ("省", "市", "州", "盟", "区", "县", "旗")
_BARE_PLACE = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|自治[县旗州]|新区|[省市州盟区县旗])$")
# An office with a place name of its own (甲街道办事处, 乙镇政府).
_OWN_PLACE = re.compile(r"^(?!人民政府)[\u4e00-\u9fff]{2,6}(?:街道|镇|乡)")


@dataclass(frozen=True)
class NameWords:
    """The word lists of profile.toml that names need."""

    label: re.Pattern[str]
    noise: re.Pattern[str]
    title_end: re.Pattern[str]
    title_start: re.Pattern[str]
    office: re.Pattern[str]
    own_level: frozenset[str]
    department_level: frozenset[str]
    made_up: tuple[str, ...]
    heading: re.Pattern[str]
    final_marks: tuple[str, ...]
    budget_marks: tuple[str, ...]
    units_lead: re.Pattern[str]
    alone: re.Pattern[str]
    unit_columns: tuple[str, ...]
    short: dict[str, tuple[str, ...]]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def name_words() -> NameWords:
    """The word lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("profile.toml").read_text(encoding="utf-8"))
    titles = _either(data["title_words"])
    return NameWords(
        label=re.compile(
            rf"(?:^|\s|[（(])(?:{_either(data['name_labels'])})\s*[:：]\s*(?P<name>\S+?)(?=(?:19|20)\d{{2}}年|金额|填报|\s|$)"
        ),
        noise=re.compile(data["cover_noise"]),
        title_end=re.compile(rf"(?:{titles})+$"),
        title_start=re.compile(rf"^(?:附件\d*[:：]?|{titles})+"),
        office=re.compile(rf"(?:{_either(data['office_ends'])})$"),
        own_level=frozenset(data["own_level"]),
        department_level=frozenset(data["department_level"]),
        made_up=tuple(data["made_up"]),
        heading=re.compile(rf"^(?:第一部分)?(?P<name>.{{3,}}?)(?:{_either(data['heading_ends'])})$"),
        final_marks=tuple(data["final_marks"]),
        budget_marks=tuple(data["budget_marks"]),
        units_lead=re.compile(data["units_lead"]),
        alone=re.compile(data["units_alone"]),
        unit_columns=tuple(data["unit_columns"]),
        short={long: tuple(forms) for long, forms in data["short"].items()},
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A department's name without brackets, the plaques in its brackets, and the level it states."""

    core: str
    plaques: tuple[str, ...] = ()
    level: Level | None = None

    @property
    def place(self) -> Place:
        """Where it belongs and what follows the place."""
        return place_of(self.core)


def parse_name(text: str) -> Name | None:
    """A name from printed text; None where the text does not end like the name of an office."""
    words = name_words()
    whole = re.fullmatch(r"[（(]([^（）()]+)[)）]", text)
    text = whole.group(1) if whole else text
    level: Level | None = None
    plaques: list[str] = []
    for content in _BRACKET.findall(text):
        if content in words.own_level:
            level = Level.UNIT
        elif content in words.department_level:
            level = Level.DEPARTMENT
        else:
            plaques += [part for part in re.split(r"[、，,；;]", content) if words.office.search(part)]
    core = _BRACKET.sub("", text).strip("：:，,。、 ")
    own = next((word for word in words.own_level if core.endswith(word)), None)
    if own and words.office.search(core.removesuffix(own)):
        core, level = core.removesuffix(own), Level.UNIT
    if len(core) < 3 or len(core) > 50 or not words.office.search(core) or re.search(r"[。；：:]", core):
        return None
    return Name(core, tuple(plaques), level)


def strip_title(text: str) -> str:
    """A cover title without 部门决算公开 and the like at its ends."""
    words = name_words()
    return words.title_start.sub("", words.title_end.sub("", text))


def fuller(name: Name, others: list[Name]) -> Name:
    """The name, completed by another print that states the place (某区政府办 by 某市某区政府办)."""
    for other in sorted(others, key=lambda n: len(n.core)):
        same = other.core.endswith(name.core) or (
            not name.place.region.name and other.place.rest and other.place.rest == name.core
        )
        if same and len(other.core) > len(name.core) and place_of(other.core).region.name:
            return Name(other.core, (*name.plaques, *other.plaques), name.level)
    return name


def aliases(name: Name, heard: list[Name]) -> tuple[str, ...]:
    """What else it is called: short forms by rule, with and without the city, plaques, other prints."""
    found: list[str] = []
    for one in (name, *heard):
        found += _short_forms(one.core)
    found += [plaque for one in (name, *heard) for plaque in one.plaques]
    return tuple(dict.fromkeys(alias for alias in found if alias != name.core and len(alias) > 2))


def _short_forms(core: str) -> list[str]:
    """All prefixes (full place, without the city, bare 区) with all short forms of the office."""
    place = place_of(core)
    region = place.region
    if not place.rest or not region.name:
        return [core]
    council = _COUNCIL.match(core)
    if council:
        # 中国人民政治协商会议某市委员会办公室 is called 某市政协办公室.
        offices = _office_forms("政协" + place.rest.removeprefix("委员会"))
        return [
            prefix + office
            for prefix in (region.name, region.district or region.city or "")
            for office in offices
        ]
    offices = [place.rest, *_office_forms(place.rest)]
    inner = region.district or region.city or region.province or ""
    short = short_place(inner)
    prefixes = [core.removesuffix(place.rest), inner, short]
    if region.district and region.city:
        prefixes.append(region.city + region.district)
    bare = _BARE_PLACE.sub("", short)
    if len(bare) >= 2:
        prefixes.append(bare)
    end = inner[-1:] if inner.endswith(_PLACE_ENDS) else ""
    forms = [prefix + office for prefix in dict.fromkeys(prefixes) for office in offices]
    forms += [end + office for office in offices if end and not office.startswith(end)]
    return forms + [office for office in offices if _OWN_PLACE.match(office)]


def _office_forms(office: str) -> list[str]:
    """Short forms of an office: 人民政府办公室 -> 政府办公室, 政府办, 府办."""
    short = name_words().short
    long = max((name for name in short if office.endswith(name)), key=len, default="")
    forms = [office.removesuffix(long) + form for form in short[long]] if long else []
    if not forms and office.endswith("委员会"):
        forms.append(office.removesuffix("员会"))
    if office.startswith("人民政府") and office != "人民政府":
        inner = office.removeprefix("人民政府")
        if not inner.startswith(("办公", "驻")):
            forms += [inner, *_office_forms(inner)]
    return list(dict.fromkeys(forms))


def plaques_in(text: str) -> tuple[str, ...]:
    """Other names that the text gives the department: 加挂…牌子, 以下简称…"""
    found = [name for match in _PLAQUES.findall(text) for name in re.split(r"[、，,]", match)]
    found += _CALLED.findall(text)
    return tuple(
        dict.fromkeys(name.strip("“”") for name in found if name_words().office.search(name.strip("“”")))
    )
