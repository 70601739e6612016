"""`python -m tests.mistakes` judges every entry and counts: what is read, what is not yet, and what went wrong."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from .models import entries
from .outcomes import judged, read


def main() -> int:
    """Print the counts; return 1 where an entry is not as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = judged(entries(), Path(folder) / "mistakes")
    settled = read(outcomes)
    refused = Counter(o.wrong.verdict for o in settled)
    print(f"{len(outcomes)} entries")
    print(f"{len(settled)} read: wrong " + ", ".join(f"{n} {verdict}" for verdict, n in refused.most_common()), end="")
    print(f"; right {sum(o.right.verdict == 'proved' for o in settled)} proved")
    for outcome in settled:
        if outcome.entry.sizes:
            print(f"   at fixed sizes: {outcome.entry.id}")
    unread = [o for o in outcomes if o.unread]
    codes = Counter(code for o in unread for code in o.unread)
    print(f"{len(unread)} not read yet: " + ", ".join(f"{n} {code}" for code, n in codes.most_common()))
    for outcome in unread:
        print(f"   {outcome.entry.id}: {', '.join(outcome.unread)}")
    wrong = [(o.entry.id, problem) for o in outcomes for problem in o.problems]
    print(f"{len(wrong)} problems")
    for name, problem in wrong:
        print(f"   {name}: {problem}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
