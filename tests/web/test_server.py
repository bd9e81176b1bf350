"""The server's other faces: page pictures, and the endpoints for programs over HTTP and MCP."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast
from urllib.error import HTTPError

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent

from index.store.facts import FactStore
from index.types import BBox
from web.serving.pictures import View, draw_evidence

BOX = BBox(341.0, 178.0, 382.0, 192.0)
DOC_ID = "qingshanhu-office-2021"


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_views_show_the_page_or_the_part_around_the_box(sample_index: Path) -> None:
    store = FactStore(sample_index)
    page, near, close = (size(draw_evidence(store, DOC_ID, 11, BOX, view)) for view in View)
    assert page[0] > near[0] > close[0]
    assert page[1] > near[1] == close[1]


def test_a_view_keeps_its_width_at_the_edge_of_the_page(sample_index: Path) -> None:
    store = FactStore(sample_index)
    boxes = (BBox(5, 300, 46, 310), BBox(300, 300, 341, 310), BBox(545, 300, 586, 310))
    assert len({size(draw_evidence(store, DOC_ID, 11, box, View.CLOSE)) for box in boxes}) == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing-of-this-name/1.png?box=0,0,1,1", 404),
        (f"{DOC_ID}/999.png?box=0,0,1,1", 404),
        (f"{DOC_ID}/1.png?box=here", 422),
        (f"{DOC_ID}/1.png", 422),
        ("..%2F..%2Fetc/1.png?box=0,0,1,1", 404),
    ],
)
def test_pictures_that_cannot_be_drawn(chat_url: str, address: str, status: int) -> None:
    with pytest.raises(HTTPError) as failed:
        urllib.request.urlopen(f"{chat_url}page-pictures/{address}", timeout=60)
    assert failed.value.code == status


def test_every_page_forbids_requests_to_other_machines(chat_url: str) -> None:
    with urllib.request.urlopen(chat_url, timeout=60) as response:
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]


NAMED = ["/ask", "/find_cells", "/get_table", "/list_disclosures", "/check"]


def test_programs_see_the_named_endpoints_alone(chat_url: str) -> None:
    with urllib.request.urlopen(f"{chat_url}gradio_api/info", timeout=60) as response:
        named = json.load(response)["named_endpoints"]
    assert list(named) == NAMED
    assert [parameter["parameter_name"] for parameter in named["/get_table"]["parameters"]] == [
        "doc_id",
        "table",
    ]


def test_the_page_of_the_other_language_has_none(chat_url: str) -> None:
    with urllib.request.urlopen(f"{chat_url}en/gradio_api/info", timeout=60) as response:
        assert json.load(response)["named_endpoints"] == {}


def test_disclosures_cells_tables_and_checks_for_programs(
    chat_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    client = Client(chat_url, verbose=False)
    listed = client.predict(text="教育", api_name="/list_disclosures")
    assert (listed["total"], [found["year"] for found in listed["disclosures"]]) == (2, [2023, 2022])
    found = client.predict(text="办公费", doc_id=DOC_ID, form="basic_expenditure", api_name="/find_cells")
    (cell,) = found["cells"]
    assert (found["total"], cell["text"], cell["value"], cell["unit"], cell["page"]) == (
        1,
        "92.86",
        "92.86",
        "万元",
        11,
    )
    table = client.predict(doc_id=DOC_ID, table=cell["table_no"], api_name="/get_table")
    assert (table["table_id"], table["form"]) == (cell["table_id"], "basic_expenditure")
    assert any("92.86" in row for row in table["grid"])
    report = client.predict(doc_id=DOC_ID, api_name="/check")
    assert report["doc_id"] == DOC_ID
    assert {check["status"] for check in report["checks"]} <= {"pass", "rounding", "fail", "not_computable"}


def test_errors_reach_programs_as_one_line(chat_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    client = Client(chat_url, verbose=False)
    with pytest.raises(AppError, match="没有表"):
        client.predict(doc_id=DOC_ID, table="nothing", api_name="/get_table")
    with pytest.raises(AppError, match="index list"):
        client.predict(doc_id="nothing", api_name="/check")


def test_the_same_over_mcp(chat_url: str) -> None:
    async def talk() -> tuple[list[str], str]:
        async with (
            streamable_http_client(f"{chat_url}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = await session.list_tools()
            done = await session.call_tool("ask", {"question": "青山湖区政府办2021年办公费是多少？"})
            (content,) = done.content
            assert isinstance(content, TextContent)
            return sorted(tool.name for tool in tools.tools), content.text

    with ThreadPoolExecutor(1) as elsewhere:  # the browser's event loop holds this thread
        names, text = elsewhere.submit(asyncio.run, talk()).result()
    assert names == sorted(name.removeprefix("/") for name in NAMED)
    assert "92.86" in text


def test_health_is_told(chat_url: str) -> None:
    with urllib.request.urlopen(f"{chat_url}healthz", timeout=60) as response:
        assert json.load(response) == {"status": "ok"}
    with urllib.request.urlopen(f"{chat_url}readyz", timeout=60) as response:
        assert json.load(response) == {"status": "ready", "disclosures": 3}


def test_ask_gives_the_record_of_the_command_line(chat_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")  # the client would tell its makers
    client = Client(chat_url, verbose=False)
    record = cast(dict[str, object], client.predict("青山湖区政府办2021年办公费是多少？", api_name="/ask"))
    assert (record["status"], record["value"], record["unit"]) == ("answered", "92.86", "万元")
    citations = cast(list[dict[str, object]], record["citations"])
    assert citations[0]["table_no"] == "公开06表"
