"""YAML of a page, read without trust: plain scalars, lists and mappings, and nothing that runs or repeats."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import yaml

_LONGEST = 20_000  # characters; PyYAML's time grows faster than its input
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class OptionError:
    """What is wrong in a YAML text, and on which of its lines (from 0)."""

    message: str
    line: int = 0


def read_yaml(text: str) -> tuple[Any, OptionError | None]:
    """Return the value of a YAML text, or None and what is wrong with it.

    Refused: tags, anchors and aliases, duplicate keys, nesting deeper than 20, more than 20,000 characters.
    """
    if len(text) > _LONGEST:
        return None, OptionError(f"options of {len(text):,} characters; at most {_LONGEST:,} are read")
    try:
        error = _refused(text)
        if error is not None:
            return None, error
        return yaml.load(text, _Loader), None  # noqa: S506 - a SafeLoader
    except _DuplicateError as duplicate:
        return None, OptionError(str(duplicate), duplicate.line)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        found = str(problem.problem or problem.context or "YAML that cannot be read")
        return None, OptionError(f"no YAML: {found}", mark.line if mark else 0)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        return None, OptionError(f"no YAML: {str(problem).splitlines()[0] if str(problem) else 'nested too deeply'}")


def _refused(text: str) -> OptionError | None:
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line
        if isinstance(event, yaml.AliasEvent):
            return OptionError(f"the alias *{event.anchor}; aliases are not read here", line)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            return OptionError(f"the anchor &{event.anchor}; anchors are not read here", line)
        if getattr(event, "tag", None) is not None:
            return OptionError(f"the tag {event.tag}; tags are not read here", line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return OptionError(f"options nested deeper than {_DEEPEST}", line)
    return None


class _DuplicateError(Exception):
    def __init__(self, key: Hashable, line: int) -> None:
        super().__init__(f"the key {key!r} stands there twice")
        self.line = line


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses duplicate keys, of which YAML would let the last win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable):
                if key in seen:
                    raise _DuplicateError(key, key_node.start_mark.line)
                seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping
