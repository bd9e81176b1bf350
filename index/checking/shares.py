"""占比 that must follow from a part and its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.checking.arithmetic import YUAN
from index.checking.checks import Check, Side, Status, figure_operand
from index.checking.percentages import reach_of
from index.checking.rates import Mention, RateClaim, rate_check, rate_fits
from index.checking.statement_rules import WholeRule
from index.checking.statements import Statement
from index.forms.labels import label_key
from index.types import Measure, Sentence

_LINK = re.compile(r"^[，,;；（(]?占(?:比|了)?(?P<whole>.*?)的?(?:比例|比重)?(?:为|是|达)?$")
_BREAKDOWN = re.compile(r"[，,。；;：:\s]*(?:其中|主要用于以下方面|具体构成|包括)")


@dataclass(frozen=True, slots=True)
class Wholes:
    """The wholes that shares may name: what the document states, and the names that mean it."""

    known: Mapping[str, Statement]
    rules: Sequence[WholeRule]

    def named(self, key: str) -> Mention | None:
        """The figure of a named whole, None where the document states none for sure."""
        rule = next((rule for rule in self.rules if re.fullmatch(rule.name, key)), None)
        found = self.known.get(rule.statement) if rule is not None else None
        if rule is None or found is None or (rule.only_if_zero and found.figure.value):
            return None
        return Mention(found.sentence, found.figure)


def share_checks(sentences: Sequence[Sentence], wholes: Wholes) -> Iterator[Check]:
    """占比 = part / whole: the whole is named, or is the amount that opens the list of its parts."""
    opening: Mention | None = None
    for at, sentence in enumerate(sentences):
        opening = _opening(sentence, opening, sentences[at - 1] if at else None)
        for place, rate in enumerate(sentence.figures):
            if place == 0 or rate.measure is not Measure.SHARE or rate.unit != "%":
                continue
            part = Mention(sentence, sentence.figures[place - 1])
            link = _LINK.match(re.sub(r"\s+", "", sentence.text[part.figure.end : rate.start]))
            if not part.is_money or link is None:
                continue
            whole = wholes.named(label_key(link["whole"])) if link["whole"] else opening
            if whole is None or whole.figure is part.figure:
                continue
            reach = [*reach_of(sentences, at), *(Mention(sentence, f) for f in sentence.figures[:place])]
            others = [m.printed for m in reach if m.is_money and m.figure is not part.figure]
            if any(rate_fits(part.printed, other, rate) for other in others):
                continue
            title = f"占比：{rate.subject} ÷ {whole.figure.subject or link['whole']}"
            claim = RateClaim("percent.share", title, Mention(sentence, rate))
            yield from rate_check(claim, part, whole)
            if not whole.figure.value and part.figure.value and rate.value:
                yield _of_nothing(claim, part, whole)


def _of_nothing(claim: RateClaim, part: Mention, whole: Mention) -> Check:
    """A share of a whole that the document states as zero."""
    zero = Decimal(0)
    return Check(
        claim.rule,
        claim.title,
        Status.FAIL,
        (
            figure_operand(claim.rate.sentence, claim.rate.figure, Side.LEFT),
            figure_operand(part.sentence, part.figure, Side.RIGHT, basis=True),
            figure_operand(whole.sentence, whole.figure, Side.RIGHT, basis=True),
        ),
        claim.rate.figure.value,
        zero,
        claim.rate.figure.value,
        zero,
        "%",
        f"所载占比 {claim.rate.figure.value}%，但正文另载总额为 {whole.figure.text}{whole.figure.unit}。",
    )


def _opening(sentence: Sentence, before: Mention | None, last: Sentence | None) -> Mention | None:
    """The amount that a sentence breaks down (X 万元，其中：…), or that the sentence before, a list, does."""
    first = sentence.figures[0] if sentence.figures else None
    if first is not None and first.unit in YUAN and _BREAKDOWN.match(sentence.text, first.end):
        return Mention(sentence, first)
    goes_on = last is not None and last.section == sentence.section and last.text.endswith(("；", ";"))
    return before if goes_on else None
