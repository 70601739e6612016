"""What was judged before, by all that decides it; so that nothing is judged twice, and nothing stale is believed."""

from __future__ import annotations

import hmac
import json
import os
import platform
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from .. import __version__

# The last two are taken by SymPy for its numbers where they are there.
_DECIDING = ("lark", "markdown", "mpmath", "numpy", "pymdown-extensions", "pyyaml", "sympy", "gmpy2", "python-flint")
_LARGEST = 32 * 1024 * 1024  # bytes of an entry
_MOST = 4000  # entries of one kind; the oldest go first
_FORGOTTEN = 3600.0  # seconds after which a temporary file is nobody's: a run was killed while it wrote
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by texproof; it can be deleted at any time.\n"


@cache
def versions() -> dict[str, str]:
    """Return the versions of all that decides a verdict, and a hash of texproof's own source."""
    found = {"python": platform.python_version(), "texproof": __version__}
    for name in _DECIDING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    digest = blake2b(digest_size=16)
    for name, content in _sources():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return {**found, "source": digest.hexdigest()}


def _sources() -> Iterator[tuple[str, bytes]]:
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".lark") and path.is_file():
            yield path.relative_to(package).as_posix(), path.read_bytes()


def canonical(data: Any) -> bytes:
    """Return the one JSON text of some data: keys in order, no blanks, ASCII."""
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode("ascii")


def digest(data: Any) -> str:
    return blake2b(canonical(data), digest_size=20).hexdigest()


class Cache:
    """Entries as JSON with their full key inside, each sealed with a secret that is not kept in the project.

    Whoever can write to the folder but not to the user's own cannot plant a verdict. Whatever is odd
    about an entry makes it a miss, and is said once on standard error, whatever number there is of it; a
    folder that cannot be written keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._secret = None if folder is None else _secret()
        self._folder = None if self._secret is None else folder
        self._made = False
        self._warned = False

    @property
    def keeps(self) -> bool:
        """Whether there is a place for entries at all."""
        return self._folder is not None

    def get(self, kind: str, name: str, key: Any) -> Any:
        """Return what was kept under a key, or None. `name` is the file's: the key's digest, or where it belongs."""
        if self._folder is None:
            return None
        path = self._path(kind, name)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                content = file.read(_LARGEST + 1)
            entry = json.loads(content)
            body = {"key": entry["key"], "value": entry["value"]}
            if hmac.compare_digest(str(entry["seal"]), self._seal(body)):
                return entry["value"] if entry["key"] == key else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        self._warn(path)
        return None

    def put(self, kind: str, name: str, key: Any, value: Any) -> None:
        """Keep a value; nothing happens where that is not possible, or where it is larger than what is read."""
        if self._folder is None:
            return
        body = {"key": key, "value": value}
        # Not canonical: what is kept comes back in its own order, sizes in the model's.
        content = json.dumps({**body, "seal": self._seal(body)})
        if len(content) > _LARGEST:
            return  # it would not be read
        path = self._path(kind, name)
        with suppress(OSError):
            self._make(path.parent)
            temporary = path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
            try:
                temporary.write_text(content, encoding="ascii")
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)

    def drop(self, kind: str, name: str) -> None:
        """Throw an entry away."""
        if self._folder is not None:
            with suppress(OSError):
                self._path(kind, name).unlink(missing_ok=True)

    def prune(self) -> None:
        """Drop the oldest entries where there are too many."""
        if self._folder is None:
            return
        for kind in ("formulas", "pages"):
            ages = {}
            with suppress(OSError):
                for path in (self._folder / kind).iterdir():
                    with suppress(FileNotFoundError):  # another run may have dropped it
                        ages[path] = path.lstat().st_mtime
            forgotten = {p for p, age in ages.items() if p.name.startswith(".") and time.time() - age > _FORGOTTEN}
            entries = sorted(ages.keys() - forgotten, key=lambda path: ages[path])
            for path in (*forgotten, *entries[: max(len(entries) - _MOST, 0)]):
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def _warn(self, path: Path) -> None:
        if not self._warned:
            self._warned = True
            sys.stderr.write(
                f"texproof: warning: {path} was changed, or not written by this user: what it says is judged anew,"
                " and so with any other such entry\n"
            )

    def _path(self, kind: str, name: str) -> Path:
        assert self._folder is not None
        return self._folder / kind / f"{name}.json"

    def _seal(self, body: Any) -> str:
        assert self._secret is not None
        return blake2b(canonical(body), key=self._secret, digest_size=32).hexdigest()

    def _make(self, folder: Path) -> None:
        if self._made and folder.is_dir():
            return
        assert self._folder is not None
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            if not (self._folder / name).exists():
                (self._folder / name).write_text(content, encoding="utf-8")
        self._made = True


def _secret() -> bytes | None:
    """Return this user's secret, made at its first use; None where there is no place for it."""
    try:
        base = os.environ.get("XDG_STATE_HOME")
        folder = (Path(base) if base else Path.home() / ".local" / "state") / "texproof"
        path = folder / "seal"
        if not path.is_file():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = folder / f".seal.{os.getpid()}.{secrets.token_hex(4)}"
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(os.urandom(32))
            with suppress(FileExistsError):
                os.link(temporary, path)  # of two that start at once, the first one's stays
            temporary.unlink()
        secret = path.read_bytes()
    except (OSError, RuntimeError):
        return None
    return secret if len(secret) == 32 else None
