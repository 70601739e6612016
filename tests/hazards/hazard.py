"""What SymPy gets wrong: how it is shown, and the page on which texproof must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hazard:
    """One thing that SymPy does wrong.

    `shown` is true while SymPy does it; None where to see it would take for ever. `right` is a formula that
    holds, with `condition` said beside its proof; `wrong` is what SymPy would have us believe, or what it
    passes over, and ends with `verdict`. Both stand under `given`.
    """

    name: str
    says: str
    issue: int | None
    given: str
    right: str
    wrong: str
    verdict: str
    condition: str
    shown: Callable[[], bool] | None

    @property
    def page(self) -> str:
        return f"/// given | {self.given}\n///\n\n$$ {self.right} $$\n\n$$ {self.wrong} $$\n"


class Hazards(list[Hazard]):
    """Hazards of one kind, in order."""

    def add(
        self,
        *,
        given: str,
        right: str,
        wrong: str,
        verdict: str = "refuted",
        condition: str = "",
        issue: int | None = None,
        run: bool = True,
    ) -> Callable[[Callable[[], bool]], Callable[[], bool]]:
        """Return a decorator for what shows a hazard: its docstring says in a line what SymPy does.

        `run` is false where SymPy would not come back.
        """

        def added(shown: Callable[[], bool]) -> Callable[[], bool]:
            says = (shown.__doc__ or "").strip()
            assert says, shown
            known = Hazard(shown.__name__, says, issue, given, right, wrong, verdict, condition, shown if run else None)
            self.append(known)
            return shown

        return added
