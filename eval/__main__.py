"""`python -m eval run`: the evaluation. Exit code 1 below a floor, 2 for wrong usage (contracts.md)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.floors import breaches, read_floors
from eval.generate import CATEGORIES
from eval.report import lines_of, summary, write
from eval.suites.options import Options
from eval.suites.registry import SUITES
from index.command_line import FAILED, Parser, add_common_options, complain, run_command, say, settings_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser = Parser(prog="python -m eval", description="测量答得有多准。")
    add_common_options(parser)
    commands = parser.add_subparsers(metavar="命令", required=True, parser_class=Parser)
    run = commands.add_parser("run", help="运行评测")
    run.add_argument(
        "--suite", choices=tuple(SUITES), help="评测套件（默认 answers；给出 --cases 时为 cases）"
    )
    run.add_argument("--cases", type=Path, metavar="FILE.jsonl", help="题目文件，每行一题")
    run.add_argument("--limit", type=_count, metavar="N", help="最多多少题")
    run.add_argument("--only", metavar="CATEGORY", help=f"只测一类，例如 {'、'.join(CATEGORIES[:3])}")
    run.add_argument("--out", type=Path, metavar="DIR", help="把 results.jsonl 和 summary.json 写到这里")
    run.add_argument("--json", action="store_true", help="输出 JSON")
    run.set_defaults(run=_run)
    add_common_options(run)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("须是正整数")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    suite: str = options.suite or ("cases" if options.cases else "answers")
    result = SUITES[suite](Options(settings_of(options), options.cases, options.limit, options.only))
    if not any(line.judged for line in result.lines):
        complain("没有可以评判的题目：请检查 --only 和 --cases，以及题目所问的文件是否已收录。")
        return FAILED
    breached = breaches(result, read_floors())
    if options.out:
        write(result, breached, options.out)
    if options.json:
        say(json.dumps(summary(result, breached), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(result):
            say(line)
    for breach in breached:
        complain(f"低于下限：{breach}")
    return FAILED if breached else 0


if __name__ == "__main__":
    sys.exit(main())
