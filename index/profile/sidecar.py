"""The sidecar NAME.toml beside NAME.pdf: what a document does not say about itself, given by hand.

    department = "某市某区教育局"
    year = 2023
    kind = "决算"            # or "预算"
    level = "部门"           # or "单位"
    title = "某市某区教育局2023年度部门决算"
    province = "某省"
    city = "某市"
    district = "某区"

Every line is optional; what is given wins over what was read.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from index.errors import ProfileError
from index.types import Kind, Level

_TEXTS = ("department", "title", "province", "city", "district")
_KEYS = frozenset((*_TEXTS, "year", "kind", "level"))
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Given:
    """Parts of a profile given by hand; None where the document shall tell."""

    department: str | None = None
    year: int | None = None
    kind: Kind | None = None
    level: Level | None = None
    title: str | None = None
    province: str | None = None
    city: str | None = None
    district: str | None = None


def read_sidecar(path: Path) -> Given | None:
    """The sidecar at `path` (NAME.toml), None where there is none; ProfileError where it cannot be used."""
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError(f"{path}: 无法读取附注文件（TOML）：{error}。请改正或删除该文件。") from error
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise ProfileError(f"{path}: 不认识的项 {', '.join(unknown)}；可用：{', '.join(sorted(_KEYS))}。")
    texts = {key: _text(path, key, data[key]) for key in _TEXTS if key in data}
    return Given(
        department=texts.get("department"),
        year=_year(path, data["year"]) if "year" in data else None,
        kind=Kind(_choice(path, "kind", data["kind"], Kind)) if "kind" in data else None,
        level=Level(_choice(path, "level", data["level"], Level)) if "level" in data else None,
        title=texts.get("title"),
        province=texts.get("province"),
        city=texts.get("city"),
        district=texts.get("district"),
    )


def _text(path: Path, key: str, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ProfileError(f'{path}: {key} 须是非空文字，例如 {key} = "…"。')


def _year(path: Path, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and _FIRST_YEAR <= value <= _LAST_YEAR:
        return value
    raise ProfileError(f"{path}: year 须是年份数字，例如 year = 2023。")


def _choice(path: Path, key: str, value: object, options: type[Kind] | type[Level]) -> str:
    if isinstance(value, str) and value in {option.value for option in options}:
        return value
    names = " 或 ".join(f'"{option.value}"' for option in options)
    raise ProfileError(f"{path}: {key} 须是 {names}。")
