"""What was typeset, kept from build to build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from ..build.cache import Cache
from .typeset import Typesetter

KIND = "typeset"
PARTS = 64  # entries in which formulas are kept: one is of some hundred, and a changed page writes a few of them
MOST = 20_000  # formulas, 4 kB each


@dataclass(frozen=True)
class Kept:
    """The formulas that a cache has typeset. `setting` is what else decides how they look."""

    cache: Cache
    setting: Mapping[str, object]

    def read(self) -> dict[str, str]:
        """Return what was typeset, by what it was typeset from."""
        found: dict[str, str] = {}
        for part in range(PARTS):
            formulas = self.cache.get(KIND, _name(part), self.setting)
            if isinstance(formulas, dict):
                found |= formulas
        return found

    def write(self, typesetter: Typesetter) -> None:
        """Keep what was typeset since this was last called: each entry with something new in it."""
        done = typesetter.done(MOST)
        changed = {_part(key) for key in typesetter.anew}
        typesetter.anew.clear()
        parts: dict[int, dict[str, str]] = defaultdict(dict)
        for key, html in done.items():
            if (part := _part(key)) in changed:
                parts[part][key] = html
        for part in sorted(changed):
            self.cache.put(KIND, _name(part), self.setting, parts[part])


def _part(key: str) -> int:
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] % PARTS


def _name(part: int) -> str:
    return f"{part:02}"
