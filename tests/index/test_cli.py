"""The commands `python -m index …`: their output, their one-line errors and their exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from index.cli import main
from tests.conftest import ROOT
from tests.index.pdfs import draw_disclosure

# The promise of `index cells`, in order.
CELL_FIELDS = [
    "doc_id",
    "page",
    "table_id",
    "form",
    "table_no",
    "table_title",
    "row",
    "col",
    "row_label",
    "row_code",
    "row_seq",
    "row_path",
    "column_label",
    "text",
    "value",
    "unit",
    "bbox",
    "source",
    "confidence",
]

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two documents, built by the command."""
    folder, data = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("index") / "data"
    draw_disclosure(folder / "archive-2022.pdf")
    draw_disclosure(folder / "archive-2023.pdf", "1,234.50", year=2023)
    assert main(["build", str(folder), "--data", str(data)]) == 0
    return data


def error_line(capsys: Capture) -> str:
    """The one line on stderr."""
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("错误：")
    return line


def test_cells_as_json_lines(data: Path, capsys: Capture) -> None:
    assert main(["cells", "--doc", "archive-2023", "--format", "jsonl", "--data", str(data)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(records) == 12
    assert {tuple(record) for record in records} == {tuple(CELL_FIELDS)}
    (cell,) = [r for r in records if r["row_code"] == "2012601" and r["column_label"] == "基本支出"]
    box = cell.pop("bbox")
    assert cell == {
        "doc_id": "archive-2023",
        "page": 2,
        "table_id": "archive-2023#t01",
        "form": "expenditure",
        "table_no": "公开03表",
        "table_title": "支出决算表",
        "row": 4,
        "col": 3,
        "row_label": "行政运行",
        "row_code": "2012601",
        "row_seq": None,
        "row_path": ["一般公共服务支出", "档案事务", "行政运行"],
        "column_label": "基本支出",
        "text": "1,234.50",
        "value": "1234.50",
        "unit": "万元",
        "source": "text",
        "confidence": 1.0,
    }
    assert box == pytest.approx([380, 190, 460, 210], abs=1)


def test_cells_as_csv(data: Path, capsys: Capture) -> None:
    assert main(["--data", str(data), "cells", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == CELL_FIELDS
    assert len(rows) == 24
    assert json.loads(rows[-1]["row_path"])[-1] == "行政运行"
    assert len(json.loads(rows[-1]["bbox"])) == 4


def test_list_is_aligned_and_as_json(data: Path, capsys: Capture) -> None:
    assert main(["list", "--data", str(data)]) == 0
    head, first, second = capsys.readouterr().out.splitlines()
    assert head.split() == [
        "doc_id",
        "region",
        "department",
        "year",
        "kind",
        "pages",
        "tables",
        "cells",
        "trust",
    ]
    assert first.split() == ["archive-2022", "清水县", "清水县档案局", "2022", "决算", "2", "1", "12", "1.00"]
    assert second.index("2023 ") == first.index("2022 ")
    assert main(["list", "--json", "--data", str(data)]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [(r["doc_id"], r["year"], r["tables"], r["cells"], r["trust"]) for r in records] == [
        ("archive-2022", 2022, 1, 12, 1.0),
        ("archive-2023", 2023, 1, 12, 1.0),
    ]


def test_check_for_people_and_as_json(data: Path, capsys: Capture) -> None:
    assert main(["check", "--doc", "archive-2022", "--data", str(data)]) == 0
    assert "archive-2022" in capsys.readouterr().out
    assert main(["check", "--json", "--data", str(data)]) == 0
    reports = json.loads(capsys.readouterr().out)
    assert [report["doc_id"] for report in reports] == ["archive-2022", "archive-2023"]
    assert {check["status"] for report in reports for check in report["checks"]} <= {"pass", "not_computable"}


def test_show_prints_a_table_and_writes_pictures(data: Path, tmp_path: Path, capsys: Capture) -> None:
    command = [
        "show",
        "archive-2022",
        "--table",
        "1",
        "--pictures",
        str(tmp_path / "pics"),
        "--data",
        str(data),
    ]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert "[1] 支出决算表  公开03表  form=expenditure  第 2 页  单位：万元" in shown
    assert "可信度：1.00" in shown
    assert "行政运行" in shown
    (picture,) = (tmp_path / "pics").iterdir()
    assert picture.name == "archive-2022-002.png"
    assert Image.open(picture).size == (1190, 1684)


def test_show_of_a_table_that_is_not_there(data: Path, capsys: Capture) -> None:
    assert main(["show", "archive-2022", "--table", "9", "--data", str(data)]) == 1
    assert "1 张表" in error_line(capsys)


def test_build_tells_what_it_did_and_fails_for_a_bad_file(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "in").mkdir()
    draw_disclosure(tmp_path / "in" / "good.pdf")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"no pdf")
    command = ["build", str(tmp_path / "in"), "--data", str(tmp_path / "data")]
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == ["收录 good：2 页，1 张表，12 个单元格", "完成：收录 1，失败 1"]
    assert len(err.splitlines()) == 1
    assert "bad.pdf" in err
    assert main(command) == 1
    assert "未变 good" in capsys.readouterr().out


def test_progress_bars_when_asked_for(tmp_path: Path, capsys: Capture) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    assert main(["build", "--progress", str(path), "--data", str(tmp_path / "data")]) == 0
    out, err = capsys.readouterr()
    assert "收录 a：2 页" in out
    assert "1/1" in err


def test_remove(tmp_path: Path, capsys: Capture) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    place = ["--data", str(tmp_path / "data")]
    assert main(["build", str(path), *place]) == 0
    assert main(["remove", "a", *place]) == 0
    assert main(["remove", "a", *place]) == 1
    assert "a" in error_line(capsys)


@pytest.mark.parametrize("command", [["list"], ["cells"], ["check"], ["show", "a"], ["remove", "a"]])
def test_without_an_index_every_command_says_how_to_make_one(
    tmp_path: Path, capsys: Capture, command: list[str]
) -> None:
    assert main([*command, "--data", str(tmp_path / "data")]) == 1
    assert "python -m index build" in error_line(capsys)
    assert not (tmp_path / "data").exists()


def test_an_unknown_document(data: Path, capsys: Capture) -> None:
    for command in (["cells", "--doc", "x"], ["check", "--doc", "x"], ["show", "x"], ["remove", "x"]):
        assert main([*command, "--data", str(data)]) == 1
        assert "x" in error_line(capsys)


@pytest.mark.parametrize(
    "command", [[], ["guess"], ["build"], ["cells", "--format", "xml"], ["build", "/", "--year", "2022"]]
)
def test_wrong_usage(capsys: Capture, command: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "--help" in error_line(capsys)


def test_debug_shows_the_trace(tmp_path: Path, capsys: Capture) -> None:
    assert main(["list", "--debug", "--data", str(tmp_path / "none")]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_the_data_directory_can_come_from_the_environment(
    data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSURE_QA_DATA", str(data))
    assert main(["list"]) == 0
    assert "archive-2022" in capsys.readouterr().out


def run(*command: str, limit=None) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "index", *command],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )


def test_a_reader_that_leaves_early_is_no_error(data: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head` does once it has its lines
    command = [sys.executable, "-m", "index", "cells", "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def small_files_only() -> None:
    """The kernel refuses to let a file grow over 64 kB, as it does on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))


def without_override() -> None:
    """Take from root the right to write where the permissions forbid it (others never had it)."""
    if os.geteuid() == 0:
        import ctypes

        drop_from_bounding_set, override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
        assert ctypes.CDLL(None).prctl(drop_from_bounding_set, override, 0, 0, 0) == 0


def test_a_full_data_directory(tmp_path: Path) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    full = run("build", str(path), "--data", str(tmp_path / "data"), limit=small_files_only)
    assert full.returncode == 1
    (line,) = full.stderr.splitlines()
    assert line.startswith("错误：数据目录")
    assert "磁盘空间" in line
    again = run("build", str(path), "--data", str(tmp_path / "data"))
    assert again.returncode == 0, again.stderr
    assert "收录 a" in again.stdout


def test_a_read_only_data_directory(tmp_path: Path) -> None:
    path = draw_disclosure(tmp_path / "a.pdf")
    (tmp_path / "data").mkdir(mode=0o555)
    refused = run("build", str(path), "--data", str(tmp_path / "data"), limit=without_override)
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith("错误：数据目录")
    assert "写权限" in line
