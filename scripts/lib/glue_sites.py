"""Finds the places of a Python file that use AWS Glue.

The rewriter is measured with this scanner, so it shares nothing with the Rust code: it reads
Python's own `ast` and knows Glue's names from the lists below. Comments and strings never count.

A *site* is one import statement, one call or one attribute that somebody must change before the
file runs without Glue. `glueContext.create_dynamic_frame.from_catalog(...)` is one site; a Glue
call inside the arguments of another one is a site of its own.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from dataclasses import dataclass

GLUE_PACKAGES = ("awsglue", "awsgluedq", "awsglueml")

# What `from MODULE import *` binds. A module that is missing here binds nothing that we know of.
STAR_EXPORTS = {
    "awsglue.transforms": frozenset(
        "ApplyMapping Coalesce DropFields DropNullFields ErrorsAsDynamicFrame Filter FlatMap Join"
        " Map MapToCollection Relationalize RenameField Repartition ResolveChoice SelectFields"
        " SelectFromCollection Spigot SplitFields SplitRows Unbox Union UnnestFrame".split()
    ),
    "awsglue.context": frozenset({"GlueContext"}),
    "awsglue.job": frozenset({"Job"}),
    "awsglue.utils": frozenset({"getResolvedOptions", "GlueArgumentError"}),
    "awsglue.dynamicframe": frozenset(
        {"DynamicFrame", "DynamicFrameCollection", "DynamicFrameReader", "DynamicFrameWriter",
         "ResolveOption"}
    ),
    "awsglue.gluetypes": frozenset(
        "ArrayType BinaryType BooleanType ByteType ChoiceType DataType DateType DecimalType"
        " DoubleType EntityType EnumType Field FloatType IntegerType LongType MapType NullType"
        " SetType ShortType StringType StructType TimestampType UnknownType".split()
    ),
    "awsgluedq.transforms": frozenset({"EvaluateDataQuality"}),
    "awsglueml.transforms": frozenset(
        {"EntityDetector", "FillMissingValues", "FindIncrementalMatches", "FindMatches"}
    ),
}
PYSPARK_TYPES = STAR_EXPORTS["awsglue.gluetypes"] - {"ChoiceType", "Field", "SetType", "UnknownType"}
OTHER_STAR_EXPORTS = {"pyspark.sql.types": PYSPARK_TYPES}

# Attribute names that nothing but Glue has: a site whatever the receiver is.
STRONG = frozenset(
    "create_dynamic_frame create_dynamic_frame_from_catalog create_dynamic_frame_from_options"
    " create_dynamic_frame_from_rdd create_sample_dynamic_frame_from_catalog"
    " create_sample_dynamic_frame_from_options write_dynamic_frame"
    " write_dynamic_frame_from_options write_dynamic_frame_from_catalog"
    " write_dynamic_frame_from_jdbc_conf create_data_frame_from_catalog"
    " create_data_frame_from_options write_data_frame_from_catalog write_from_jdbc_conf"
    " setCatalogInfo purge_s3_path transition_s3_path extract_jdbc_conf forEachBatch"
    " getSampleStreamingDynamicFrame get_catalog_schema_as_spark_schema"
    " add_ingestion_time_columns mergeDynamicFrame errorsAsDynamicFrame assertErrorThreshold"
    " stageErrorsCount unnest_ddb_json simplify_ddb_json".split()
)
# Names that other libraries have too: a site only in a file that is Glue for another reason, and
# not where the file defines a function of that name.
WEAK = frozenset(
    "apply_mapping drop_fields select_fields rename_field resolveChoice split_fields split_rows"
    " relationalize getSink getSource getStreamingSource setFormat writeFrame writeDataFrame"
    " purge_table transition_table write_from_options with_frame_schema process_rows".split()
)
# `create_data_frame.from_catalog`: only the pair is Glue's.
READERS = frozenset({"create_dynamic_frame", "write_dynamic_frame"})
WEAK_READERS = frozenset({"create_data_frame", "write_data_frame"})

# Methods of a DynamicFrame whose call must change although a DataFrame has the name too. `count`,
# `show`, `printSchema`, `repartition` and `coalesce` stay as they are, so they are no sites.
FRAME_METHODS = frozenset(
    "filter map mapPartitions mapPartitionsWithIndex join union unbox unnest spigot write schema"
    " getNumPartitions errorsCount".split()
)
FRAME_RESULTS = frozenset(
    "apply_mapping drop_fields select_fields rename_field resolveChoice filter map mapPartitions"
    " mapPartitionsWithIndex join union unbox unnest spigot repartition coalesce"
    " mergeDynamicFrame errorsAsDynamicFrame unnest_ddb_json simplify_ddb_json"
    " with_frame_schema".split()
)
COLLECTION_RESULTS = frozenset({"split_fields", "split_rows", "relationalize"})
COLLECTION_TRANSFORMS = frozenset(
    {"SplitFields", "SplitRows", "Relationalize", "MapToCollection", "FlatMap"}
)
TRANSFORMS = (
    STAR_EXPORTS["awsglue.transforms"]
    | STAR_EXPORTS["awsgluedq.transforms"]
    | STAR_EXPORTS["awsglueml.transforms"]
)
KIND_OF_CLASS = {
    "GlueContext": "context",
    "Job": "job",
    "DynamicFrame": "frame",
    "DynamicFrameCollection": "collection",
}
# Names that mean Glue even where no import gives them.
UNIQUE_NAMES = frozenset(
    {"DynamicFrame", "DynamicFrameCollection", "GlueContext", "getResolvedOptions"}
)
# A parameter without an annotation that carries one of these names is a GlueContext.
CONTEXT_NAME = re.compile(r"^_?glue_?(context|ctx)$", re.IGNORECASE)
JOB_METHODS = frozenset({"init", "commit", "isInitialized"})
# What makes a mock, and the attributes that only a mock has.
MOCKS = frozenset("MagicMock Mock AsyncMock NonCallableMock NonCallableMagicMock PropertyMock create_autospec".split())
MOCK_ONLY = frozenset(
    "return_value side_effect call_args call_args_list call_count mock_calls method_calls"
    " assert_called assert_called_once assert_called_with assert_called_once_with"
    " assert_any_call assert_has_calls assert_not_called".split()
)
CONDITIONAL = (ast.If, ast.Try, ast.ExceptHandler, ast.While, ast.For, ast.Match)
SCOPES = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef,
          ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, order=True)
class Site:
    """One use of Glue; lines count from 1."""

    line: int
    """Where the statement, call or attribute starts."""
    name_line: int
    """Where the name that makes it Glue stands; another line in a chained call."""
    end_line: int
    column: int
    name: str


@dataclass(frozen=True)
class Binding:
    """A name gets a meaning at a place."""

    line: int
    column: int
    glue: str | None = None
    """The dotted Glue name that an import gives."""
    kind: str | None = None
    """What an assigned value is: context, job, frame, collection, sink, source."""
    conditional: bool = False


def is_glue_module(name: str | None) -> bool:
    """Whether a dotted module name belongs to one of Glue's packages."""
    return bool(name) and name.split(".")[0] in GLUE_PACKAGES


