"""The environment, the lock and the documentation: what a fresh clone starts from."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from index.config import Settings, load_settings
from index.errors import SettingError

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def setup_env() -> ModuleType:
    """tools/setup_env.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("setup_env", ROOT / "tools" / "setup_env.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [re.fullmatch(r"([a-z0-9._-]+)==(\S+)(?: ; .+)?", line) for line in lines]
    assert all(pins), "every line of the lock is an exact pin"
    return {pin[1]: pin[2] for pin in pins if pin}


def test_lock_pins_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[\[<>=;~! ]", line)[0].lower().replace("_", "-") for line in declared}
    assert names <= locked().keys()


def test_lock_leaves_out_what_clashes_and_what_torch_brings_itself() -> None:
    names = locked().keys()
    assert not {"opencv-python", "kubernetes", "triton"} & names
    assert not [name for name in names if name.startswith(("nvidia-", "cuda-"))]
    assert locked()["torch"] == "2.13.0"


def distribution(environment: Path, name: str, *, files: dict[str, bytes], recorded: str | None) -> Path:
    packages = environment / "lib" / "python3.11" / "site-packages"
    info = packages / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    for path, content in files.items():
        (packages / path).parent.mkdir(parents=True, exist_ok=True)
        (packages / path).write_bytes(content)
    if recorded is not None:
        (info / "RECORD").write_text(recorded, encoding="utf-8")
    return info


def test_interrupted_installations_are_found(setup_env: ModuleType, tmp_path: Path) -> None:
    whole = "a/__init__.py,sha256=x,3\na-1.0.dist-info/RECORD,,\na/__init__.pyc,,\n"
    distribution(tmp_path, "a", files={"a/__init__.py": b"x=1"}, recorded=whole)
    without_record = distribution(tmp_path, "b", files={"b.py": b""}, recorded=None)
    cut = distribution(tmp_path, "c", files={"c.py": b"x"}, recorded="c.py,sha256=x,3\n")
    gone = distribution(tmp_path, "d", files={}, recorded="d.py,sha256=x,3\n")
    distribution(tmp_path, "pip", files={}, recorded=None)  # put there by venv, needed to mend the others
    assert setup_env.damaged(tmp_path) == [without_record, cut, gone]
    setup_env.forget([without_record, cut, gone])
    assert setup_env.damaged(tmp_path) == []


def test_environment_follows_the_lock(
    setup_env: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = setup_env.fingerprint()
    changed = tmp_path / "requirements.lock"
    changed.write_bytes(setup_env.LOCK.read_bytes() + b"another==1\n")
    monkeypatch.setattr(setup_env, "LOCK", changed)
    assert setup_env.fingerprint() != before


def test_a_finished_environment_is_left_alone(
    setup_env: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / "installed.stamp"
    stamp.write_text(setup_env.fingerprint(), encoding="ascii")
    monkeypatch.setattr(setup_env, "STAMP", stamp)
    monkeypatch.setattr(setup_env, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup_env, "install", lambda: pytest.fail("installed again"))
    setup_env.main()


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_is_documented_with_its_default(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        default = f"`{field.default}`" if field.default not in {"", None} else "—"
        assert f"| `{field.validation_alias}` | {default} |" in text, name


@pytest.mark.parametrize("package", ["index", "qa"])
def test_every_command_is_documented(package: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", package, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = re.findall(r"^    ([a-z]+) ", shown, re.MULTILINE)
    assert listed
    for command in listed:
        for readme in READMES:
            assert f"-m {package} {command}" in (ROOT / readme).read_text(encoding="utf-8")


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE):
        for readme in READMES:
            assert f"make {target}" in (ROOT / readme).read_text(encoding="utf-8")


def test_a_blank_setting_is_its_default_but_no_rate_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "READ_ONLY", "LOG_FORMAT", "USERS_FILE", "HOST", "RATE_LIMIT"):
        monkeypatch.setenv(name, "")
    settings = load_settings()
    assert (settings.port, settings.host, settings.users_file) == (7860, "127.0.0.1", None)
    assert (settings.read_only, settings.log_format, settings.rate_limit) == (False, "plain", "")


def test_each_setting_that_cannot_be_understood_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"PORT": "70000", "MAX_PAGES": "x", "READ_ONLY": "maybe", "LOG_FORMAT": "xml"}
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as told:
        load_settings()
    assert sorted(str(told.value).splitlines()) == [
        "设置 LOG_FORMAT 的值“xml”不能用：只能是 'plain' 或 'json'。",
        "设置 MAX_PAGES 的值“x”不能用：要写整数。",
        "设置 PORT 的值“70000”不能用：要小于 65536。",
        "设置 READ_ONLY 的值“maybe”不能用：只能是 true 或 false。",
    ]
