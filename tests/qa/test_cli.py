"""`python -m qa`: output, exit codes, one-line errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.config import Settings
from qa.__main__ import main

QUESTION = "青山湖区政府办2021年办公费是多少？"
FIELDS = [
    "id",
    "question",
    "status",
    "text",
    "value",
    "unit",
    "boolean",
    "options",
    "formula",
    "checks",
    "answerer",
]
CELL_FIELDS = ["n", "kind", "doc_id", "doc_title", "page", "form", "table_no", "table_title"]

Capture = pytest.CaptureFixture[str]


def test_ask_as_json(sample_settings: Settings, capsys: Capture) -> None:
    assert main(["ask", QUESTION, "--json", "--data", str(sample_settings.data_dir)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [*answer] == [*FIELDS, "citations", "model"]
    cited = answer["citations"][0]
    assert [*cited] == [*CELL_FIELDS, "row_label", "column_label", "text", "value", "unit", "bbox"]
    assert (answer["value"], answer["unit"], answer["answerer"]) == ("92.86", "万元", "local")
    assert answer["model"] is None
    assert len(cited["bbox"]) == 4


def test_ask_for_people(sample_settings: Settings, capsys: Capture) -> None:
    assert main(["--data", str(sample_settings.data_dir), "ask", QUESTION, "--explain"]) == 0
    out = capsys.readouterr().out
    assert "92.86 万元[1]" in out
    assert '"documents": [\n  "qingshanhu-office-2021"\n ]' in out


def test_history(sample_settings: Settings, capsys: Capture) -> None:
    arguments = [
        "ask",
        "那会议费呢？",
        "--history",
        QUESTION,
        "--json",
        "--data",
        str(sample_settings.data_dir),
    ]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "3.20"


def test_batch(sample_settings: Settings, tmp_path: Path, capsys: Capture) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    lines = [
        {"id": "a", "question": QUESTION},
        {"id": "b", "question": "那会议费呢？", "history": [QUESTION]},
    ]
    questions.write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n", encoding="utf-8"
    )
    arguments = ["batch", str(questions), "--out", str(out), "--data", str(sample_settings.data_dir)]
    assert main(arguments) == 0
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(a["id"], a["value"]) for a in answers] == [("a", "92.86"), ("b", "3.20")]
    with questions.open("a", encoding="utf-8") as file:
        file.write("not json\n" + json.dumps({"id": "c", "question": QUESTION}) + "\n")
    assert main(arguments) == 1
    assert "1 个问题没有回答" in capsys.readouterr().err
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [a.get("value") for a in answers] == ["92.86", "3.20", None, "92.86"]


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [("", 2, "问题是空的"), ("长" * 10_000, 2, "最多 2000 个")],
)
def test_bad_questions(
    sample_settings: Settings, capsys: Capture, question: str, code: int, said: str
) -> None:
    assert main(["ask", question, "--data", str(sample_settings.data_dir)]) == code
    err = capsys.readouterr().err
    assert err.startswith("错误：") and err.count("\n") == 1 and said in err


def test_no_index_yet(tmp_path: Path, capsys: Capture) -> None:
    assert main(["ask", QUESTION, "--data", str(tmp_path / "none")]) == 1
    err = capsys.readouterr().err
    assert "python -m index build" in err and err.count("\n") == 1


def test_wrong_usage(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ask"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("错误：")