def parse(data: bytes) -> ast.Module | None:
    """The tree of a Python 3 file, or None."""
    try:
        # `ast.parse` lets wrong bytes pass in comments; the interpreter does not.
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        data.decode(encoding)
        with warnings.catch_warnings():
            # Invalid escapes in other people's strings are not our business.
            warnings.simplefilter("ignore")
            return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def find(data: bytes) -> list[Site] | None:
    """The Glue sites of a file in order of place, or None where it is not Python 3."""
    tree = parse(data)
    return None if tree is None else Scanner(tree).sites()


class Scanner:
    """One file: names first, then the sites that follow from them."""

    def __init__(self, tree: ast.Module):
        self.tree = tree
        self.parent: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                self.parent[child] = node
        self.bindings: dict[tuple[ast.AST, str], list[Binding]] = {}
        self.defined = {n.name for n in ast.walk(tree)
                        if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))}
        self.returns = {}
        self.found: dict[ast.AST, Site] = {}
        self.is_glue = False
        self.bind_names()
        self.mocks = mock_names(tree)
        self.own_parts = {n: own_parts(n) for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}

    # --- scopes and bindings -----------------------------------------------------------------

    def scope_of(self, node: ast.AST) -> ast.AST:
        """The scope in which a node's names live."""
        at = self.parent.get(node)
        while at is not None and not isinstance(at, SCOPES):
            at = self.parent.get(at)
        return at or self.tree

    def class_of(self, node: ast.AST) -> ast.AST:
        """The class around a node, which holds what is kept on `self`."""
        at = self.parent.get(node)
        while at is not None and not isinstance(at, ast.ClassDef):
            at = self.parent.get(at)
        return at or self.tree

    def is_conditional(self, node: ast.AST) -> bool:
        at = self.parent.get(node)
        while at is not None and not isinstance(at, SCOPES):
            if isinstance(at, CONDITIONAL):
                return True
            at = self.parent.get(at)
        return False

    def bind(self, scope, name, node, glue=None, kind=None):
        made = Binding(node.lineno, node.col_offset, glue, kind, self.is_conditional(node))
        self.bindings.setdefault((scope, name), []).append(made)

    def bind_names(self):
        """Imports first (classes are needed to tell kinds), then values in order of place."""
        nodes = [n for n in ast.walk(self.tree) if hasattr(n, "lineno")]
        nodes.sort(key=lambda n: (n.lineno, n.col_offset))
        for node in nodes:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self.bind_import(node)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.bind(self.scope_of(node), node.name, node)
        for node in nodes:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns:
                self.returns[node.name] = self.kind_of_annotation(node.returns)
        for node in nodes:
            self.bind_value(node)
        for found in self.bindings.values():
            found.sort(key=lambda b: (b.line, b.column))

    def bind_import(self, node):
        scope = self.scope_of(node)
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.split(".")[0]
                dotted = alias.name if alias.asname else bound
                self.bind(scope, bound, node, glue=dotted if is_glue_module(dotted) else None)
            return
        for alias in node.names:
            if alias.name == "*":
                self.bind_star(scope, node)
                continue
            dotted = f"{node.module}.{alias.name}" if is_glue_module(node.module) else None
            self.bind(scope, alias.asname or alias.name, node, glue=dotted)

    def bind_star(self, scope, node):
        for name in STAR_EXPORTS.get(node.module, ()):
            self.bind(scope, name, node, glue=f"{node.module}.{name}")
        for name in OTHER_STAR_EXPORTS.get(node.module, ()):
            self.bind(scope, name, node)

    def bind_value(self, node):
        if isinstance(node, ast.Assign):
            kind = self.kind(node.value)
            for target in node.targets:
                self.bind_target(target, node.value, kind)
        elif isinstance(node, ast.AnnAssign):
            kind = self.kind(node.value) if node.value else None
            self.bind_target(node.target, node.value,
                             kind or self.kind_of_annotation(node.annotation))
        elif isinstance(node, ast.NamedExpr):
            self.bind_target(node.target, node.value, self.kind(node.value))
        elif isinstance(node, ast.arg):
            kind = self.kind_of_annotation(node.annotation)
            if kind is None and CONTEXT_NAME.match(node.arg):
                kind = "context"
            self.bind(self.function_of(node), node.arg, node, kind=kind)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self.bind_target(node.target, None, None)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self.bind(self.scope_of(node), node.name, node)

    def function_of(self, arg):
        """The function of a parameter (the parent of a parameter is the list of parameters)."""
        at = self.parent[arg]
        while not isinstance(at, FUNCTIONS):
            at = self.parent[at]
        return at

    def bind_target(self, target, value, kind):
        if isinstance(target, ast.Name):
            self.bind(self.scope_of(target), target.id, target, kind=kind)
        elif isinstance(target, ast.Attribute) and is_self(target.value):
            self.bind(self.class_of(target), "self." + target.attr, target, kind=kind)
        elif isinstance(target, (ast.Tuple, ast.List)):
            values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            paired = len(values) == len(target.elts)
            for index, part in enumerate(target.elts):
                one = values[index] if paired else None
                self.bind_target(part, one, self.kind(one) if one else None)
        elif isinstance(target, ast.Starred):
            self.bind_target(target.value, None, None)

    def lookup(self, name: str, use: ast.AST) -> Binding | None:
        """The binding that a use sees: the last one before it, in the nearest scope that has one."""
        scope, own = self.scope_of(use), True
        while scope is not None:
            found = self.bindings.get((scope, name))
            # A class body is seen from itself only.
            if found and (own or not isinstance(scope, ast.ClassDef)):
                return self.pick(found, use if own else None)
            scope = self.scope_of(scope) if scope is not self.tree else None
            own = False
        return None

    @staticmethod
    def pick(found: list[Binding], use: ast.AST | None) -> Binding:
        before = found if use is None else [
            b for b in found if (b.line, b.column) < (use.lineno, use.col_offset)]
        before = before or found[:1]
        # `try: import … except ImportError: X = None` must not hide the import.
        last = before[-1]
        if last.conditional and not last.glue and not last.kind:
            for earlier in reversed(before):
                if earlier.glue:
                    return earlier
        return last

    # --- what an expression is ----------------------------------------------------------------

    def glue_name(self, node: ast.AST) -> str | None:
        """The dotted Glue name that an expression spells (`t.DropFields` → awsglue.…)."""
        if isinstance(node, ast.Name):
            found = self.lookup(node.id, node)
            # A script cut out of a larger one uses Glue's classes without the import.
            unbound = "awsglue." + node.id if node.id in UNIQUE_NAMES else None
            return found.glue if found else unbound
        if isinstance(node, ast.Attribute):
            base = self.glue_name(node.value)
            return f"{base}.{node.attr}" if base else None
        return None

    def kind_of_annotation(self, node: ast.AST | None) -> str | None:
        if node is None:
            return None
        name = self.glue_name(node)
        return KIND_OF_CLASS.get(name.rsplit(".", 1)[-1]) if name else None

    def kind(self, node: ast.AST | None) -> str | None:
        """What a value is, by simple tracking; None where it is not one of Glue's."""
        if isinstance(node, ast.Name):
            found = self.lookup(node.id, node)
            return found.kind if found else None
        if isinstance(node, ast.Attribute) and is_self(node.value):
            found = self.bindings.get((self.class_of(node), "self." + node.attr), [])
            kinds = {b.kind for b in found} - {None}
            return kinds.pop() if len(kinds) == 1 else None
        if isinstance(node, ast.NamedExpr):
            return self.kind(node.value)
        if isinstance(node, ast.IfExp):
            return self.kind(node.body) or self.kind(node.orelse)
        if isinstance(node, ast.Subscript):
            return "frame" if self.kind(node.value) == "collection" else None
        if isinstance(node, ast.Call):
            return self.kind_of_call(node)
        return None

    def kind_of_call(self, node: ast.Call) -> str | None:
        dotted = self.glue_name(node.func)
        if dotted:
            return kind_of_glue_call(dotted.split("."))
        if isinstance(node.func, ast.Call):
            # `DropFields()(frame, …)`: the class makes a callable.
            made = self.glue_name(node.func.func)
            return kind_of_transform(made.rsplit(".", 1)[-1]) if made else None
        if isinstance(node.func, ast.Name):
            return self.returns.get(node.func.id)
        if isinstance(node.func, ast.Attribute):
            return self.kind_of_method(node.func)
        return None

    def kind_of_method(self, func: ast.Attribute) -> str | None:
        name, owner = func.attr, self.kind(func.value)
        if name.startswith(("create_dynamic_frame_from_", "create_sample_dynamic_frame_from_")):
            return "frame"
        if isinstance(func.value, ast.Attribute) and func.value.attr == "create_dynamic_frame":
            return "frame"
        if owner == "context" and name in ("getSink", "getSource"):
            return {"getSink": "sink", "getSource": "source"}[name]
        if owner == "source" and name in ("getFrame", "getSampleFrame"):
            return "frame"
        if owner == "collection":
            return "frame" if name == "select" else None
        if owner == "frame" and name in COLLECTION_RESULTS:
            return "collection"
        if owner == "frame" and name in FRAME_RESULTS:
            return "frame"
        return self.returns.get(name) if is_self(func.value) else None

    # --- sites --------------------------------------------------------------------------------

    def sites(self) -> list[Site]:
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self.visit_import(node)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self.visit_name(node)
            elif isinstance(node, ast.Attribute) and node.attr in STRONG and not self.is_stand_in(node):
                self.add(node, node.attr)
        # Only now is it known whether the file is Glue at all.
        self.is_glue = bool(self.found)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                self.visit_attribute(node)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
                self.visit_instance_call(node)
        return sorted(self.found.values())

    def is_stand_in(self, node: ast.Attribute) -> bool:
        """Whether it is a part of a mock, or of a class that the file defines itself: that is not Glue."""
        base = base_name(node.value)
        if base in self.mocks and not self.is_made_by_glue(base, node):
            return True
        owner = None
        if is_self(node.value):
            owner = self.class_of(node)
        elif isinstance(node.value, ast.Name):
            owner = self.own_class(node.value)
        elif isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            owner = self.class_named(node.value.func.id)
        return node.attr in self.own_parts.get(owner, ())

    def is_made_by_glue(self, base: str, node: ast.AST) -> bool:
        """Whether a name holds what one of Glue's classes makes, and only parts of it are replaced."""
        if base.startswith("self."):
            found = self.bindings.get((self.class_of(node), base), [])
        else:
            seen = self.lookup(base, node)
            found = [seen] if seen else []
        made = [n for b in found for n in ast.walk(self.tree)
                if isinstance(n, ast.Assign) and (n.lineno, n.col_offset) == (b.line, b.column)]
        return any(self.kind(n.value) for n in made)

    def own_class(self, name: ast.Name) -> ast.ClassDef | None:
        """The class of the file whose instance a name was assigned last."""
        seen = self.lookup(name.id, name)
        for node in ast.walk(self.tree):
            if (seen and isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
                    and (node.lineno, node.col_offset) == (seen.line, seen.column)
                    and isinstance(node.value.func, ast.Name)):
                return self.class_named(node.value.func.id)
        return None

    def class_named(self, name: str) -> ast.ClassDef | None:
        return next((c for c in self.own_parts if c.name == name), None)

    def visit_import(self, node):
        modules = ([a.name for a in node.names] if isinstance(node, ast.Import)
                   else [node.module] if not node.level else [])
        for module in modules:
            if is_glue_module(module) or (module or "").split(".")[0].startswith("gs_"):
                self.put(node, node.lineno, "import " + module)

    def visit_name(self, node):
        if self.glue_name(node) and not self.in_glue_import(node):
            self.add(node, self.glue_name(node).rsplit(".", 1)[-1])

    def in_glue_import(self, node):
        return isinstance(self.parent.get(node), ast.alias)

    def visit_attribute(self, node):
        if not self.is_glue:
            return
        owner = self.kind(node.value)
        called = isinstance(self.parent.get(node), ast.Call) and self.parent[node].func is node
        if self.is_weak_site(node) or owner in ("context", "sink", "source"):
            self.add(node, node.attr)
        elif owner == "job" and node.attr in JOB_METHODS:
            self.add(node, "Job." + node.attr)
        elif owner == "frame" and called:
            self.visit_frame_call(node)
        elif owner == "collection" and called and node.attr in ("select", "map", "flatmap"):
            self.add(node, "DynamicFrameCollection." + node.attr)

    def is_weak_site(self, node) -> bool:
        name = node.attr
        if name in self.defined:
            return False
        if name in WEAK_READERS:
            above = self.parent.get(node)
            return isinstance(above, ast.Attribute) and above.attr.startswith("from_")
        # Other libraries have functions of these names; an imported module is no frame.
        return (name in WEAK or name.startswith("gs_")) and not self.is_module(node.value)

    def is_module(self, node) -> bool:
        """Whether a receiver is a name that a non-Glue import gives (`rfn.drop_fields`)."""
        if not isinstance(node, ast.Name):
            return False
        found = self.lookup(node.id, node)
        return bool(found) and found.kind is None and not found.glue and any(
            isinstance(n, (ast.Import, ast.ImportFrom)) and n.lineno == found.line
            and n.col_offset == found.column for n in ast.walk(self.tree))

    def visit_frame_call(self, node):
        call = self.parent[node]
        bare = not call.args and not call.keywords
        if node.attr in FRAME_METHODS or (node.attr == "toDF" and bare):
            self.add(node, "DynamicFrame." + node.attr)

    def visit_instance_call(self, node):
        """`DropFields()(frame, …)`: the inner call is a site already; they are one."""
        if node.func in self.found:
            inner = self.found.pop(node.func)
            self.put(node, inner.name_line, inner.name)

    def add(self, node, name):
        """Widens a name to the dotted name and the call that it stands in: that is the site."""
        at = node
        while True:
            above = self.parent.get(at)
            if isinstance(above, ast.Attribute) and self.extends(at, node):
                at = above
                continue
            break
        line = at.end_lineno
        if isinstance(above, ast.Call) and above.func is at:
            at = above
        if at not in self.found:
            self.put(at, line, dotted_tail(at) or name)

    def extends(self, at, start) -> bool:
        """Whether `.x` behind an expression is still part of the Glue name."""
        if isinstance(start, ast.Name):
            return self.glue_name(at) is not None
        return at is start and start.attr in READERS | WEAK_READERS

    def put(self, node, name_line, name):
        self.found[node] = Site(node.lineno, name_line, node.end_lineno, node.col_offset, name)


