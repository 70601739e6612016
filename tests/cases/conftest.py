"""`pytest tests/cases --rewrite-cases` writes what the build says into the expectations; read the difference."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-cases", action="store_true", help="write the verdicts into the cases")
