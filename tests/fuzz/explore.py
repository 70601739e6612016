"""One target under a coverage-guided fuzzer, to the end of its time: `python -m tests.fuzz.explore TARGET …`.

What follows the target is for libFuzzer. Its process ends with it, not with a return.
"""

from __future__ import annotations

import sys

import atheris

# lark runs the grammar from tables: to count its lines takes half of the time and shows next to nothing.
INSTRUMENTED = ["texproof", "markdown", "pymdownx"]

with atheris.instrument_imports(include=INSTRUMENTED):
    from . import targets


def main() -> None:
    name, *options = sys.argv[1:]
    target = {**targets.TARGETS, "planted": targets.planted}[name]

    def feed(data: bytes) -> None:
        target(targets.text_of(data))

    atheris.Setup([sys.argv[0], *options], feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
