"""`python -m index`: build, list, remove, cells, check, show."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.checking.checks import lines
from index.command_line import FAILED, Parser, add_common_options, run_command, say, settings_of
from index.profile.regions import place_of
from index.profile.sidecar import Given
from index.records import CellRecord, DocumentRecord, cell_record, document_record
from index.show import aligned, chosen, table_lines, write_pictures
from index.store.facts import FactStore
from index.types import Kind, Region


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 (done), 1 (something failed) or 2 (wrong usage)."""
    return run_command(_parser(), arguments)


def _parser() -> Parser:
    parser = Parser(prog="python -m index", description="收录部门决算公开文件，查看收录的内容。")
    add_common_options(parser)
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)

    build = commands.add_parser("build", help="收录 PDF 或文件夹里的全部 PDF；未变的跳过")
    build.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    build.add_argument("--rebuild", action="store_true", help="用现在的嵌入模型重建全部向量")
    build.add_argument("--progress", action="store_true", help="不在终端里也显示进度条")
    profile = build.add_argument_group("文件说明", "PDF 里读不出时由此给出；只能用于单个文件")
    profile.add_argument("--department", metavar="名称")
    profile.add_argument("--year", type=int, metavar="年度")
    profile.add_argument("--region", metavar="地区")
    profile.add_argument("--kind", choices=("决算", "预算"))
    build.set_defaults(run=_build, parser=build)

    listing = commands.add_parser("list", help="列出已收录的文件")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    remove = commands.add_parser("remove", help="移除一份文件")
    remove.add_argument("doc_id", metavar="DOC_ID")
    remove.set_defaults(run=_remove)

    cells = commands.add_parser("cells", help="导出单元格，一格一条")
    cells.add_argument("--doc", metavar="DOC_ID")
    cells.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    cells.set_defaults(run=_cells)

    check = commands.add_parser("check", help="勾稽核对和前后矛盾")
    check.add_argument("--doc", metavar="DOC_ID")
    check.add_argument("--json", action="store_true")
    check.add_argument("--all", action="store_true", help="相符的也列出")
    check.set_defaults(run=_check)

    show = commands.add_parser("show", help="按读取结果显示表格")
    show.add_argument("doc_id", metavar="DOC_ID")
    show.add_argument("--table", type=int, metavar="N", help="只显示第 N 张表")
    show.add_argument("--pictures", type=Path, metavar="DIR", help="把页面图片写入 DIR，框出每个读到的单元格")
    show.set_defaults(run=_show)

    for command in commands.choices.values():
        add_common_options(command)
    return parser


def _build(options: argparse.Namespace) -> int:
    from index.build import build_index  # parsing, Chroma and SQLite: a second that no other command needs
    from index.watch import watcher

    paths: list[Path] = options.paths
    given = _given(options)
    if not paths and not options.rebuild:
        options.parser.error("没有给出 PDF 或文件夹")
    if given and not (len(paths) == 1 and paths[0].is_file()):
        options.parser.error("--department、--year、--region、--kind 只能用于单个文件")
    progress = watcher(bars=options.progress or sys.stderr.isatty())
    report = build_index(paths, settings_of(options), progress, given, rebuild=options.rebuild)
    progress.close(report)
    return FAILED if report.failed else 0


def _list(options: argparse.Namespace) -> int:
    records = _documents(_store(options))
    if options.json:
        say(json.dumps(records, ensure_ascii=False, indent=1))
        return 0
    head = ["doc_id", "region", "department", "year", "kind", "pages", "tables", "cells", "trust"]
    rows = [[_field(record, name) for name in head] for record in records]
    for line in aligned([head, *rows], right=frozenset({3, 5, 6, 7, 8})):
        say(line)
    return 0


def _remove(options: argparse.Namespace) -> int:
    _store(options).close()  # says so where nothing is indexed, and makes no directory
    from index.store.writer import opened_for_writing

    with opened_for_writing(settings_of(options)) as index:
        index.remove(options.doc_id)
    say(f"已移除 {options.doc_id}")
    return 0


def _cells(options: argparse.Namespace) -> int:
    records = (cell_record(cell) for cell in _store(options).cells(options.doc))
    if options.format == "csv":
        _write_csv(records)
        return 0
    for record in records:
        say(json.dumps(record, ensure_ascii=False))
    return 0


def _check(options: argparse.Namespace) -> int:
    store = _store(options)
    doc_ids = [options.doc] if options.doc else [disclosure.doc_id for disclosure in store.disclosures()]
    reports = [report for doc_id in doc_ids if (report := store.checks(doc_id))]
    if options.json:
        say(f"[{','.join(report.to_json() for report in reports)}]")
        return 0
    for report in reports:
        say("\n".join(lines(report, every=options.all)))
    return 0


def _show(options: argparse.Namespace) -> int:
    store = _store(options)
    disclosure = store.disclosure(options.doc_id)
    place = f"{disclosure.region.name} {disclosure.department}"
    say(f"{disclosure.title}（{place} {disclosure.year} {disclosure.kind}）\n")
    for number, table in chosen(store.tables(options.doc_id), options.table):
        say("\n".join(table_lines(table, number)))
    for warning in store.warnings(options.doc_id):
        say(f"注意：{warning}")
    if options.pictures:
        written = write_pictures(store, options.doc_id, options.pictures)
        say(f"已写入 {len(written)} 张图片：{options.pictures}")
    return 0


def _store(options: argparse.Namespace) -> FactStore:
    return FactStore(settings_of(options).data_dir)


def _documents(store: FactStore) -> list[DocumentRecord]:
    sizes = store.table_sizes()
    return [document_record(d, sizes.get(d.doc_id, (0, 0, None))) for d in store.disclosures()]


def _given(options: argparse.Namespace) -> Given | None:
    """What the command line states about the document, None where it states nothing."""
    region = place_of(options.region).region if options.region else Region()
    given = Given(
        department=options.department,
        year=options.year,
        kind=Kind(options.kind) if options.kind else None,
        province=region.province,
        city=region.city,
        district=region.district,
    )
    return given if given != Given() else None


def _write_csv(records: Iterable[CellRecord]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(CellRecord.__annotations__)
    for record in records:
        lists = {
            "row_path": json.dumps(record["row_path"], ensure_ascii=False),
            "bbox": json.dumps(record["bbox"]),
        }
        writer.writerow((record | lists).values())


def _field(record: DocumentRecord, name: str) -> str:
    value = dict(record)[name]
    return "-" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
