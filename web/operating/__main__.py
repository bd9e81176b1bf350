"""`python -m web.operating user NAME [--role staff|reader]`: one line for the users file (`USERS_FILE`)."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from collections.abc import Sequence

from index.command_line import FAILED, Parser, complain, run_command, say
from web.operating.access import Role, hash_password
from web.texts import load_texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    texts = load_texts()
    parser = Parser(prog="python -m web.operating", description=texts("command_about"))
    commands = parser.add_subparsers(metavar=texts("command_metavar"), required=True, parser_class=Parser)
    user = commands.add_parser("user", help=texts("command_user"))
    user.add_argument("name", metavar=texts("command_name"), type=_name)
    user.add_argument(
        "--role", choices=[role.value for role in Role], default=Role.STAFF.value, help=texts("command_role")
    )
    user.set_defaults(run=_user)
    return run_command(parser, arguments)


def _name(text: str) -> str:
    if not re.fullmatch(r"[\w.@-]{1,64}", text):
        raise argparse.ArgumentTypeError(load_texts()("command_name_wrong"))
    return text


def _user(options: argparse.Namespace) -> int:
    texts = load_texts()
    password = (
        getpass.getpass(texts("command_password"))
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    if sys.stdin.isatty() and getpass.getpass(texts("command_password_again")) != password:
        complain(texts("command_password_differs"))
        return FAILED
    say(f"{options.name}:{options.role}:{hash_password(password)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
