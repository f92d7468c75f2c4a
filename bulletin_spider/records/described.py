"""What the attributes of a record mean, in the words that stand under them in the source.

Pydantic can collect them when a class is made, but looks for the class in its file token by token, for every
class and in every process: as long as reading twenty pages, and only who writes a table asks for them.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise


@cache
def descriptions(record: type) -> dict[str, str]:
    """The docstring under each attribute that a class itself adds, by the attribute's name.

    Empty where the class does not stand in a file that is at hand.
    """
    try:
        source = inspect.getsource(sys.modules[record.__module__])
    except OSError:
        return {}
    classes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))
    body: list[ast.stmt] = next((node.body for node in classes if node.name == record.__name__), [])
    return {
        named.target.id: inspect.cleandoc(told.value.value)
        for named, told in pairwise(body)
        if isinstance(named, ast.AnnAssign)
        and isinstance(named.target, ast.Name)
        and isinstance(told, ast.Expr)
        and isinstance(told.value, ast.Constant)
        and isinstance(told.value.value, str)
    }