def base_name(node: ast.AST) -> str | None:
    """The name that a chain of attributes, calls and subscriptions starts from; `self.x` is one."""
    while True:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            if is_self(node.value):
                return "self." + node.attr
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return None


def own_parts(node: ast.ClassDef) -> set[str]:
    """Methods and attributes that a class defines itself."""
    parts = {n.name for n in node.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))}
    return parts | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)
                    and isinstance(n.ctx, ast.Store) and is_self(n.value)}


def mock_names(tree: ast.Module) -> set[str]:
    """Names that hold mocks: a mock is assigned, patched in, given by a fixture, or asked as one."""
    names: set[str | None] = set()
    for _ in range(2):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in MOCK_ONLY:
                names.add(base_name(node.value))
            elif isinstance(node, ast.Assign) and is_mock(node.value, names):
                names.update(base_name(target) for target in node.targets)
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                names.update(base_name(item.optional_vars) for item in node.items
                             if item.optional_vars and is_patch(item.context_expr))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                given = [a.arg for a in node.args.args if a.arg not in ("self", "cls")]
                names.update(given[:sum(is_patch(d) for d in node.decorator_list)])
                if any("fixture" in ast.unparse(d) for d in node.decorator_list) and any(
                        n.value and is_mock(n.value, names) for n in ast.walk(node)
                        if isinstance(n, (ast.Return, ast.Yield))):
                    names.add(node.name)
    defined = {a.asname or a.name.split(".")[0] for n in ast.walk(tree)
               if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names}
    return {name for name in names if name} - defined


