"""From the paths on the command line to the PDFs to take in, with what is wrong about them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import DataDirectoryError, DuplicateStemError, FileMissingError, InputError, NoPdfsError
from index.store.database import os_message

BLOCK = 1 << 20


@dataclass(slots=True)
class Sources:
    """PDFs to take in, in order; paths that cannot be; files that were named twice."""

    files: list[Path] = field(default_factory=list)
    problems: list[tuple[Path, InputError]] = field(default_factory=list)
    repeated: list[Path] = field(default_factory=list)


def discover(paths: Sequence[Path], data_dir: Path) -> Sources:
    """All PDFs named or lying in the folders named, at any depth; the data directory's copies are left out.

    A file reached twice, or two files of one name and content, count once. Of two different files of one
    name the first is taken.
    """
    sources = Sources()
    seen: dict[str, Path] = {}
    for path in _listed(paths, data_dir.resolve(), sources):
        first = seen.setdefault(path.stem, path)
        if first is path:
            sources.files.append(path)
        elif _same(first, path):
            sources.repeated.append(path)
        else:
            sources.problems.append((path, _duplicate(path, first)))
    return sources


def _listed(paths: Sequence[Path], data_dir: Path, sources: Sources) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(pdf for pdf in pdfs_in(path) if not pdf.resolve().is_relative_to(data_dir))
            if not found:
                sources.problems.append((path, NoPdfsError(f"文件夹 {path} 里没有 PDF：请检查路径。")))
            yield from found
        elif path.is_file():
            yield path
        else:
            sources.problems.append((path, missing(path)))


def pdfs_in(folder: Path) -> Iterable[Path]:
    """Files named *.pdf at any depth, in capitals or not."""
    return (path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())


def missing(path: Path) -> FileMissingError:
    """The error for a path that is not there (any more)."""
    return FileMissingError(f"找不到 {path}：请检查路径，文件可能已被移走。")


def _duplicate(path: Path, first: Path) -> DuplicateStemError:
    return DuplicateStemError(
        f"{path} 与 {first} 同名而内容不同，文件名就是文件编号，不能重复：请改名后再收录。"
    )


def _same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    try:
        return file_sha256(one) == file_sha256(other)
    except FileMissingError:
        return False  # it is reported when its turn comes


def file_sha256(path: Path) -> str:
    """The sha256 of a file in hexadecimal. Raises FileMissingError where it cannot be read."""
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def copy_file(source: Path, target: Path) -> str:
    """Copy a file; the sha256 of what was copied. Raises FileMissingError, DataDirectoryError."""
    digest = hashlib.sha256()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as copy:
            for block in _blocks(source):
                copy.write(block)
                digest.update(block)
    except OSError as error:
        raise DataDirectoryError(os_message(target.parent, error)) from error
    return digest.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block
    except FileNotFoundError as error:
        raise missing(path) from error
    except OSError as error:
        raise FileMissingError(f"{path} 不能读取（{error.strerror}）：请检查权限和磁盘。") from error
