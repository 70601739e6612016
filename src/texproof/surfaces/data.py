"""A report as JSON, for other programs: the contract's object."""

from __future__ import annotations

import json
from typing import Any

from ..report.record import to_data
from ..report.report import FormulaReport, Message, ObligationReport, Report

VERSION = 1


def document(report: Report) -> dict[str, Any]:
    """Return the object: formulas in order, what is wrong outside them, and the count of each verdict."""
    return {
        "version": VERSION,
        "formulas": [_formula(formula) for formula in report.formulas],
        "diagnostics": [{"page": page.path, **_message(m)} for page in report.pages for m in page.diagnostics],
        "summary": report.summary,
    }


def text(report: Report) -> str:
    """Return the object as ASCII text, which no terminal acts upon and every program reads."""
    return json.dumps(document(report), indent=1)


def _formula(formula: FormulaReport) -> dict[str, Any]:
    return {
        "page": formula.page,
        "line": formula.line,
        "column": formula.column,
        "end_line": formula.end_line,
        "end_column": formula.end_column,
        "tex": formula.tex,
        "id": formula.id,
        "role": formula.role,
        "verdict": formula.verdict,
        "given": formula.given,
        "display": formula.display,
        "reason": formula.reason,
        "expect": formula.expect,
        "refuted_as": formula.refuted_as,
        "obligations": [_obligation(obligation) for obligation in formula.obligations],
        "diagnostics": [_message(message) for message in formula.diagnostics],
    }


def _obligation(obligation: ObligationReport) -> dict[str, Any]:
    return {
        "kind": obligation.kind,
        "tex": obligation.tex,
        "line": obligation.line,
        "column": obligation.column,
        "verdict": obligation.verdict,
        "every_size": obligation.every_size,
        "proof": to_data(obligation.proof),
        "routes": {name: to_data(result) for name, result in obligation.routes.items()},
        "detail": obligation.detail,
        "conditions": list(obligation.conditions),
        "derivation": [to_data(step) for step in obligation.steps],
        "twin": obligation.twin,
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "code": message.code,
        "message": message.message,
        "line": message.line,
        "column": message.column,
        "end_line": message.end_line,
        "end_column": message.end_column,
        "notes": list(message.notes),
        "help": message.help,
    }
