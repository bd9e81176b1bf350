"""Who may do what: users from a file or the environment, their sessions, and what those without a name may.

Without users everybody on this machine may do everything that the instance allows (`READ_ONLY`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import bcrypt
from starlette.requests import HTTPConnection

from index.config import Settings
from index.errors import SettingError
from web.texts import load_texts

_SESSION_USER = "user"
# What a wrong name is compared with, so that it takes as long as a wrong password.
_NOBODY = b"$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZrR9sNn0eM8uWwq0x2zq4p3lT1c0aW"


class Role(StrEnum):
    """What a user is."""

    STAFF = "staff"  # takes documents in and out, sees the use
    READER = "reader"  # asks and looks things up


class Right(StrEnum):
    """What can be allowed."""

    READ = "read"  # ask, look up, export
    MANAGE = "manage"  # take documents in and out
    USAGE = "usage"  # see how the instance is used


@dataclass(frozen=True, slots=True)
class User:
    """One line of the users file: name, role and the bcrypt hash of the password."""

    name: str
    role: Role
    hashed: bytes


def read_users(settings: Settings) -> dict[str, User]:
    """The users of the file `USERS_FILE` and of `USERS` (the same lines, parted by spaces).

    Raises SettingError for a missing file and for a line that is not `NAME:ROLE:HASH`.
    """
    lines = settings.users.split()
    if settings.users_file is not None:
        lines += _lines_of(settings.users_file)
    users = [_user(line) for line in lines]
    return {user.name: user for user in users}


def _lines_of(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingError(load_texts()("users_file_unreadable", path=path, why=error.strerror)) from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _user(line: str) -> User:
    name, _, rest = line.partition(":")
    role, _, hashed = rest.partition(":")
    if not name or role not in set(Role) or not hashed.startswith("$2"):
        raise SettingError(load_texts()("users_line_wrong", command="python -m web.operating user"))
    return User(name, Role(role), hashed.encode())


def hash_password(password: str) -> str:
    """The bcrypt hash of a password, for the users file. Raises SettingError for one of wrong length."""
    encoded = password.encode()
    if not 8 <= len(encoded) <= 72:  # bcrypt reads no more than 72 bytes
        raise SettingError(load_texts()("password_length", least=8, most=72))
    return bcrypt.hashpw(encoded, bcrypt.gensalt()).decode()


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one instance."""

    users: Mapping[str, User]
    read_only: bool = False
    anonymous_may_read: bool = True

    @classmethod
    def of(cls, settings: Settings) -> Access:
        """The rules that the settings state. Raises SettingError."""
        return cls(read_users(settings), settings.read_only, settings.anonymous == "read")

    def sign_in(self, connection: HTTPConnection, name: str, password: str) -> bool:
        """True where the password is right; the session knows the user from then on."""
        user = self.users.get(name)
        known = user.hashed if user is not None else _NOBODY
        right = _matches(password, known) and user is not None
        if right:
            connection.session[_SESSION_USER] = name
        return right

    def sign_out(self, connection: HTTPConnection) -> None:
        """Forget the session's user."""
        connection.session.pop(_SESSION_USER, None)

    def user_of(self, connection: HTTPConnection | None) -> User | None:
        """The user of a request; None for one without a name, and for a user who is no longer in the file."""
        if connection is None or "session" not in connection.scope:
            return None
        name = connection.session.get(_SESSION_USER)
        return self.users.get(name) if isinstance(name, str) else None

    def may(self, connection: HTTPConnection | None, right: Right) -> bool:
        """Is this allowed to whoever sends the request?"""
        if right is Right.MANAGE and self.read_only:
            return False
        if not self.users:
            return right is not Right.USAGE or not self.read_only
        user = self.user_of(connection)
        if right is Right.READ:
            return self.anonymous_may_read or user is not None
        return user is not None and user.role is Role.STAFF


# An instance without users: whoever reaches it may do everything.
EVERYBODY: Final = Access({})


def _matches(password: str, hashed: bytes) -> bool:
    try:
        return bcrypt.checkpw(password.encode()[:72], hashed)
    except ValueError:  # a hash that no bcrypt wrote
        return False
