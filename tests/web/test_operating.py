"""Users, sessions, limits, health, events and the page about the use; on a server of their own."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from index.config import Settings
from index.errors import SettingError
from qa.types import Answer, Status
from web.operating import __main__ as command
from web.operating.access import Access, Right, Role, hash_password, read_users
from web.operating.events import EVENTS, answered, failed, set_up_events
from web.operating.guard import limit_clients
from web.operating.limits import ClientLimit
from web.operating.sign_in import serve_sign_in, session_key
from web.operating.tab import usage_html
from web.operating.usage import read_usage
from web.texts import load_texts

PASSWORD = "三公经费-2023"
HTML = {"accept": "text/html"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data directory and two users: one of the staff, one reader."""
    hashed = hash_password(PASSWORD)
    users = f"王芳:staff:{hashed} reader:reader:{hashed}"
    return Settings().model_copy(update={"data_dir": tmp_path, "users": users})


def client_of(settings: Settings) -> TestClient:
    server = FastAPI()
    access = Access.of(settings)
    serve_sign_in(server, settings, access)

    @server.get("/")
    def home() -> dict[str, str]:
        return {"page": "home"}

    return TestClient(server)


def sign_in(client: TestClient, name: str, password: str = PASSWORD, after: str = "/") -> int:
    answer = client.post("/login", data={"name": name, "password": password, "next": after})
    return answer.status_code


@pytest.fixture
def events(tmp_path: Path) -> Iterator[Path]:
    """Events written into a data directory; the handlers of the test session come back afterwards."""
    root, own = logging.getLogger(), logging.getLogger(EVENTS)
    before = root.handlers[:], root.level, own.handlers[:], own.level
    set_up_events(Settings().model_copy(update={"data_dir": tmp_path}))
    yield tmp_path
    for handler in own.handlers:
        handler.close()
    root.handlers, own.handlers = before[0], before[2]
    root.setLevel(before[1])
    own.setLevel(before[3])


def test_users_from_file_and_environment(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "users.txt"
    path.write_text(f"# staff of the office\n李明:staff:{hash_password(PASSWORD)}\n\n", encoding="utf-8")
    users = read_users(settings.model_copy(update={"users_file": path}))
    assert {name: user.role for name, user in users.items()} == {
        "王芳": Role.STAFF,
        "reader": Role.READER,
        "李明": Role.STAFF,
    }


@pytest.mark.parametrize("line", ["王芳", "王芳:boss:$2b$12$x", "王芳:staff:plain", ":staff:$2b$12$x"])
def test_a_bad_line_names_the_remedy(line: str) -> None:
    with pytest.raises(SettingError, match=r"web\.operating user"):
        read_users(Settings().model_copy(update={"users": line}))


def test_a_missing_users_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="none.txt"):
        read_users(Settings().model_copy(update={"users_file": tmp_path / "none.txt"}))


