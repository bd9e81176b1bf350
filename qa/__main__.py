"""`python -m qa ask "QUESTION"` and `python -m qa batch QUESTIONS.jsonl --out FILE` (contracts.md)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.command_line import FAILED, Parser, add_common_options, complain, run_command, say, settings_of
from index.errors import DisclosureQAError, FileMissingError
from qa.composing.departments.gathering import count_steps
from qa.export import answer_json, candidates_json, reading_json
from qa.pipeline import Assistant
from qa.types import Answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser = Parser(prog="python -m qa", description="向已收录的部门决算公开提问。")
    add_common_options(parser)
    commands = parser.add_subparsers(metavar="命令", required=True, parser_class=Parser)
    ask = commands.add_parser("ask", help="回答一个问题")
    ask.add_argument("question", metavar="QUESTION", help="问题")
    ask.add_argument("--history", nargs="*", default=[], metavar="EARLIER", help="此前的提问，先问的在前")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--explain", action="store_true", help="同时输出对问题的理解，以及找到的依据和得分")
    ask.set_defaults(run=_ask)
    batch = commands.add_parser("batch", help="回答一批问题")
    batch.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl", help="每行一个问题")
    batch.add_argument("--out", type=Path, required=True, metavar="ANSWERS.jsonl", help="每行一个答案")
    batch.set_defaults(run=_batch)
    for command in (ask, batch):
        add_common_options(command)
    return parser


def _ask(options: argparse.Namespace) -> int:
    assistant = Assistant.open(settings_of(options))
    answer = _followed(assistant, options.question, options.history)
    found = answer_json(answer)
    if options.json:
        if options.explain:
            found["reading"] = _explained(assistant, answer)
        say(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for line in _lines(answer):
        say(line)
    if options.explain:
        say(json.dumps(_explained(assistant, answer), ensure_ascii=False, indent=1))
    return 0


def _followed(assistant: Assistant, question: str, history: Sequence[str]) -> Answer:
    """The answer; on a terminal how far a question over many documents is, on one line of stderr."""
    shown = sys.stderr.isatty()
    answer: Answer | None = None
    for told in assistant.steps(question, history):
        if isinstance(told, Answer):
            answer = told
        elif shown and told.title in count_steps():
            print(f"\r{told.title}：{told.detail} ", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    assert answer is not None, "the last of the steps is the answer"
    return answer


def _explained(assistant: Assistant, answer: Answer) -> dict[str, object]:
    """How the question was read, and what was found for it with scores."""
    found = candidates_json(assistant.evidence, answer.reading) if answer.reading else []
    return reading_json(answer) | {"found": found}


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.text
    for n, option in enumerate(answer.options, start=1):
        yield f"  {n}. {option}"
    for citation in answer.citations:
        place = f"  [{citation.n}] {citation.doc_title} 第{citation.page}页"
        if citation.kind == "cell":
            number = f"{citation.table_no} " if citation.table_no else ""
            place += f" {number}《{citation.table_title}》 {citation.row_label} × {citation.column_label}"
            yield f"{place}：{citation.text or '（空白）'} {citation.unit or ''}".rstrip()
        else:
            yield f"{place}：“{citation.text}”"


def _batch(options: argparse.Namespace) -> int:
    """Answer line by line; what cannot be answered is written with its error, and the rest goes on."""
    if not options.questions.is_file():
        raise FileMissingError(f"{options.questions}：文件不存在：请检查路径。")
    assistant = Assistant.open(settings_of(options))
    failed = 0
    with (
        options.questions.open(encoding="utf-8") as questions,
        options.out.open("w", encoding="utf-8") as out,
    ):
        for number, line in enumerate(questions, start=1):
            if line.strip():
                found = _answered(assistant, line, number)
                failed += "error" in found
                out.write(json.dumps(found, ensure_ascii=False) + "\n")
    if failed:
        complain(f"{failed} 个问题没有回答，原因写在 {options.out} 的 error 字段里。")
    return FAILED if failed else 0


def _answered(assistant: Assistant, line: str, number: int) -> dict[str, object]:
    given: dict[str, object] = {}
    try:
        read = json.loads(line)
        if not isinstance(read, dict) or not isinstance(read.get("question"), str):
            raise ValueError('每行须是 {"id", "question", "history"} 这样的 JSON 对象')
        given = read
        history = given.get("history") or []
        if not isinstance(history, list):
            raise ValueError("history 须是字符串的列表")
        answer = assistant.ask(str(given["question"]), [str(said) for said in history])
        return answer_json(answer, str(given.get("id", number)))
    except (DisclosureQAError, ValueError) as error:
        reason = " ".join(str(error).split())
        return {"id": given.get("id"), "question": given.get("question"), "error": f"第{number}行：{reason}"}


if __name__ == "__main__":
    sys.exit(main())
