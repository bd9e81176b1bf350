"""`python -m eval run`: the evaluation. Exit code 1 below a floor or on a regression, 2 for wrong usage."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval.baseline import write_baseline
from eval.generate import CATEGORIES
from eval.quality import output_of, renew
from eval.reporting.files import summary, write_data
from eval.reporting.html import write_html
from eval.reporting.junit import write_junit
from eval.reporting.markdown import markdown
from eval.reporting.report import Report
from eval.reporting.terminal import lines_of_report
from eval.running import Run, read_failed, run, with_local
from eval.suites.options import Options
from eval.suites.registry import SUITES
from eval.usage import PRICES
from index.command_line import FAILED, Parser, add_common_options, complain, run_command, say, settings_of
from index.config import Settings
from index.store.facts import FactStore


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser = Parser(prog="python -m eval", description="测量答得有多准。")
    add_common_options(parser)
    commands = parser.add_subparsers(metavar="命令", required=True, parser_class=Parser)
    one = commands.add_parser("run", help="运行评测")
    _add_choice(one)
    _add_reports(one)
    one.set_defaults(run=_run)
    add_common_options(one)
    page = commands.add_parser("quality", help="重新测量一页数据，例如 docs/quality.md")
    page.add_argument("page", type=Path, nargs="?", default=Path("docs/quality.md"), metavar="PAGE.md")
    page.set_defaults(run=_quality)
    add_common_options(page)
    return parser


def _add_choice(one: Parser) -> None:
    """What is asked, and of whom."""
    one.add_argument(
        "--suite",
        action="append",
        choices=tuple(SUITES),
        help="评测套件，可重复（默认 answers；给出 --cases 时为 cases）",
    )
    one.add_argument("--cases", type=Path, metavar="FILE.jsonl", help="题目文件，每行一题")
    one.add_argument("--file", type=Path, metavar="PATH", help="外部数据文件（供外部数据套件使用）")
    one.add_argument("--limit", type=_count, metavar="N", help="最多多少题，各类轮流取")
    one.add_argument("--only", metavar="CATEGORY", help=f"只测一类，例如 {'、'.join(CATEGORIES[:3])}")
    one.add_argument("--failed", type=Path, metavar="RESULTS.jsonl", help="只重测上次没有答对的题")
    one.add_argument(
        "--answerer", action="append", metavar="NAME", help="local 或模型名（同 QA_MODEL），可重复，并排比较"
    )
    one.add_argument("--workers", type=_count, metavar="N", help="用几个进程（默认与处理器核数相同）")


def _add_reports(one: Parser) -> None:
    """What is written, and what it is held against."""
    one.add_argument("--out", type=Path, metavar="DIR", help="把全部报告写到这里")
    one.add_argument("--compare", type=Path, metavar="BASELINE.json", help="与基线比较；有新错时退出码为 1")
    one.add_argument("--write-baseline", type=Path, metavar="BASELINE.json", help="把本次结果写成基线")
    one.add_argument("--prices", type=Path, metavar="FILE.toml", default=PRICES, help="模型价格")
    one.add_argument("--json", action="store_true", help="输出 JSON")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("须是正整数")
    return int(text)


def _quality(options: argparse.Namespace) -> int:
    def measured(command: str) -> str:
        say(f"python {command}")
        sys.stdout.flush()
        return output_of(command)

    count = renew(options.page, measured)
    say(f"{options.page}：已重新测量 {count} 处。")
    return 0


def _run(options: argparse.Namespace) -> int:
    report = run(_wanted(options))
    if not any(line.judged for result in report.results for line in result.lines):
        complain("没有可以评判的题目：请检查 --only、--failed 和 --cases，以及题目所问的文件是否已收录。")
        return FAILED
    if options.out:
        _write(report, options.out, settings_of(options))
    if options.write_baseline:
        write_baseline(options.write_baseline, report.results, _command(options))
    if options.json:
        say(json.dumps(summary(report), ensure_ascii=False, indent=1))
    else:
        for line in lines_of_report(report):
            say(line)
    _complain(report)
    return FAILED if report.failed else 0


def _write(report: Report, folder: Path, settings: Settings) -> None:
    """All reports: data, CI, people."""
    write_data(report, folder)
    write_junit(report, folder / "junit.xml")
    (folder / "summary.md").write_text(markdown(report), encoding="utf-8")
    write_html(report, folder / "report.html", FactStore(settings.data_dir))


def _wanted(options: argparse.Namespace) -> Run:
    suites = tuple(options.suite or (["cases"] if options.cases else ["answers"]))
    chosen = Options(
        settings_of(options),
        cases=options.cases,
        limit=options.limit,
        only=options.only,
        workers=options.workers,
        file=options.file,
    )
    if options.failed:
        failed = read_failed(options.failed)
        suites = tuple(options.suite or failed.suites or suites)
        chosen = replace(chosen, again=failed.questions)
    return Run(suites, chosen, with_local(options.answerer or ()), options.compare, options.prices)


def _command(options: argparse.Namespace) -> str:
    suites = " ".join(f"--suite {name}" for name in options.suite or ["answers"])
    return f"python -m eval run {suites} --write-baseline {options.write_baseline.name}"


def _complain(report: Report) -> None:
    for breach in report.breaches:
        complain(f"低于下限：{breach}")
    if report.comparison:
        if count := len(report.comparison.newly_failing):
            complain(f"与基线相比新增 {count} 处错误：见上方 newly failing。")
        for suite in report.comparison.stale:
            complain(f"基线里 {suite} 的题目大半没有再问到：题目已变，请核对后用 --write-baseline 更新基线。")


if __name__ == "__main__":
    sys.exit(main())
