"""Which page a browser gets: its own language, or what the switch chose."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.testclient import TestClient

from web.serving.languages import choose_language, preferred

GRADIO = """<!doctype html>
<html
	lang="en"
>
	<head>
		<meta property="og:title" content="Gradio" />
		<meta
			name="twitter:image"
			content="https://example.org/picture.jpg"
		/>
		<script>window.gradio_config = {"lang": "en"};</script>
	</head>
</html>"""


@pytest.fixture
def client() -> TestClient:
    server = FastAPI()
    choose_language(server)

    @server.get("/{path:path}")
    def page(path: str, html: bool = False) -> Response:
        return HTMLResponse(GRADIO) if html else PlainTextResponse(path or "root")

    return TestClient(server, follow_redirects=False)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh"),
        ("*", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.5, zh-TW;q=0.9", "zh"),
        ("fr-FR,fr;q=0.9,zh;q=0.5", "zh"),
        ("fr", "en"),
        ("en;q=nonsense,zh", "zh"),
    ],
)
def test_the_preferred_language(header: str, language: str) -> None:
    assert preferred(header) == language


def test_an_english_browser_is_sent_to_the_english_page_with_its_question(client: TestClient) -> None:
    response = client.get("/?q=1", headers={"accept-language": "en"})
    assert response.status_code == 307
    assert response.headers["location"] == "en/?q=1"
    assert client.get("/", headers={"accept-language": "zh"}).text == "root"


def test_the_switch_outlasts_the_preference(client: TestClient) -> None:
    assert client.get("/?lang=zh", headers={"accept-language": "en"}).text == "root"
    assert client.get("/", headers={"accept-language": "en"}).text == "root"
    assert client.get("/en/", headers={"accept-language": "zh"}).status_code == 200
    assert client.get("/", headers={"accept-language": "zh"}).headers["location"] == "en/"


def test_other_addresses_are_left_alone(client: TestClient) -> None:
    assert client.get("/config", headers={"accept-language": "en"}).text == "config"
    assert client.get("/en", headers={"accept-language": "zh"}).headers["location"] == "en/"


@pytest.mark.parametrize(("path", "tag"), [("/?html=1&lang=zh", "zh-CN"), ("/en/?html=1", "en")])
def test_a_page_speaks_its_language_before_any_script_runs(client: TestClient, path: str, tag: str) -> None:
    page = client.get(path, headers={"accept-language": "fr"})
    assert f'lang="{tag}"' in page.text
    assert '{"lang": "en"}' in page.text
    assert page.text.index(f'languages: ["{tag}"]') < page.text.index("gradio_config")
    assert "og:title" not in page.text
    assert "example.org" not in page.text
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert int(page.headers["content-length"]) == len(page.content)


def test_a_language_that_is_not_ours_is_not_chosen(client: TestClient) -> None:
    assert client.get("/?lang=xx", headers={"accept-language": "zh"}).text == "root"
    client.cookies.set("language", "xx")
    assert client.get("/", headers={"accept-language": "en"}).headers["location"] == "en/"
