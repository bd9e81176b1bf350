"""`python -m qa ask "QUESTION"` and `python -m qa batch QUESTIONS.jsonl --out FILE` (contracts.md)."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from index.config import load_settings
from index.errors import DisclosureQAError, QuestionError
from qa.export import answer_json, reading_json
from qa.pipeline import Assistant
from qa.types import Answer

OK, FAILED, USAGE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line, as every other error."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"错误：{message}。用法见 `{self.prog} --help`。\n")


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="数据目录")
    common.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="出错时显示调用栈")
    parser = _Parser(prog="python -m qa", description="向已收录的部门决算公开提问。", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    ask = commands.add_parser("ask", parents=[common], help="回答一个问题")
    ask.add_argument("question")
    ask.add_argument("--history", nargs="*", default=[], metavar="EARLIER", help="此前的提问，先问的在前")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--explain", action="store_true", help="同时输出对问题的理解")
    batch = commands.add_parser("batch", parents=[common], help="回答一批问题")
    batch.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    batch.add_argument("--out", type=Path, required=True, metavar="ANSWERS.jsonl")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        assistant = Assistant.open(load_settings(getattr(options, "data", None)))
        return _ask(assistant, options) if options.command == "ask" else _batch(assistant, options)
    except (DisclosureQAError, OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        if getattr(options, "debug", False):
            traceback.print_exc()
        print(f"错误：{_one_line(error)}", file=sys.stderr)
        return USAGE if isinstance(error, QuestionError) else FAILED


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"不能读写 {error.filename}（{error.strerror}）：请检查路径和权限。"
    return " ".join(str(error).split())


def _ask(assistant: Assistant, options: argparse.Namespace) -> int:
    answer = assistant.ask(options.question, options.history)
    if options.json:
        found = answer_json(answer)
        if options.explain:
            found["reading"] = reading_json(answer)
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return OK
    for line in _lines(answer):
        print(line)
    if options.explain:
        print(json.dumps(reading_json(answer), ensure_ascii=False, indent=1))
    return OK


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


def _batch(assistant: Assistant, options: argparse.Namespace) -> int:
    failed = 0
    with (
        options.questions.open(encoding="utf-8") as questions,
        options.out.open("w", encoding="utf-8") as out,
    ):
        for number, line in enumerate(questions, start=1):
            if not line.strip():
                continue
            found = _answered(assistant, line, number)
            failed += "error" in found
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
    if failed:
        print(f"错误：{failed} 个问题没有回答，原因写在 {options.out} 的 error 字段里。", file=sys.stderr)
    return FAILED if failed else OK


def _answered(assistant: Assistant, line: str, number: int) -> dict[str, object]:
    """The answer to one input line, or its error: one bad line does not stop the rest."""
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
        return {
            "id": given.get("id"),
            "question": given.get("question"),
            "error": f"第{number}行：{_one_line(error)}",
        }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        # The reader has gone (… | head): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
