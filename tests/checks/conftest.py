"""`pytest tests/checks --rewrite-checks` writes what is said of the examples into their pages; read the difference."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-checks", action="store_true", help="write what is said into the pages of the codes")
