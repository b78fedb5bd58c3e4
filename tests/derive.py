"""The browser's half of packets, derived from Python's: `python -m tests.derive` (`--check` compares).

What a packet is, how it is fitted, what contradicts itself and how it leaves, and what announces a
secret, is written once, in `generator/proofpack/`, and read here as a syntax tree. Each function becomes
one of JavaScript that stands on `python.js`, where what is asked of a mapping, a list or a text means
what it means in Python. A module that uses what is not known here is refused with its line: say it
more plainly there.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

SCRIPTS = ROOT / "site-overrides" / "scripts"
PACKAGE = ROOT / "generator" / "proofpack"
DERIVED = {
    "derived-packet": ("worksheets/packet", "worksheets/progress"),
    "derived-agreement": ("worksheets/well_formed", "worksheets/agreement"),
    "derived-verdicts": ("worksheets/verdicts",),
    "derived-message": ("worksheets/formats/message",),
    "derived-adopt": ("worksheets/adopt",),
    "derived-formats": ("worksheets/formats/as_yaml", "worksheets/formats/support"),
    "derived-announced": ("secrets/grades", "secrets/checks", "secrets/announced"),
}
"""By script, the modules from which it is derived; each after those on which it stands."""
_FLAT = ("announced", "checks", "grades")
"""Modules that are given texts without a character outside the basic plane: all count these alike."""
_ANSWERED = ("secrets/matching",)
"""Modules that scripts have, written by hand."""
_DATA = {
    "announced_forms": "constants.SECRETS.ANNOUNCED",
    "check_forms": "constants.SECRETS.CHECKED",
}
"""Modules of patterns and numbers, and where these are among the constants."""
_CONSTANTS = (
    "proofpack.worksheets.constants",
    "proofpack.model.records.worksheets",
    "proofpack.model.years",
)
_READ = ("proofpack.worksheets", "proofpack.secrets", "proofpack.text")
"""Rooms whose modules a script has; of others it takes types alone."""
_TYPES = frozenset(("Raw", "Span", "Ending"))
_COMPARED = {
    ast.Eq: "===",
    ast.NotEq: "!==",
    ast.Is: "===",
    ast.IsNot: "!==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_WORDS = frozenset(
    ("new", "default", "function", "var", "this", "case", "switch", "typeof", "delete")
)
_METHODS = frozenset(
    (
        *(
            "get",
            "items",
            "keys",
            "values",
            "pop",
            "split",
            "strip",
            "lstrip",
            "rstrip",
            "startswith",
        ),
        *(
            "find",
            "rfind",
            "partition",
            "rpartition",
            "replace",
            "sub",
            "search",
            "fullmatch",
            "findall",
        ),
    )
)
"""What is asked of mappings, texts and patterns: functions of `python.js`, the thing before the rest."""
_SAME = {"endswith": "endsWith", "lower": "toLowerCase", "upper": "toUpperCase", "append": "push"}
_BUILT_IN = {
    **{
        name: name
        for name in (
            "bisect_left",
            "dict",
            "enumerate",
            "map",
            "max",
            "min",
            "next",
            "range",
            "reversed",
        )
    },
    **{name: name for name in ("sorted", "sum", "zip", "list", "pairwise")},
    "len": "length",
    "set": "list",
    "tuple": "list",
}
_LISTS = frozenset(("items", "values", "split", "enumerate", "zip", "range", "reversed", "findall"))
"""What gives a list in JavaScript, too, whatever it was asked of."""
_PLAIN = {"str": "String", "int": "Number", "float": "Number", "bool": "py.truth"}
_KINDS = {"str": "isText", "dict": "isMapping", "list": "isList"}
_TRUE = ("isinstance", "any", "all", "bool")
_ASKED = ("startswith", "endswith")


class UnknownError(Exception):
    """Something that no script can be derived from, with its line."""


@dataclass
class _Known:
    """What is known of all modules so far: parameters of functions and fields of classes, by name.

    Of functions also which give truths, and which are walked over.
    """

    parameters: dict[str, list[str]] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    truths: set[str] = field(default_factory=set)
    walks: set[str] = field(default_factory=set)


class _Translator:
    """Writes one module as a script."""

    def __init__(self, known: _Known, module: str) -> None:
        self.known, self.module = known, module
        self.made: list[str] = []
        self.declaring: set[ast.stmt] = set()

    # --- the module ------------------------------------------------------------------------------

    def script(self, tree: ast.Module) -> str:
        """Return the body of a script with every function, class and constant of a module."""
        self.learn(tree)
        lines = [line for node in tree.body for line in self.top(node) if line]
        given = ", ".join(name for name in self.made if not name.startswith("_"))
        return "\n".join([*lines, f"py.modules.{self.module} = {{ {given} }}"])

    def learn(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in (*node.args.args, *node.args.kwonlyargs)]
                self.known.parameters[node.name] = [name for name in names if name != "self"]
                if isinstance(node.returns, ast.Name) and node.returns.id == "bool":
                    self.known.truths.add(node.name)
                if any(map(_yields, node.body)):
                    self.known.walks.add(node.name)
            elif isinstance(node, ast.ClassDef):
                self.known.classes.add(node.name)
                self.known.parameters[node.name] = [name for name, _ in _fields(node)]

    def top(self, node: ast.stmt) -> Iterator[str]:
        match node:
            case ast.ImportFrom(module=module, names=names):
                if data := _DATA.get(names[0].name):
                    yield f"const {names[0].asname} = {data}"
                else:
                    yield from self.imported(module or "", [one.name for one in names])
            case ast.FunctionDef(name=name):
                self.made.append(name)
                yield from self.function(node)
            case ast.ClassDef():
                self.made.append(node.name)
                yield from self.class_(node)
            case ast.Assign(targets=[target], value=value) if not _is_type(value):
                yield self.constant(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield self.constant(target, value)

    def constant(self, target: ast.expr, value: ast.expr) -> str:
        self.made.append(_name(target))
        return f"const {self.of(target)} = {self.of(value)}"

    def imported(self, module: str, names: list[str]) -> Iterator[str]:
        if module in _CONSTANTS:
            names = [name for name in names if name.isupper()]
            yield f"const {{ {', '.join(names)} }} = constants" if names else ""
        elif names == ["constants"] or not module.startswith(_READ):
            return
        else:
            wanted = [name for name in names if name not in _TYPES]
            source = module.rpartition(".")[2]
            yield f"const {{ {', '.join(wanted)} }} = py.modules.{source}" if wanted else ""

    def class_(self, node: ast.ClassDef) -> Iterator[str]:
        fields = list(_fields(node))
        yield f"class {node.name} extends py.Record {{"
        yield f"static fields = {json.dumps([name for name, _ in fields])};"
        if defaults := [(name, value) for name, value in fields if value is not None]:
            yield "static otherwise(name) {"
            for name, value in defaults:
                yield f"if (name === {json.dumps(name)}) return {self.default(value)}"
            yield "return undefined\n}"
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef):
                yield from self.function(inner, method=True)
        yield "}"

    def default(self, value: ast.expr) -> str:
        if isinstance(value, ast.Call) and _name(value.func) == "field":
            return "[]"
        return self.of(value)

    # --- functions -------------------------------------------------------------------------------

    def function(self, node: ast.FunctionDef, *, method: bool = False) -> Iterator[str]:
        if text := ast.get_docstring(node):
            yield f"// {text.splitlines()[0]}"
        star = "*" if any(map(_yields, node.body)) else ""
        getter = "get " if any(_name(one) == "property" for one in node.decorator_list) else ""
        yield f"{'' if method else 'function'}{getter}{star} {node.name}({self.parameters(node)}) {{"
        names, declaring = _assigned(node)
        self.declaring |= declaring
        if names:
            yield f"let {', '.join(map(_safe, sorted(names)))}"
        yield from self.block(node.body)
        yield "}"

    def parameters(self, node: ast.FunctionDef) -> str:
        arguments = [one for one in (*node.args.args, *node.args.kwonlyargs) if one.arg != "self"]
        defaults: list[ast.expr | None] = [*node.args.defaults, *node.args.kw_defaults]
        padded = [None] * (len(arguments) - len(defaults)) + defaults
        return ", ".join(
            _safe(one.arg) + (f" = {self.of(value)}" if value else "")
            for one, value in zip(arguments, padded, strict=True)
        )

    def block(self, body: Sequence[ast.stmt]) -> Iterator[str]:
        for node in body:
            yield from self.statement(node)

    def statement(self, node: ast.stmt) -> Iterator[str]:
        match node:
            case ast.FunctionDef():
                yield from self.function(node)
            case ast.Return(value=value):
                yield f"return {self.of(value)}" if value else "return"
            case ast.Expr(value=ast.Constant()) | ast.Assert():
                return
            case ast.Expr(value=value):
                yield self.of(value)
            case ast.Assign(targets=[target], value=value):
                begin = "const " if node in self.declaring else ";"
                yield f"{begin}{self.of(target)} = {self.of(value)}"
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                begin = "const " if node in self.declaring else ";"
                yield f"{begin}{self.of(target)} = {self.of(value)}"
            case ast.AugAssign(target=target, op=ast.Add(), value=value):
                yield f"{self.of(target)} = py.add({self.of(target)}, {self.of(value)})"
            case ast.If() | ast.For() | ast.While():
                yield from self.compound(node)
            case ast.Continue():
                yield "continue"
            case _:
                raise self.unknown(node)

    def compound(self, node: ast.If | ast.For | ast.While) -> Iterator[str]:
        match node:
            case ast.For(target=target, iter=values):
                # What walks over a generator need not wait for its end.
                walks = _called(values) in self.known.walks
                listed = self.of(values) if walks else self.listed(values)
                yield f"for (let {self.of(target)} of {listed}) {{"
            case ast.While(test=test):
                yield f"while ({self.test(test)}) {{"
            case ast.If(test=test):
                yield f"if ({self.test(test)}) {{"
        yield from self.block(node.body)
        if node.orelse:
            yield "} else {"
            yield from self.block(node.orelse)
        yield "}"

    # --- expressions -----------------------------------------------------------------------------

    def of(self, node: ast.expr) -> str:
        """Return an expression."""
        write = getattr(self, f"write_{type(node).__name__.lower()}", None)
        if write is None:
            raise self.unknown(node)
        return str(write(node))

    def unknown(self, node: ast.expr | ast.stmt) -> UnknownError:
        return UnknownError(f"{self.module}.py:{node.lineno}: {ast.unparse(node)}")

    def test(self, node: ast.expr) -> str:
        """Return an expression of which only the truth counts."""
        match node:
            case ast.BoolOp(op=op, values=values):
                sign = " && " if isinstance(op, ast.And) else " || "
                return f"({sign.join(map(self.test, values))})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!{self.test(operand)}"
        return self.of(node) if self.is_truth(node) else f"py.truth({self.of(node)})"

    def is_truth(self, node: ast.expr) -> bool:
        match node:
            case ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return True
            case ast.BoolOp(values=values):
                return all(map(self.is_truth, values))
            case ast.Call(func=ast.Name(id=name)):
                return name in _TRUE or name in self.known.truths
            case ast.Call(func=ast.Attribute(attr=name)):
                return name in _ASKED or name in self.known.truths
            case ast.Attribute(attr=name):
                return name in self.known.truths
        return False

    def listed(self, node: ast.expr) -> str:
        """Return an expression over which can be walked."""
        name = _called(node) or _name(node)
        known = isinstance(node, ast.List | ast.Tuple | ast.ListComp | ast.GeneratorExp)
        return self.of(node) if known or name in _LISTS else f"py.list({self.of(node)})"

    def write_constant(self, node: ast.Constant) -> str:
        return json.dumps(node.value)

    def write_name(self, node: ast.Name) -> str:
        return "this" if node.id == "self" else _safe(node.id)

    def write_tuple(self, node: ast.Tuple | ast.List) -> str:
        return f"[{', '.join(map(self.of, node.elts))}]"

    write_list = write_set = write_tuple

    def write_starred(self, node: ast.Starred) -> str:
        is_target = isinstance(node.ctx, ast.Store)
        return f"...{self.of(node.value) if is_target else self.listed(node.value)}"

    def write_dict(self, node: ast.Dict) -> str:
        pairs = [
            f"...{self.of(value)}" if key is None else f"{self.key(key)}: {self.of(value)}"
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        return f"({{ __proto__: null, {', '.join(pairs)} }})"

    def key(self, node: ast.expr) -> str:
        return self.of(node) if isinstance(node, ast.Constant) else f"[{self.of(node)}]"

    def write_joinedstr(self, node: ast.JoinedStr) -> str:
        parts = [
            json.dumps(part.value) if isinstance(part, ast.Constant) else self.shown(part)
            for part in node.values
        ]
        if len(parts) == 1 or not parts[0].startswith('"'):
            parts.insert(0, '""')
        return f"({' + '.join(parts)})"

    def shown(self, node: ast.expr) -> str:
        if not isinstance(node, ast.FormattedValue) or node.format_spec or node.conversion != -1:
            raise self.unknown(node)
        return self.of(node.value)

    def write_boolop(self, node: ast.BoolOp) -> str:
        if self.is_truth(node):
            return self.test(node)
        *first, last = node.values
        text = self.of(last)
        for value in reversed(first):
            name = "both" if isinstance(node.op, ast.And) else "either"
            text = f"py.{name}({self.of(value)}, () => {text})"
        return text

    def write_unaryop(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.USub):
            return f"-{self.of(node.operand)}"
        return self.test(node)

    def write_binop(self, node: ast.BinOp) -> str:
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(node.op, ast.Add):
            return f"py.add({left}, {right})"
        if isinstance(node.op, ast.BitOr):
            return f"({{ __proto__: null, ...{left}, ...{right} }})"
        signs = {ast.Sub: "-", ast.Mult: "*", ast.Mod: "%"}
        if type(node.op) not in signs:
            raise self.unknown(node)
        return f"({left} {signs[type(node.op)]} {right})"

    def write_compare(self, node: ast.Compare) -> str:
        pairs = zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
        return f"({' && '.join(self.compared(*pair) for pair in pairs)})"

    def compared(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> str:
        if isinstance(sign, ast.In | ast.NotIn):
            found = f"py.has({self.of(right)}, {self.of(left)})"
            return f"!{found}" if isinstance(sign, ast.NotIn) else found
        if isinstance(right, ast.Constant) and right.value is None:
            return f"{self.of(left)} {_COMPARED[type(sign)][:2]} null"
        one, other = self.of(left), self.of(right)
        if isinstance(sign, ast.Eq | ast.NotEq) and not _is_plain(left) and not _is_plain(right):
            return f"{'!' if isinstance(sign, ast.NotEq) else ''}py.equal({one}, {other})"
        return f"{one} {_COMPARED[type(sign)]} {other}"

    def write_ifexp(self, node: ast.IfExp) -> str:
        return f"({self.test(node.test)} ? {self.of(node.body)} : {self.of(node.orelse)})"

    def write_namedexpr(self, node: ast.NamedExpr) -> str:
        return f"({self.of(node.target)} = {self.of(node.value)})"

    def write_attribute(self, node: ast.Attribute) -> str:
        if isinstance(node.value, ast.Name) and node.value.id == "constants":
            return f"constants.{node.attr}"
        return f"{self.of(node.value)}.{node.attr}"

    def write_subscript(self, node: ast.Subscript) -> str:
        value = self.of(node.value)
        match node.slice:
            case ast.Slice(lower=lower, upper=upper):
                ends = [self.of(end) if end else "undefined" for end in (lower, upper)]
                if self.module in _FLAT:
                    return f"{value}.slice({', '.join(ends)})"
                return f"py.slice({value}, {', '.join(ends)})"
            case ast.Constant(value=str() as key) if key.isidentifier():
                return f"{value}.{key}"
        return f"{value}[{self.of(node.slice)}]"

    def write_lambda(self, node: ast.Lambda) -> str:
        return f"({', '.join(_safe(one.arg) for one in node.args.args)}) => {self.of(node.body)}"

    def write_yield(self, node: ast.Yield) -> str:
        return f"yield {self.of(node.value)}" if node.value else "yield"

    def write_yieldfrom(self, node: ast.YieldFrom) -> str:
        return f"yield* {self.of(node.value)}"

    # --- comprehensions ----------------------------------------------------------------------------

    def write_listcomp(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> str:
        return self.walked(node.generators, node.elt)

    write_generatorexp = write_setcomp = write_listcomp

    def write_dictcomp(self, node: ast.DictComp) -> str:
        pair = ast.Tuple(elts=[node.key, node.value], ctx=ast.Load())
        return f"py.dict({self.walked(node.generators, pair)})"

    def walked(self, generators: list[ast.comprehension], made: ast.expr) -> str:
        first, *rest = generators
        values, target = self.listed(first.iter), self.of(first.target)
        condition = " && ".join(map(self.test, first.ifs))
        if rest:
            inner = self.walked(rest, made)
            inner = f"{condition} ? {inner} : []" if condition else inner
            return f"{values}.flatMap(({target}) => {inner})"
        text = self.of(made)
        if text == target:
            return f"{values}.filter(({target}) => {condition})" if condition else values
        if condition:
            return f"{values}.flatMap(({target}) => {condition} ? [{text}] : [])"
        return f"{values}.map(({target}) => {text})"

    # --- calls -----------------------------------------------------------------------------------

    def write_call(self, node: ast.Call) -> str:
        match node.func:
            case ast.Name(id=name):
                return self.called(name, node)
            case ast.Attribute(value=ast.Name(id="re"), attr="compile"):
                flags = [ast.unparse(one) for one in node.args[1:]]
                several = ', "m"' if flags == ["re.MULTILINE"] else ""
                return f"py.re({self.of(node.args[0])}{several})"
            case ast.Attribute(value=ast.Name(id="json"), attr="dumps"):
                return f"py.dumps({self.of(node.args[0])})"
            case ast.Attribute(value=value, attr="join"):
                return f"py.join({self.of(value)}, {self.listed(node.args[0])})"
            case ast.Attribute(value=value, attr=name) if (
                name in _METHODS and _name(value) != "self"
            ):
                return f"py.{name}({', '.join([self.of(value), *self.arguments('', node)])})"
            case ast.Attribute(value=value, attr=name):
                asked = f"{self.of(value)}.{_SAME.get(name, name)}"
                return f"{asked}({', '.join(self.arguments(name, node))})"
        raise self.unknown(node)

    def called(self, name: str, node: ast.Call) -> str:
        if name == "isinstance":
            value, kind = node.args
            return f"py.{_KINDS[ast.unparse(kind)]}({self.of(value)})"
        if name in ("any", "all"):
            return self.some("some" if name == "any" else "every", node.args[0])
        if name == "len" and self.module in _FLAT:
            return f"{self.of(node.args[0])}.length"
        if name == "max" and len(node.args) > 1:
            return f"Math.max({', '.join(self.arguments(name, node))})"
        if name in ("max", "next"):
            rest = [*node.args[1:], *(one.value for one in node.keywords)]
            if len(node.args) == 1 or name == "next":
                values = [self.listed(node.args[0]), *map(self.of, rest)]
                return f"py.{name}({', '.join(values)})"
        arguments = ", ".join(self.arguments(name, node))
        if name in _PLAIN:
            return f"{_PLAIN[name]}({arguments})"
        if name in _BUILT_IN:
            return f"py.{_BUILT_IN[name]}({arguments})"
        return f"{'new ' if name in self.known.classes else ''}{_safe(name)}({arguments})"

    def some(self, method: str, values: ast.expr) -> str:
        if isinstance(values, ast.GeneratorExp) and len(values.generators) == 1:
            (one,) = values.generators
            listed, target = self.listed(one.iter), self.of(one.target)
            condition = "".join(f"{self.test(each)} && " for each in one.ifs)
            return f"{listed}.{method}(({target}) => {condition}{self.test(values.elt)})"
        return f"{self.listed(values)}.{method}(py.truth)"

    def arguments(self, name: str, node: ast.Call) -> list[str]:
        """Return arguments in the order of the parameters."""
        made = list(map(self.of, node.args))
        named = {one.arg: self.of(one.value) for one in node.keywords}
        named.pop("strict", None)
        if named and name in _BUILT_IN:
            return [*made, *named.values()]
        if named:
            left = self.known.parameters[name][len(made) :]
            made += [named.pop(parameter, "undefined") for parameter in left]
        if named:
            raise self.unknown(node)
        return made


def _safe(name: str) -> str:
    return f"{name}_" if name in _WORDS else name


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _called(node: ast.expr) -> str:
    """Return the name of the function or method that an expression calls."""
    called = node.func if isinstance(node, ast.Call) else None
    return called.attr if isinstance(called, ast.Attribute) else _name(called) if called else ""


def _is_plain(node: ast.expr) -> bool:
    """Return whether an expression is a text or a number for certain."""
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Call) and _name(node.func) == "len"
    )


def _is_type(node: ast.expr) -> bool:
    """Return whether an assignment names a type."""
    return isinstance(node, ast.Subscript)


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
    for inner in node.body:
        if isinstance(inner, ast.AnnAssign):
            yield _name(inner.target), inner.value


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function and in none within it."""
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.FunctionDef | ast.Lambda):
            yield inner
            yield from _own(inner)


