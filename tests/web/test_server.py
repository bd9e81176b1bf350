"""The server's other faces: page pictures and the one endpoint for programs."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import cast
from urllib.error import HTTPError

import pytest
from gradio_client import Client

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


def test_ask_is_the_one_endpoint_for_programs(chat_url: str) -> None:
    with urllib.request.urlopen(f"{chat_url}gradio_api/info", timeout=60) as response:
        assert list(json.load(response)["named_endpoints"]) == ["/ask"]


def test_ask_gives_the_record_of_the_command_line(chat_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")  # the client would tell its makers
    client = Client(chat_url, verbose=False)
    record = cast(dict[str, object], client.predict("青山湖区政府办2021年办公费是多少？", api_name="/ask"))
    assert (record["status"], record["value"], record["unit"]) == ("answered", "92.86", "万元")
    citations = cast(list[dict[str, object]], record["citations"])
    assert citations[0]["table_no"] == "公开06表"
