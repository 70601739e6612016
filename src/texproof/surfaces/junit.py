"""A report as JUnit XML, which continuous integration shows as a table of tests: each formula is one."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from ..report.report import FormulaReport, Message, PageReport, Report
from .plain import visible
from .problems import told

_LONGEST = 120  # characters of a formula in a test's name


def text(report: Report) -> str:
    """Return the document as ASCII text: a suite for each page, a case for each formula.

    What is wrong with a page outside its formulas is a case of its own.
    """
    root = ET.Element("testsuites", name="texproof")
    for page in report.pages:
        _suite(root, page)
    _count(root)
    ET.indent(root, " ")
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return document.decode("ascii")


def _suite(root: ET.Element, page: PageReport) -> None:
    suite = ET.SubElement(root, "testsuite", name=visible(page.path))
    times: Counter[str] = Counter()
    for message in page.diagnostics:
        case = _case(suite, page, f"page: {message.code}", times, message.line)
        _fail(case, page, (message,))
    for formula in page.formulas:
        case = _case(suite, page, _name(formula), times, formula.line)
        case.set("time", f"{_seconds(formula):.3f}")
        if not formula.passes:
            _fail(case, page, told(formula))
        elif formula.verdict == "unchecked":
            ET.SubElement(case, "skipped", message=visible(f"unchecked: {formula.reason}"))
    _count(suite)


def _case(suite: ET.Element, page: PageReport, name: str, times: Counter[str], line: int) -> ET.Element:
    """Return a new case; of several of one name on a page each but the first has its number behind it."""
    times[name] += 1
    numbered = f"{name} ({times[name]})" if times[name] > 1 else name
    path = visible(page.path)
    return ET.SubElement(suite, "testcase", classname=path, name=visible(numbered), file=path, line=str(line))


def _name(formula: FormulaReport) -> str:
    """Return a name that stays when lines move: the formula's label, else its TeX."""
    tex = formula.id or " ".join(formula.shown.split())
    return tex if len(tex) <= _LONGEST else f"{tex[: _LONGEST - 1]}…"


def _seconds(formula: FormulaReport) -> float:
    return sum(route.seconds for obligation in formula.obligations for route in obligation.routes.values())


def _fail(case: ET.Element, page: PageReport, messages: tuple[Message, ...]) -> None:
    """Add one failure, since readers expect at most one: the first message at its head, all of them in its text."""
    first = messages[0]
    failure = ET.SubElement(case, "failure", type=first.code, message=visible(first.message))
    failure.text = "\n".join(visible(line) for message in messages for line in _lines(page, message))


def _lines(page: PageReport, message: Message) -> list[str]:
    head = f"{page.path}:{message.line}:{message.column}: error[{message.code}]: {message.message}"
    help_ = [f"help: {message.help}"] if message.help else []
    return [head, *(f"    = {line}" for line in [*message.notes, *help_])]


def _count(element: ET.Element) -> None:
    """Write the numbers of cases and their time into a suite, or into the whole."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))
    element.set("errors", "0")
    element.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.3f}")
