"""The command `texproof`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from .. import __version__
from ..build.answers import Runner
from ..build.judge import Judge, Only
from ..build.judge import Progress as Report
from ..build.project import Project, UnusableError
from ..build.score import score
from ..report import report as reports
from . import data, explain, github, junit, mutants, sarif, text
from .plain import visible

UNUSABLE = 2
SOON = 1.0  # seconds that nothing is shown for: a run that ends before needs no bar
FORMATS: Mapping[str, Callable[[reports.Report], Iterable[str]]] = {
    "line": text.one_line_each,
    "json": lambda report: [data.text(report)],
    "github": github.lines,
    "sarif": lambda report: [sarif.text(report)],
    "junit": lambda report: [junit.text(report)],
}

_snippets = click.option(
    "--snippets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the snippets.  [default: snippets/ in the project, or beside the pages]",
)
_processes = click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="How many judge at once."
)
_cluster = click.option(
    "--cluster", metavar="ADDRESS", help="Judge on the workers of a Dask cluster, behind the scheduler at this address."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="texproof")
def main() -> None:
    """Read the formulas of Markdown pages, prove them with SymPy and check them with NumPy."""


def _line(_: click.Context, __: click.Parameter, value: str | None) -> tuple[Path, int] | None:
    """Return PAGE:LINE as a page and a number."""
    if value is None:
        return None
    page, _colon, line = value.rpartition(":")
    if not page or not line.isascii() or not line.isdigit() or not int(line):
        raise click.BadParameter(f"{value!r} is not PAGE:LINE, as in docs/matmul.md:58")
    if not Path(page).is_file():
        raise click.BadParameter(f"there is no page {page}")
    return Path(page), int(line)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="For people; one line for each error; for programs; GitHub's annotations; SARIF 2.1.0; JUnit XML.",
)
@click.option("--only", metavar="PAGE:LINE", callback=_line, help="Judge only the formulas that stand on this line.")
@_snippets
@click.option("--cold", is_flag=True, help="Judge everything anew.")
@click.option("--no-cache", is_flag=True, help="Judge everything anew and keep nothing.")
@_processes
@_cluster
@click.option("--debug", is_flag=True, help="Show where texproof itself failed, if it did.")
def check(
    paths: tuple[Path, ...],
    form: str,
    only: tuple[Path, int] | None,
    snippets: Path | None,
    cold: bool,
    no_cache: bool,
    processes: int,
    cluster: str | None,
    debug: bool,
) -> None:
    """Judge every formula of the pages (*.md, *.ipynb) given, or of all under docs/.

    On a terminal each error comes with an excerpt of its page; elsewhere its place stands at the front of one
    line, what decided it below. The last line counts every verdict.

    Exit status: 0 everything holds; 1 something does not; 2 the command or the configuration is unusable.
    """
    named = paths or ((only[0],) if only else ())
    try:
        project = Project.around(named, snippets=snippets, cache=not no_cache)
        line = Only(project.shown(only[0]), only[1]) if only else None
        with (
            _elsewhere(cluster) as crew,
            Judge(project, cold=cold or no_cache, processes=processes, crew=crew) as judge,
            _progress() as progress,
        ):
            report = judge.judge(named, line, progress)
    except UnusableError as error:
        click.echo(f"texproof: {visible(str(error))}", err=True)
        sys.exit(UNUSABLE)
    if debug:
        for trace in judge.traces:
            click.echo(text.visible_lines(trace), err=True)
    _print(report, form)
    sys.exit(0 if report.passes else 1)


@main.command("mutants")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(exists=True, path_type=Path))
@_snippets
@click.option("--at-least", type=click.FloatRange(0, 100), default=100.0, show_default=True, help="Per cent to refuse.")
@click.option("--list", "listed", is_flag=True, help="Name also the twins that are true after all.")
@_processes
def mutants_(paths: tuple[Path, ...], snippets: Path | None, at_least: float, listed: bool, processes: int) -> None:
    """Spoil every proved claim by one edit, in every way, and count the spoiled twins that are refused.

    A twin that is equal by algebra is set apart; each other one that was let through or not decided is named.

    Exit status: 0 where enough were refused; 1 where not; 2 the command or the configuration is unusable.
    """
    _show_what_can_be_shown()
    try:
        project = Project.around(paths, snippets=snippets)
        with Judge(project, processes=processes) as judge, _progress("spoiling") as progress:
            found = score(judge, paths, progress)
    except UnusableError as error:
        click.echo(f"texproof: {visible(str(error))}", err=True)
        sys.exit(UNUSABLE)
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(mutants.table(found))
    for kind in ("survivor", "true") if listed else ("survivor",):
        for line in mutants.named(found, kind):
            console.print(line)
    console.print(mutants.summary(found))
    sys.exit(0 if 100 * found.share() >= at_least else 1)


@contextmanager
def _elsewhere(address: str | None) -> Iterator[Runner | None]:
    """Give what does the work at an address; None where there is none, and the work is done here.

    Raises: UnusableError where that cannot be.
    """
    if address is None:
        yield None
        return
    try:
        # What most do not install is loaded where it is asked for.
        from ..build.cluster import Cluster  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UnusableError("--cluster needs Dask's distributed: pip install 'texproof[cluster]'") from error
    with Cluster(address) as cluster:
        yield cluster


@contextmanager
def _progress(doing: str = "judging") -> Iterator[Report]:
    """Show on a terminal how many formulas are done, once that takes a while; elsewhere show nothing."""
    console = Console(stderr=True)
    # Not what `console` takes for a terminal: it believes settings for colours, and the log of a CI with a terminal
    # keeps each picture of the bar.
    if not sys.stderr.isatty() or console.is_dumb_terminal or os.environ.get("CI"):
        yield lambda *_: None
        return
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=console, transient=True)
    task = progress.add_task(doing, total=None)

    def show(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)
        if not progress.live.is_started and (progress.tasks[0].elapsed or 0) > SOON:
            progress.start()

    try:
        yield show
    finally:
        progress.stop()


def _print(report: reports.Report, form: str) -> None:
    _show_what_can_be_shown()
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    if form in FORMATS:
        for line in FORMATS[form](report):
            click.echo(line)
    elif not console.is_terminal:
        click.echo(text.plain(report), nl=False)
    else:
        for styled in text.lines(report, excerpts=True):
            console.print(styled)


def _show_what_can_be_shown() -> None:
    """Let a terminal that does not know a sign get its number: it must not end the command."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


@main.command("explain")
@click.argument("code", required=False, metavar="[CODE]")
def explain_(code: str | None) -> None:
    """Say what an error's code means, with an example and how to mend it; without a code, list them all.

    Exit status: 0, or 2 where there is no such code.
    """
    _show_what_can_be_shown()
    console = Console(highlight=False, markup=False, emoji=False)
    if code is None:
        for line in explain.listed():
            console.print(line, soft_wrap=not console.is_terminal)
        return
    check = explain.checks().get(code.strip().lower())
    if check is None:
        near = explain.near(code)
        rest = f"near it: {', '.join(near)}" if near else "`texproof explain` lists all"
        click.echo(f"texproof: there is no code {visible(repr(code))}; {rest}", err=True)
        sys.exit(UNUSABLE)
    if console.is_terminal:
        console.print(explain.page(check), width=min(console.width, explain.WIDEST))
    else:
        click.echo(check.plain, nl=False)
