"""Messages for people: the place first, marks under the right columns, each verdict counted."""

from __future__ import annotations

from rich.cells import cell_len

from texproof.report.report import FormulaReport, Message, PageReport, Report
from texproof.surfaces import github, text
from texproof.surfaces.plain import visible


def report(page: str, *messages: Message) -> Report:
    return Report((PageReport("docs/page.md", page, diagnostics=messages),))


def message(line: int, column: int, end: int, **more: object) -> Message:
    return Message("refuted", "not equal", line, column, line, end, **more)  # type: ignore[arg-type]


def test_an_excerpt() -> None:
    found = report("one\ntwo = three\n", message(2, 7, 12, notes=("given: a (line 1)",), help="write 3"))
    assert text.plain(found, excerpts=True) == (
        "error[refuted]: not equal\n"
        " --> docs/page.md:2:7\n"
        "  |\n"
        "2 | two = three\n"
        "  |       ^^^^^\n"
        "  |\n"
        "  = given: a (line 1)\n"
        "  = help: write 3\n"
        "\n"
        "What it means and how to mend it: texproof explain refuted\n"
        "\n"
        "0 formulas on 1 page; 1 error\n"
    )


def test_where_several_codes_are_explained_is_said_once() -> None:
    other = Message("syntax", "broken", 1, 1, 1, 2)
    found = report("one\ntwo\n", message(1, 1, 2), message(2, 1, 2), other)
    said = text.plain(found, excerpts=True)
    assert said.count("texproof explain") == 1
    assert "What they mean and how to mend them: texproof explain CODE for refuted, syntax\n\n0 formulas" in said
    assert "texproof explain" not in text.plain(found)
    assert "texproof explain" not in text.plain(report("one\n"), excerpts=True)


def test_one_line_each_says_every_message_and_no_notes() -> None:
    found = report("a\n" * 50, *(message(line, 1, 2, notes=("a note",)) for line in range(1, 51)))
    lines = list(text.one_line_each(found))
    assert lines[:50] == [f"docs/page.md:{line}:1: error[refuted]: not equal" for line in range(1, 51)]
    assert lines[50:] == [text.summary(found)]


def test_a_line_for_a_log() -> None:
    found = report("one\ntwo = three\n", message(2, 7, 12, help="write 3"))
    assert text.plain(found).splitlines()[:2] == [
        "docs/page.md:2:7: error[refuted]: not equal",
        "    = help: write 3",
    ]


def marks(page: str, line: int, column: int, end: int) -> tuple[str, str]:
    lines = text.plain(report(page, message(line, column, end)), excerpts=True).splitlines()
    return lines[3], lines[4]


def test_marks_stand_under_wide_characters_and_behind_tabs() -> None:
    for page, column, end in (
        ("数数 = 字字 + x", 6, 8),
        ("\ta\tbc", 4, 6),
        ("e\u0301 🎉 xy", 6, 8),
        ("\x1b[31m ab", 7, 9),
    ):
        shown, under = marks(page, 1, column, end)
        marked = page[column - 1 : end - 1]
        assert cell_len(under[: under.index("^")]) == cell_len(shown[: shown.index(marked)])
        assert under.count("^") == cell_len(marked)


def test_what_ends_on_another_line_is_marked_to_the_end_of_its_own() -> None:
    found = report("$$\nabc\n$$\n", Message("syntax", "open", 1, 1, 3, 3))
    lines = text.plain(found, excerpts=True).splitlines()
    assert lines[3:5] == ["1 | $$", "  | ^^"]


def test_an_empty_span_at_the_end_of_a_page_is_marked_once() -> None:
    for page, line in (("", 1), ("a\n", 2), ("a", 1)):
        lines = text.plain(report(page, Message("syntax", "open", line, 1, line, 1)), excerpts=True).splitlines()
        assert any(set(x) == {" ", "|", "^"} and x.count("^") == 1 for x in lines)


def test_of_a_long_line_the_marked_part_is_shown() -> None:
    page = "x" * 5_000 + "HERE" + "y" * 5_000
    shown, under = marks(page, 1, 5_001, 5_005)
    assert len(shown) < 200
    assert shown[under.index("^") : under.index("^") + 4] == "HERE"
    assert under.count("^") == 4


def test_a_message_that_comes_again_and_again_is_said_five_times() -> None:
    found = report("a\n" * 50, *(message(line, 1, 2) for line in range(1, 51)))
    lines = text.plain(found).splitlines()
    assert [line.split(":")[1] for line in lines if line.startswith("docs/")] == ["1", "2", "3", "4", "5"]
    assert lines[5] == "    = and 45 times more on this page"


def test_every_verdict_is_counted() -> None:
    verdicts = ["proved", "proved", "mention", "refuted-erratum", "unchecked"]
    formulas = tuple(
        FormulaReport("docs/page.md", n, 1, n, 4, "x", "x", False, "", "claim", verdict, "")
        for n, verdict in enumerate(verdicts, 1)
    )
    found = Report((PageReport("docs/page.md", "", formulas),))
    assert text.summary(found) == (
        "5 formulas on 1 page: 2 proved, 1 mention, 1 refuted-erratum, 1 unchecked; everything holds"
    )


def test_a_formula_that_fails_without_a_word_is_named_all_the_same() -> None:
    formula = FormulaReport("docs/page.md", 3, 2, 3, 5, "x", "x", False, "", "claim", "undecided", "")
    found = Report((PageReport("docs/page.md", "\n\n $x$\n", (formula,)),))
    assert text.plain(found).startswith("docs/page.md:3:2: error[undecided]: this formula is undecided\n")
    assert next(iter(github.lines(found))).startswith("::error file=docs/page.md,line=3,")


def test_what_is_visible_stays() -> None:
    assert visible("∂L/∂W ∈ ℝ数é") == "∂L/∂W ∈ ℝ数é"
    assert visible("a\x1b[31m\u202eb\ud800\u200b\U000e0001") == r"a\x1b[31m\u202eb\ud800\u200b\U000e0001"