def is_mock(node: ast.AST, names: set) -> bool:
    """Whether a value is a mock or a part of one."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in MOCKS or base_name(node.func) == "mocker" or called == "start" and is_patch(node.func.value):
            return True
    return base_name(node) in names


def is_patch(node: ast.AST) -> bool:
    """`patch(…)`, `patch.object(…)`, `mock.patch(…)`"""
    if not isinstance(node, ast.Call):
        return False
    dotted = ast.unparse(node.func).split(".")
    return "patch" in dotted[-2:]


def is_self(node) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def kind_of_transform(name: str) -> str | None:
    if name in COLLECTION_TRANSFORMS:
        return "collection"
    return "frame" if name in TRANSFORMS else None


def kind_of_glue_call(parts: list[str]) -> str | None:
    """`awsglue.transforms.Join.apply` → frame; `awsglue.context.GlueContext` → context."""
    last, owner = parts[-1], parts[-2] if len(parts) > 1 else ""
    if last == "apply":
        return kind_of_transform(owner)
    if last == "fromDF" and owner == "DynamicFrame":
        return "frame"
    return KIND_OF_CLASS.get(last)


def dotted_tail(node) -> str | None:
    """A short name for a site: the last two names of a call or attribute."""
    at = node.func if isinstance(node, ast.Call) else node
    parts: list[str] = []
    while isinstance(at, ast.Attribute) and len(parts) < 2:
        parts.append(at.attr)
        at = at.value
    if isinstance(at, ast.Name) and len(parts) < 2:
        parts.append(at.id)
    return ".".join(reversed(parts)) or None
