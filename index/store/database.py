"""The SQLite files behind `facts` and `embedding_cache`: opening, tables and their version, errors."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from index.errors import DataDirectoryError, IndexStateError
from index.store.schema import Base, MetaRow, schema_version

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


def create_schema(engine: Engine, folder: Path) -> None:
    """Make the tables of the facts where they are missing. Raises DataDirectoryError."""
    try:
        Base.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            if session.get(MetaRow, "generation") is None:
                session.add(MetaRow(key="generation", value="0"))
                session.add(MetaRow(key="schema_version", value=schema_version()))
    except DatabaseError as error:
        raise database_error(folder, error) from error


def check_schema(engine: Engine, folder: Path) -> None:
    """Raises IndexStateError where the facts were stored by another version, with the remedy."""
    try:
        with Session(engine) as session:
            made = session.get(MetaRow, "schema_version")
    except DatabaseError as error:
        raise database_error(folder, error) from error
    if made is None or made.value != schema_version():
        raise IndexStateError(
            f"索引 {folder} 由另一版本建立：请删除它，再运行 `python -m index build 文件`。"
        )


def database_error(folder: Path, error: DatabaseError) -> DataDirectoryError:
    """What SQLite complains about, with the remedy."""
    return DataDirectoryError(f"数据目录 {folder} 不能使用（{error.orig}）：{REMEDY}")


def os_message(folder: Path, error: OSError) -> str:
    """What the operating system complains about, with the remedy."""
    return f"数据目录 {folder} 不能使用（{error.strerror}）：{REMEDY}"
