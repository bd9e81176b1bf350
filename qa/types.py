"""What a question becomes on its way to an answer. Frozen; citations carry their place.

Flow: Question -> Reading -> Evidence -> Draft -> Answer. An `Answer` is what contracts.md promises.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from index.types import BBox, Cell, Direction, Figure, Measure, Sentence


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    CONFLICT = "conflict"  # the disclosure contradicts itself: every value is given
    CLARIFY = "clarify"  # `options` holds complete readings of the question
    REFUSED = "refused"  # not disclosed, or not a question for disclosures


class Intent(StrEnum):
    """What is wanted of the measures that the question names."""

    LOOKUP = "lookup"
    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    AVERAGE = "average"
    EXECUTION = "execution"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    PRIOR = "prior"
    COMPARE = "compare"
    RANK = "rank"
    FILTER = "filter"
    REASON = "reason"
    DEFINE = "define"
    LIST = "list"
    YES_NO = "yes_no"
    REFUSE = "refuse"


class Facet(StrEnum):
    """Which of a measure's figures: what was spent, what was planned, how many."""

    FINAL = "决算"
    BUDGET = "预算"
    FULL_BUDGET = "全年预算"
    COUNT = "数量"


@dataclass(frozen=True, slots=True)
class Question:
    """The last turn and the user's earlier turns, oldest first."""

    text: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that figures are filtered by; `above` where larger ones are wanted, `or_equal` where the limit
    itself is within it (不低于, 以上)."""

    value: Decimal
    unit: str
    above: bool
    or_equal: bool = False

    def holds(self, size: Decimal) -> bool:
        """True for a figure, in the unit of the limit, that is wanted."""
        if size == self.value:
            return self.or_equal
        return (size > self.value) == self.above


@dataclass(frozen=True, slots=True)
class Scope:
    """Which disclosures a question is about, and what could not be resolved."""

    doc_ids: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()  # more than one department fits: ask back
    missing_entity: str | None = None
    missing_year: int | None = None
    named: bool = False  # the question itself names a department or place
    every: bool = False  # asks over all that is indexed
    bare: bool = False  # a place is named and no department of it
    of_region: bool = False  # asks for what only a whole district or city has
    only: str = ""  # no department is named: the item that this one alone prints


@dataclass(frozen=True, slots=True)
class Reading:
    """What the question was understood to ask. `content` is what remains when department, year and
    courtesies are taken out."""

    question: str
    content: str
    intent: Intent
    scope: Scope
    across: Intent | None = None  # what is done with the figures of several measures, years or departments
    facet: Facet | None = None
    years: tuple[int, ...] = ()
    table_no: str | None = None
    row_number: int | None = None  # negative from the end
    column_number: int | None = None
    codes: tuple[str, ...] = ()
    code_meant: bool = False  # an account code is asked for, so that an unknown one is refused
    numbers: tuple[str, ...] = ()  # numerals that the question itself states
    unit: str | None = None
    unit_forced: bool = False
    decimals: int | None = None
    counted: str | None = None  # 人, 辆, 批 … when the question asks how many
    reason: str | None = None  # why it is refused
    instructions: tuple[str, ...] = ()  # what told the assistant what to say, left out of the reading
    english: bool = False
    estimate: bool = False  # an estimate will do
    threshold: Threshold | None = None
    descending: bool = True
    taken_for: tuple[str, str] | None = None  # a place as it was typed, and the indexed one it is read as
    about: str | None = None  # where the figure stands (place) or how it came about (method) is asked
    whole: bool = False  # what was spent is asked without saying on what: the total of the year
    own: tuple[str, ...] = ()  # words of a follow-up that no vocabulary has: its evidence has to hold them
    otherwise: tuple[Reading, ...] = ()  # other readings of a follow-up, in the order in which they are tried
    spelled: str | None = None  # a turn that names nothing, as what it asks in full
    courtesy: str | None = None  # thanks, a greeting …: nothing is asked


@dataclass(frozen=True, slots=True)
class CellHit:
    """A cell offered as evidence, with the score of the match and why.

    `backing` is a sentence of the narrative that states the same figure of the same item: it is cited too,
    because two places are better than one, most of all for a scan.
    """

    cell: Cell
    score: float
    why: tuple[str, ...] = ()
    backing: SentenceHit | None = None


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence offered as evidence; `figure` is the figure in it that answers, if one does."""

    sentence: Sentence
    score: float
    figure: Figure | None = None
    measure: Measure | None = None
    why: tuple[str, ...] = ()
    backing: SentenceHit | None = None


Hit = CellHit | SentenceHit


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure or statement stands (contracts.md). `kind` is "cell" or "sentence"."""

    n: int
    kind: str
    doc_id: str
    doc_title: str
    page: int
    bbox: BBox
    text: str
    form: str | None = None
    table_id: str | None = None
    table_no: str | None = None
    table_title: str | None = None
    row_label: str | None = None
    column_label: str | None = None
    value: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A computation with its operands kept: `value` follows from the cited `operands` by `formula`."""

    value: Decimal
    unit: str | None
    formula: str
    operands: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before verification: text with `[n]` marks, and the evidence each mark stands for.

    `derived` holds the decimal strings that the text may state because they were computed from the evidence;
    `computed` the computations themselves, which the gate follows again where the text shows no formula.
    """

    status: Status
    text: str
    evidence: tuple[Hit, ...] = ()
    value: Decimal | None = None
    unit: str | None = None
    boolean: bool | None = None
    options: tuple[str, ...] = ()
    formula: str | None = None
    derived: tuple[Decimal, ...] = ()
    checks: tuple[str, ...] = ()
    computed: tuple[Computed, ...] = ()
    direction: Direction | None = None  # of a change or a difference that is told: which way it goes


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model did for one answer. `fallback` is the kind of failure after which the local
    answer stands (a key of the phrases that tell it), None where the model's own text passed the gate."""

    model: str
    prompts: tuple[str, ...] = ()  # "write@3": prompt name and version
    settings: tuple[tuple[str, str], ...] = ()
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    fallback: str | None = None
    understood: str | None = None  # the label that the model took for what was asked


@dataclass(frozen=True, slots=True)
class Answer:
    """One verified answer, in the layout of contracts.md."""

    question: str
    status: Status
    text: str
    value: str | None = None
    unit: str | None = None
    boolean: bool | None = None
    options: tuple[str, ...] = ()
    formula: str | None = None
    checks: tuple[str, ...] = ()
    answerer: str = "local"
    citations: tuple[Citation, ...] = ()
    id: str | None = None
    reading: Reading | None = field(default=None, compare=False)
    model: ModelUse | None = field(default=None, compare=False)  # None: no language model was asked


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work, told while it goes on."""

    title: str
    detail: str = ""
