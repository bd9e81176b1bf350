"""The SQLite file behind `facts` and `embedding_cache`: opening it, and its errors."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from index.errors import DataDirectoryError

BUSY_SECONDS = 30  # how long a reader or writer waits for another one's transaction
REMEDY = "请检查磁盘空间和写权限，或用 --data 指定另一个目录。"


def open_database(path: Path) -> Engine:
    """An engine on the SQLite file, with foreign keys, and with a write-ahead log so that readers never wait.

    Raises DataDirectoryError where the folder cannot be made, or the file cannot be opened or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataDirectoryError(os_message(path.parent, error)) from error
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    try:
        with engine.connect():
            return engine
    except DatabaseError as error:
        raise database_error(path.parent, error) from error


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    # With a write-ahead log NORMAL survives a killed process; only a power cut can lose the last commit.
    connection.execute("PRAGMA synchronous=NORMAL")


def database_error(folder: Path, error: DatabaseError) -> DataDirectoryError:
    """What SQLite complains about, with the remedy."""
    return DataDirectoryError(f"数据目录 {folder} 不能使用（{error.orig}）：{REMEDY}")


def os_message(folder: Path, error: OSError) -> str:
    """What the operating system complains about, with the remedy."""
    return f"数据目录 {folder} 不能使用（{error.strerror}）：{REMEDY}"
