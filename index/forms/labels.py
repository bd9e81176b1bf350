"""Labels: as they are shown, and the key that two labels are compared by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from opencc import OpenCC

_CJK: Final = r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’《》]"
_SPACE_BESIDE_CJK: Final = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")
_NUMERAL: Final = "一二三四五六七八九十百"
_ORDINAL: Final = re.compile(
    rf"^(?:其中:|第?[{_NUMERAL}]+[、.,:]|\([{_NUMERAL}]+\)[、.]?|\(\d{{1,2}}\)[、.]?|\d{{1,2}}(?:、|\.(?!\d)|\))|[①-⑳])"
)
_LEVEL_SUFFIX: Final = re.compile(r"\([类款项]\)$")
_QUOTES: Final = str.maketrans("", "", "“”‘’\"'「」『』")
_BRACKETS: Final = str.maketrans("[]{}〔〕【】〈〉", "()()()()()")


# Kangxi radicals, compatibility ideographs and their supplement: each is another code of a plain character.
_LOOK_ALIKE: Final = ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20))


@cache
def _radicals() -> dict[int, str]:
    """Code points that stand for a plain character, as these documents write it.

    A font may print 户 by the glyph of the radical ⼾, whose NFKC is the traditional 戶.
    """
    data = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
    codes = [code for first, end in _LOOK_ALIKE for code in range(first, end)]
    plain = [unicodedata.normalize("NFKC", chr(code)) for code in codes]
    simplified = OpenCC("t2s").convert("\n".join(plain)).split("\n")
    return dict(zip(codes, simplified, strict=True)) | {
        ord(pair[0]): pair[1] for pair in data["radicals"].split()
    }


def fold_radicals(text: str) -> str:
    """The same print with Kangxi and CJK radicals replaced by the plain characters that they look like."""
    return text.translate(_radicals())


def clean(text: str) -> str:
    """A printed label without line breaks and without the spaces that only spread it over its cell."""
    return _SPACE_BESIDE_CJK.sub("", " ".join(text.split()))


def label_key(text: str) -> str:
    """The key that two labels are compared by.

    NFKC, radicals folded, white space and quotes dropped, ordinals ("一、", "1.", "(1)", "其中：") stripped
    from the front, brackets unified, a level suffix such as （款） and a closing colon dropped.
    """
    key = "".join(unicodedata.normalize("NFKC", fold_radicals(text)).split())
    key = key.replace("：", ":").translate(_QUOTES).translate(_BRACKETS)
    while (found := _ORDINAL.match(key)) and found.end() < len(key):
        key = key[found.end() :]
    return _LEVEL_SUFFIX.sub("", key).rstrip(":")


def ordinal_level(text: str) -> int | None:
    """How deep the ordinal before an item stands: 一、 0, （一） 1, 1. 2, (1) 3, 其中 4; None without one."""
    key = "".join(unicodedata.normalize("NFKC", text).split())
    for level, pattern in enumerate(_LEVELS):
        if pattern.match(key):
            return level
    return None


_LEVELS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[{_NUMERAL}]+[、.,]",
        rf"\([{_NUMERAL}]+\)",
        r"\d{1,2}(?:、|\.(?!\d))",
        r"\(\d{1,2}\)|\d{1,2}\)|[①-⑳]",
        r"其中[:：]",
    )
)