def _yields(node: ast.AST) -> bool:
    inner = () if isinstance(node, ast.FunctionDef) else (node, *_own(node))
    return any(isinstance(one, ast.Yield | ast.YieldFrom) for one in inner)


def _assigned(node: ast.FunctionDef) -> tuple[set[str], set[ast.stmt]]:
    """Return the names that a function declares at its head, and the assignments that declare theirs.

    An assignment does where its names get no other value and are used in its block alone, after it.
    """
    stored: Counter[str] = Counter()
    for one in _own(node):
        if isinstance(one, ast.Assign | ast.AnnAssign):
            stored.update(_targets(one))
        elif isinstance(one, ast.NamedExpr | ast.AugAssign):
            stored.update([_name(one.target)] * 2)
    parameters = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
    single = {name for name, count in stored.items() if count == 1} - parameters - {""}
    used = Counter(one.id for one in ast.walk(node) if isinstance(one, ast.Name))
    declaring: set[ast.stmt] = set()
    for block in _blocks(node):
        for at, one in enumerate(block):
            names = _targets(one) if isinstance(one, ast.Assign | ast.AnnAssign) else set()
            after = Counter(
                each.id
                for rest in block[at:]
                for each in ast.walk(rest)
                if isinstance(each, ast.Name)
            )
            if names and names <= single and all(used[name] == after[name] for name in names):
                declaring.add(one)
                single -= names
                for name in names:
                    del stored[name]
    return set(stored) - parameters - {""}, declaring


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    walked = [one for target in targets for one in ast.walk(target)]
    return {
        one.id for one in walked if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of a function, outer ones first."""
    for name in ("body", "orelse"):
        if block := getattr(node, name, None):
            yield block
            for inner in block:
                if isinstance(inner, ast.If | ast.For | ast.While):
                    yield from _blocks(inner)


def translated(text: str, module: str, known: _Known | None = None) -> str:
    """Return what a module says, as JavaScript that stands on `py` and hands itself to `py.modules`.

    Args:
        text: the module.
        module: its name.
        known: what is known of the modules on which it stands.

    Raises:
        UnknownError: it uses what no script can be derived from.
    """
    return _Translator(known or _Known(), module).script(ast.parse(text))


def _derived(name: str, known: _Known) -> str:
    paths = [f"{path}.py" for path in DERIVED[name]]
    bodies = [
        f"{{\n{translated((PACKAGE / path).read_text('utf-8'), Path(path).stem, known)}\n}}"
        for path in paths
    ]
    head = f"/* Derived from generator/proofpack/: {' and '.join(paths)}."
    after = "   Change that, not this, and run `python -m tests.derive`. */"
    checked = "// @ts-nocheck: Python's types are checked there"
    linted = "/* eslint-disable -- a program wrote it, after what Python's linters have read */"
    begin = ';(py => {\n"use strict"\nconst constants = ProofpackConstants'
    lines = [head, after, checked, linted, begin, *bodies]
    return "\n".join([*lines, "})(ProofpackPython)\n"])


def all_derived() -> dict[str, str]:
    """Return every derived script by the name of its file, as the formatter leaves it."""
    known = _Known()
    for path in _ANSWERED:
        _Translator(known, path).learn(ast.parse((PACKAGE / f"{path}.py").read_text("utf-8")))
    texts = {f"{name}.js": _derived(name, known) for name in DERIVED}
    return {name: _formatted(name, text) for name, text in texts.items()}


def _formatted(name: str, text: str) -> str:
    node, prettier = ROOT / ".venv/bin/node", "node_modules/prettier/bin/prettier.cjs"
    run = subprocess.run(
        [node, prettier, "--stdin-filepath", f"site-overrides/scripts/{name}"],
        input=text,
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
    )
    if run.returncode:
        raise UnknownError(f"{name}: {run.stderr}")
    return run.stdout


def _main(arguments: Sequence[str]) -> int:
    stale = []
    for name, text in all_derived().items():
        path = SCRIPTS / name
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(text, "utf-8")
    sys.stdout.write("".join(f"{name}: changed\n" for name in stale))
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
