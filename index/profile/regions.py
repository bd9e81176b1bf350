"""Where a name belongs: province, city and district read from an official name.

The table (regions.toml) is the public administrative division down to the prefecture level; names of counties
are known by their ends (区, 县, 市, 旗, 自治县), because there are some three thousand of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.types import Region

# A character of a place name: Chinese, and none of an office (公安局朝阳区分局 is in no 公安局朝阳区).
_NAME = r"[^\W\da-zA-Z局厅院校队处站_（）()]"


# A province that the table does not know (samples about invented places).
_UNKNOWN_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,3}省(?=[\u4e00-\u9fff]{2,4}[市县州])")

# Bodies of the party and the council are named after these first, then after their place.
_PARTY = re.compile(r"^(?:中国人民政治协商会议|中国共产党|中共|共青团|中国共产主义青年团)")


@dataclass(frozen=True)
class Division:
    """The table as lookups: every name, long or short, -> its official name, and city -> province."""

    provinces: dict[str, str]
    cities: dict[str, str]
    direct: dict[str, str]
    province_of: dict[str, str]
    municipalities: frozenset[str]
    peoples: tuple[str, ...]
    district: re.Pattern[str]
    no_districts: frozenset[str]


@cache
def division() -> Division:
    """The table, read once."""
    data = tomllib.loads(Path(__file__).with_name("regions.toml").read_text(encoding="utf-8"))
    provinces: dict[str, str] = {}
    cities: dict[str, str] = {}
    direct: dict[str, str] = {}
    province_of: dict[str, str] = {}
    for entry in data["province"]:
        name: str = entry["name"]
        provinces[name] = name
        for city in entry.get("cities", ()):
            cities[city] = city
            cities[_without_peoples(city, data["peoples"])] = city
            province_of[city] = name
        for county in entry.get("direct", ()):
            direct[county] = county
            province_of[county] = name
    ends = sorted(data["districts"], key=len, reverse=True)
    long_ends = "|".join(end for end in ends if len(end) > 1 and end.startswith("自治"))
    other = "|".join(end for end in ends if not end.startswith("自治"))
    return Division(
        provinces=provinces,
        cities=cities,
        direct=direct,
        province_of=province_of,
        municipalities=frozenset(e["name"] for e in data["province"] if e.get("municipality")),
        peoples=tuple(data["peoples"]),
        district=re.compile(rf"{_NAME}{{2,16}}?(?:{long_ends})|{_NAME}{{1,5}}?(?:{other})"),
        no_districts=frozenset(data["no_districts"]),
    )


def short_place(name: str) -> str:
    """A place as it is called: 恩施州 for 恩施土家族苗族自治州, 三江县 for 三江侗族自治县."""
    return _without_peoples(name, division().peoples)


def _without_peoples(name: str, peoples: Sequence[str]) -> str:
    if not name.endswith(("自治州", "自治县", "自治旗")):
        return name
    cuts = [place for people in peoples if (place := name.find(people)) > 0]
    return name[: min(cuts)] + name[-1] if cuts else name


@dataclass(frozen=True, slots=True)
class Place:
    """A name taken apart: where it belongs, and what follows the place (人民政府办公室)."""

    region: Region
    rest: str


def place_of(name: str) -> Place:
    """Province, city and district at the beginning of a name; the province of a known city is implied."""
    table = division()
    province, rest = _prefix(_PARTY.sub("", name), table.provinces)
    if province is None and (unknown := _UNKNOWN_PROVINCE.match(rest)):
        province, rest = unknown.group(), rest[unknown.end() :]
    city, rest = _prefix(rest, table.cities)
    county, after = _prefix(rest, table.direct) if city is None else (None, rest)
    if county is None:
        county, after = _district(rest)
    if city is None and county and county.endswith("市") and _district(after)[0]:
        # A city that the table does not know, with a district of its own.
        city, (county, after) = county, _district(after)
    implied = table.province_of.get(city or "") or table.province_of.get(county or "")
    return Place(Region(province or implied, city, county), after)


def _prefix(name: str, names: dict[str, str]) -> tuple[str | None, str]:
    """The longest of the names that the text begins with (as its official name), and the rest."""
    found = max((key for key in names if name.startswith(key)), key=len, default=None)
    return (names[found], name[len(found) :]) if found else (None, name)


def _district(name: str) -> tuple[str | None, str]:
    """A county-level name at the beginning of the text, and the rest; the rest may not be empty."""
    table = division()
    match = table.district.match(name)
    if match is None or match.group() in table.no_districts or match.end() == len(name):
        return None, name
    # 市 of 市场监督管理局 or 市政 begins the office, it does not end a place.
    if match.group().endswith("市") and name[match.end() :].startswith(("场", "政府采购", "容")):
        return None, name
    return match.group(), name[match.end() :]


def merged(region: Region, other: Region) -> Region:
    """The region, with what it lacks taken from another that does not contradict it."""
    for mine, theirs in ((region.province, other.province), (region.city, other.city)):
        if mine and theirs and mine != theirs:
            return region
    if region.district and other.district and region.district != other.district:
        return region
    return Region(
        region.province or other.province,
        region.city or other.city,
        region.district or other.district,
    )


def implied_by_text(region: Region, text: str) -> Region:
    """The region with the city or province that the text always prints before the district.

    Only where one city alone precedes the district anywhere in the text; two different ones imply nothing.
    """
    if region.city or not region.district or region.province in division().municipalities:
        return region
    table = division()
    known = (table.cities, table.provinces)
    before = {names[key] for names in known for key in names if key + region.district in text}
    cities = {name for name in before if name in table.province_of}
    provinces = {table.province_of[name] for name in cities} | {n for n in before if n in table.provinces}
    if len(provinces) != 1 or len(cities) > 1:
        return region
    return merged(region, Region(next(iter(provinces)), next(iter(cities), None), None))
