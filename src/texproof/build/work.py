"""Units of work: what a process needs to know to describe a model, survey a page or judge a formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Of processor time for one unit of work; the kernel ends the process behind it. A fate is decided at further sizes too.
SECONDS = {"scan": 6, "survey": 5, "describe": 3, "judge": 6, "spoil": 6, "fate": 12, "mend": 3}


@dataclass(frozen=True, slots=True)
class Work:
    """One unit, as plain data: what is asked, and under which snippet.

    `ask` is one of

    - "scan": what stands on a page; `texts` are its path, its text, the extensions it is rendered with
    - "survey": the index letters of each of `texts`, and whether it may define
    - "describe": the model
    - "judge": the formula `texts[0]`
    - "spoil": the mutants of `texts[0]`
    - "fate": what becomes of the mutant `texts[0]` of `texts[1]`
    - "mend": what `texts[0]` was meant to be; `marks` are the places that its messages point at

    `source` is the snippet's text, "" where there is none. `definitions` are the TeX of formulas that may
    define something, in order, `letters` the index letters of the page. `without` are pairs of a symbol and a
    hypothesis that the model is to lack.
    """

    ask: str
    texts: tuple[str, ...] = ()
    path: str = ""
    source: str = ""
    model: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    without: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """Everything that decides the result, for the wire and for a key."""
        return {
            "ask": self.ask,
            "texts": list(self.texts),
            "path": self.path,
            "source": self.source,
            "model": self.model,
            "sizes": dict(sorted(self.sizes.items())),
            "definitions": list(self.definitions),
            "letters": list(self.letters),
            "marks": [list(mark) for mark in self.marks],
            "without": [list(pair) for pair in self.without],
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Work:
        return cls(
            data["ask"],
            tuple(data["texts"]),
            data["path"],
            data["source"],
            data["model"],
            dict(data["sizes"]),
            tuple(data["definitions"]),
            tuple(data["letters"]),
            tuple((start, end) for start, end in data["marks"]),
            tuple((symbol, hypothesis) for symbol, hypothesis in data["without"]),
        )
