"""A user's own detector as one Python file: a docstring with front matter, and `def detect(known)`.

    \"\"\"Three angry tickets in a month.

    ---
    what: Three escalated tickets in a month
    ---
    \"\"\"
    def detect(known): ...

The file is the company's own code and runs with the rights of the run, like any script; what it is *given* holds only
what was known at the moment.
"""

import ast
import sys
import traceback
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from types import CodeType
from typing import Any

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.signals.detector import Detector
from adjoin.signals.own.known import Known
from adjoin.signals.own.matter import own_matter
from adjoin.signals.own.moments import each_moment
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import Warehouse

CLOCK = frozenset(("today", "now", "utcnow", "time_ns", "localtime", "gmtime"))
RULE = "---"


@dataclass(frozen=True)
class OwnPythonDetector(Detector):
    """A detector that is one function of a user's, called once for each open moment."""

    source: str
    code: CodeType
    defaults: Mapping[str, Value]

    @property
    def parameters(self) -> Mapping[str, Value]:
        return self.defaults

    def check(self, schema: Schema) -> None:
        """What it reads is known only when it runs; the rest was checked when it was read."""

    def sightings(self, warehouse: Warehouse, values: Mapping[str, Value]) -> pa.Table:
        unknown = sorted(set(values) - set(self.defaults))
        if unknown:
            close = nearest(unknown[0], self.defaults)
            raise ConfigurationError(f"{self.name} has no setting '{unknown[0]}'{close}.")
        settings = {**self.defaults, **values}

        def ask(as_of: date) -> pa.Table:
            found = self._call(Known(warehouse, as_of, settings, self.source))
            if not isinstance(found, pa.Table):
                kind = type(found).__name__
                raise ConfigurationError(
                    f"{self.source}: detect returned {kind}; it must return a pyarrow.Table."
                )
            return found

        return each_moment(warehouse, ask, self.what, self.source)

    def _call(self, known: Known) -> Any:
        """What `detect` returns. The file is run anew, so that nothing of one moment reaches another."""
        names: dict[str, Any] = {"__name__": f"signals.{self.name}", "__file__": self.source}
        try:
            with redirect_stdout(sys.stderr):  # stdout is the command's data
                exec(self.code, names)  # noqa: S102 the project's own code, asked for by being there
                return names["detect"](known)
        except ConfigurationError:
            raise
        except (Exception, SystemExit) as error:  # whatever it is, the run goes on and names it
            raise ConfigurationError(_where(error, self.source)) from error


def own_python(name: str, text: str, source: str) -> OwnPythonDetector:
    """The detector in the text of a Python file, which is not run here. ConfigurationError says why it is none."""
    try:
        tree = ast.parse(text, source)
        code = compile(tree, source, "exec")
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        said = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ConfigurationError(f"{source}{line}: this is not Python: {said}.") from error
    matter = own_matter(name, _front_matter(ast.get_docstring(tree) or "", source), source)
    _refuse_shape(tree, source)
    return OwnPythonDetector(
        name=name,
        kind=matter.kind,
        what=matter.what,
        weight=matter.weight,
        half_life_days=matter.half_life_days,
        window_days=matter.window_days,
        lookback_days=matter.lookback_days,
        needs=matter.needs or (),
        source=source,
        code=code,
        defaults=matter.parameters,
        tried=matter.tried,
        ours=False,
    )


def _front_matter(docstring: str, source: str) -> str:
    """The lines of the docstring between two lines of `---`."""
    lines = docstring.splitlines()
    rules = [place for place, line in enumerate(lines) if line.strip() == RULE]
    if len(rules) < 2:
        raise ConfigurationError(
            f"{source}: begin the file with a docstring that holds front matter between two lines of '{RULE}'."
        )
    return "\n".join(lines[rules[0] + 1 : rules[1]])


def _refuse_shape(tree: ast.Module, source: str) -> None:
    """ConfigurationError where there is no `detect(known)`, or the file asks what day it is."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    problems = []
    if "detect" not in functions:
        problems.append(f"{source}: write `def detect(known):`{nearest('detect', functions)}.")
    elif len(functions["detect"].args.args) != 1:
        problems.append(f"{source}: detect takes one argument, `known`.")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            problems.append(
                f"{source}, line {node.lineno}: {node.func.attr}() knows what day it is, and a run speaks for its "
                "own day; use known.as_of."
            )
        if isinstance(node, ast.Import | ast.ImportFrom) and "random" in _imported(node):
            problems.append(
                f"{source}, line {node.lineno}: random gives something else each time; a signal must be the same again."
            )
    if problems:
        raise ConfigurationError(*problems)


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {node.module or ""}
    return {alias.name for alias in node.names}


def _where(error: BaseException, source: str) -> str:
    """The error and the line of the file it came from."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == source]
    line = f", line {lines[-1]}" if lines else ""
    said = " ".join(str(error).split())
    return f"{source}{line}: {type(error).__name__}{': ' + said if said else ''}."