def test_the_command_writes_a_line_that_signs_in(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Typed:
        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            return "一个够长的密码\n"

    monkeypatch.setattr("sys.stdin", Typed())
    assert command.main(["user", "张三", "--role", "reader"]) == 0
    line = capsys.readouterr().out.strip()
    client = client_of(settings.model_copy(update={"users": line, "anonymous": "none"}))
    assert sign_in(client, "张三", "一个够长的密码") == 200  # after the redirect
    assert client.get("/").json() == {"page": "home"}


@pytest.mark.parametrize("password", ["short", "太" * 25])
def test_passwords_of_wrong_length_are_refused(password: str) -> None:
    with pytest.raises(SettingError, match="72"):
        hash_password(password)


def test_nobody_signs_in_where_there_are_no_users(tmp_path: Path) -> None:
    client = client_of(Settings().model_copy(update={"data_dir": tmp_path}))
    assert client.get("/").json() == {"page": "home"}
    assert client.get("/login").status_code == 404


def test_those_without_a_name_are_sent_to_sign_in(settings: Settings) -> None:
    client = client_of(settings.model_copy(update={"anonymous": "none"}))
    page = client.get("/", headers=HTML)
    assert page.url.path == "/login"
    assert "用户名" in page.text
    refused = client.get("/")
    assert (refused.status_code, refused.json()) == (401, {"detail": "本站须登录后使用。"})
    assert sign_in(client, "王芳") == 200
    assert client.get("/").json() == {"page": "home"}
    client.post("/logout")
    assert client.get("/").status_code == 401


def test_the_form_speaks_the_browsers_language(settings: Settings) -> None:
    page = client_of(settings).get("/login", headers={"accept-language": "en-GB"})
    assert '<html lang="en">' in page.text
    assert "User name" in page.text


def test_wrong_names_and_passwords_are_refused_alike(settings: Settings) -> None:
    client = client_of(settings)
    for name, password in (("王芳", "wrong-password"), ("nobody", PASSWORD)):
        answer = client.post("/login", data={"name": name, "password": password})
        assert answer.status_code == 401
        assert "用户名或密码不对" in answer.text


def test_guessing_is_slowed_down(settings: Settings) -> None:
    client = client_of(settings)
    codes = [sign_in(client, "王芳", "wrong-password") for _ in range(6)]
    assert codes == [401] * 5 + [429]
    assert sign_in(client, "王芳") == 429  # not even with the right one


@pytest.mark.parametrize("after", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_signing_in_returns_to_this_server_only(settings: Settings, after: str) -> None:
    client = client_of(settings)
    answer = client.post(
        "/login", data={"name": "王芳", "password": PASSWORD, "next": after}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_forms_of_other_sites_sign_nobody_in(settings: Settings) -> None:
    answer = client_of(settings).post(
        "/login", data={"name": "王芳", "password": PASSWORD}, headers={"origin": "https://example.org"}
    )
    assert answer.status_code == 403


def test_a_forged_session_is_nobodys(settings: Settings) -> None:
    client = client_of(settings.model_copy(update={"anonymous": "none"}))
    client.cookies.set("disclosure_qa", "eyJ1c2VyIjogIueOi+iKsyJ9.forged.signature")
    assert client.get("/").status_code == 401


def test_the_session_key_is_made_once_and_private(tmp_path: Path) -> None:
    assert session_key(tmp_path) == session_key(tmp_path)
    assert len(session_key(tmp_path)) == 64
    assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0


def rights(settings: Settings, name: str | None) -> set[str]:
    """What a user may do, asked through a session of the server."""
    server = FastAPI()
    access = Access.of(settings)
    serve_sign_in(server, settings, access)

    @server.get("/rights")
    def tell(request: Request) -> list[str]:
        return [right.value for right in Right if access.may(request, right)]

    client = TestClient(server)
    if name:
        assert sign_in(client, name, after="/rights") == 200
    return set(client.get("/rights").json())


def test_rights_by_role(settings: Settings) -> None:
    assert rights(settings, None) == {"read"}
    assert rights(settings, "reader") == {"read"}
    assert rights(settings, "王芳") == {"read", "manage", "usage"}
    public = settings.model_copy(update={"read_only": True})
    assert rights(public, "王芳") == {"read", "usage"}
    alone = settings.model_copy(update={"users": ""})
    assert rights(alone, None) == {"read", "manage", "usage"}
    assert rights(alone.model_copy(update={"read_only": True}), None) == {"read"}


def test_the_limit_counts_each_client_alone() -> None:
    limit = ClientLimit("2/minute")
    assert [limit.seconds_to_wait("a") for _ in range(2)] == [0, 0]
    assert 1 <= limit.seconds_to_wait("a") <= 60
    assert limit.seconds_to_wait("b") == 0
    assert [ClientLimit("").seconds_to_wait("a") for _ in range(5)] == [0] * 5


def test_a_rate_that_cannot_be_read_is_told() -> None:
    with pytest.raises(SettingError, match=r"RATE_LIMIT.*60/minute"):
        ClientLimit("many")


def test_too_many_requests_are_turned_away_in_the_pages_language() -> None:
    server = FastAPI()
    limit_clients(server, Settings().model_copy(update={"rate_limit": "1/minute"}))

    @server.post("/gradio_api/queue/join")
    @server.post("/en/gradio_api/queue/join")
    def join() -> dict[str, str]:
        return {"event_id": "1"}

    @server.get("/")
    def home() -> dict[str, str]:
        return {}

    client = TestClient(server)
    assert client.post("/gradio_api/queue/join").status_code == 200
    turned_away = client.post("/gradio_api/queue/join")
    assert turned_away.status_code == 429
    assert turned_away.json()["detail"].startswith("操作太频繁")
    assert 1 <= int(turned_away.headers["retry-after"]) <= 60
    assert client.post("/en/gradio_api/queue/join").json()["detail"].startswith("Too many requests")
    assert client.get("/").status_code == 200  # looking costs nothing


def test_events_hold_no_question(events: Path) -> None:
    answered(Answer("区长的电话是多少？", Status.REFUSED, "没有"), 0.0123, "chat", "zh")
    failed("NoIndexError", 1.0, "api", "en")
    text = (events / "events.jsonl").read_text(encoding="utf-8")
    assert "区长" not in text
    first, second = (json.loads(line) for line in text.splitlines())
    assert (first["message"], first["fields"]["status"], first["fields"]["seconds"]) == (
        "asked",
        "refused",
        0.012,
    )
    assert second["fields"] == {
        "status": "failed",
        "error": "NoIndexError",
        "seconds": 1.0,
        "channel": "api",
        "language": "en",
    }


def test_usage_is_counted_by_day(events: Path) -> None:
    for seconds, status in ((0.1, Status.ANSWERED), (0.3, Status.ANSWERED), (2.0, Status.REFUSED)):
        answered(Answer("?", status, ""), seconds, "chat", "zh")
    now = datetime.now(UTC)
    verdict = {"when": now.isoformat(), "verdict": "down", "reason": "unclear", "note": "<b>看不懂</b>"}
    (events / "feedback.jsonl").write_text(json.dumps(verdict) + "\n{cut", encoding="utf-8")
    usage = read_usage(events, now)
    (day,) = usage.days.values()
    assert (day.questions, day.statuses["answered"], day.statuses["refused"]) == (3, 2, 1)
    assert (day.within(50), day.within(95), day.verdicts["down"]) == (0.3, 2.0, 1)
    html = usage_html(usage, load_texts("zh"))
    assert "&lt;b&gt;看不懂&lt;/b&gt;" in html
    assert "看不懂" in html
    assert read_usage(events / "elsewhere").days == {}
    assert usage_html(read_usage(events / "elsewhere"), load_texts("en")) == "<p>Nobody has asked yet.</p>"
