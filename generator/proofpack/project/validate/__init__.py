"""Stage 2: nodes to typed records, every problem of every file at once.

References are checked here too, against the ids that the whole project declares, so that an author
sees unknown ids together with everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from msgspec import Struct

from proofpack.model.documents import LaterSequence, MarkdownFile, Nodes, Tree, key_path
from proofpack.model.history import History
from proofpack.model.layout import Layout
from proofpack.model.library import PageFile, Records
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.model.records.base import Names, Record, did_you_mean
from proofpack.model.records.baseline import Baseline, Known
from proofpack.model.records.contracts import Contract
from proofpack.model.records.faq import Faq
from proofpack.model.records.policy import Policy
from proofpack.model.records.rules import Rules
from proofpack.model.records.search import Search
from proofpack.model.records.sources import SourcePack
from proofpack.model.records.tables import DecisionTable
from proofpack.model.records.worksheets import Worksheet
from proofpack.project.shipped_rules import all_rules
from proofpack.project.validate.ledger import read_ledger
from proofpack.project.validate.messages import message_problems
from proofpack.project.validate.models import make
from proofpack.project.validate.names import declared, stem
from proofpack.project.validate.pages import Placed, make_page, make_page_again, summary
from proofpack.project.validate.relations import relations
from proofpack.project.validate.renames import renames
from proofpack.project.validate.tables import table_problems
from proofpack.project.validate.verdicts import verdict_problems
from proofpack.util.kept import Kept

__all__ = ["Validator", "read_ledger", "rules_of"]

R = TypeVar("R", bound=Record)
_Made = tuple[Nodes, Any, list[Problem]]
"""A file as it was read, its record or None, and what is wrong with it."""
_KEPT = "pages"


class _Data(Struct, frozen=True):
    """The records of `data/`, with what was wrong, and what they were made from."""

    made_from: tuple[object, ...]
    packs: list[tuple[Nodes, SourcePack]]
    contracts: list[tuple[Nodes, Contract]]
    tables: list[tuple[Nodes, DecisionTable]]
    worksheets: list[tuple[Nodes, Worksheet]]
    faqs: list[tuple[Nodes, Faq]]
    policies: list[tuple[Nodes, Policy]]
    searches: list[tuple[Nodes, Search]]
    ledger: dict[str, History]
    baselines: list[tuple[Nodes, Baseline]]
    rules: Sequence[Rules]
    problems: list[Problem]


@dataclass
class Validator:
    """Validates trees, and remembers records for as long as neither they nor the ids change."""

    kept: Kept = field(default_factory=Kept)
    _names: Names = field(default_factory=Names)
    _known: _Data | None = None
    _pages: dict[str, tuple[MarkdownFile, PageFile, list[Problem]]] = field(default_factory=dict)
    _memory: dict[str, _Made] = field(default_factory=dict)
    _placed: Placed = field(default_factory=dict)

    @property
    def baseline(self) -> tuple[Known, ...]:
        """The entries of the baseline that was read last."""
        files = self._known.baselines if self._known else []
        return tuple(entry for _, file in files for entry in file.known)

    @property
    def rules(self) -> Sequence[Rules]:
        """The files of rules that were valid when they were read last."""
        return self._known.rules if self._known else ()

    def validate(self, tree: Tree) -> Records:
        """Make the records of a project.

        Args:
            tree: what was read.

        Raises:
            ProblemsError: something is wrong; it holds every problem of every file.
        """
        names, problems = declared(tree)
        problems = [*tree.problems, *problems, *_missing(tree), *_guide_folders(tree)]
        made_from = tuple(nodes for kind in tree.data.values() for nodes in kind)
        if names != self._names:
            self._pages, self._memory, self._placed = {}, {}, {}
        if names != self._names or self._known is None or made_from != self._known.made_from:
            self._names, self._known = names, _data(tree, names, made_from, self._memory)
        data = self._known
        pages, more = self._make_pages(tree, names)
        problems = [*problems, *data.problems, *more]
        if not data.policies or any(problem.level == "error" for problem in problems):
            raise ProblemsError(problems)
        return _records(data, pages, tuple(problems), tree.at)

    def _make_pages(self, tree: Tree, names: Names) -> tuple[list[PageFile], list[Problem]]:
        """Return the pages, and what is wrong with them."""
        pages: list[PageFile] = []
        problems: list[Problem] = []
        stored, summaries = self.kept.part(_KEPT), {}
        for file in tree.pages:
            digest, known = tree.digests.get(file.path), self._pages.get(file.path)
            summed = stored.get(file.path, [None])
            faults: list[Problem] = []
            if known is not None and known[0] is file:
                page: PageFile | None = known[1]
                faults = known[2]
            else:
                same = digest is not None and summed[0] == digest
                page = make_page_again(file, names, summed[1], self._placed) if same else None
            if page is None:
                page, faults = make_page(file, names)
                summed = [digest, summary(file, page.words_digest if page else "")]
            problems += faults
            if page is None:
                continue
            self._pages[file.path] = (file, page, faults)
            if not faults:
                summaries[file.path] = summed
            pages.append(page)
        self._pages = {path: page for path, page in self._pages.items() if path in tree.digests}
        self.kept.parts[_KEPT] = summaries
        return pages, problems


def rules_of(tree: Tree) -> tuple[Rules, ...]:
    """Return the rules that hold in a project, before anything else of it is looked at."""
    files = ((nodes, make(Rules, nodes, Names())[0]) for nodes in tree.data["rules"])
    return all_rules([(nodes, file) for nodes, file in files if file is not None], ())[0]


def _data(
    tree: Tree, names: Names, made_from: tuple[object, ...], memory: dict[str, _Made]
) -> _Data:
    """Make the records of all data files; those in `memory` are taken from there, and put there."""
    problems: list[Problem] = []

    def all_of(model: type[R], kind: str) -> list[tuple[Nodes, R]]:
        records = []
        for nodes in tree.data[kind]:
            known = memory.get(nodes.path)
            if known is None or known[0] is not nodes:
                known = memory[nodes.path] = (nodes, *make(model, nodes, names))
            _, record, faults = known
            problems.extend(faults)
            if record is not None:
                records.append((nodes, record))
        return records

    contracts, worksheets = all_of(Contract, "contracts"), all_of(Worksheet, "worksheets")
    tables = all_of(DecisionTable, "tables")
    ledger: dict[str, History] = {}
    for nodes in tree.data["ledger"]:
        ledger, more = read_ledger(nodes, names)
        problems += more
    policies = all_of(Policy, "policy")
    subjects = tuple(name for _, policy in policies for name in policy.subjects)
    own = all_of(Rules, "rules")
    # Those of the program are read when something is to be judged.
    rules: Sequence[Rules] = LaterSequence(lambda: all_rules(own, subjects)[0])
    problems += all_rules(own, subjects)[1] if own else []
    for nodes, contract in [*contracts, *tables]:
        problems += _facets(nodes, contract)
    for nodes, table in tables:
        problems += table_problems(nodes, table)
    known_tables = {stem(nodes.path): table for nodes, table in tables}
    for nodes, worksheet in worksheets:
        problems += message_problems(nodes, worksheet)
        problems += verdict_problems(nodes, worksheet, known_tables)
        problems += renames(nodes, worksheet)
        problems += relations(nodes, worksheet)
    return _Data(
        made_from=made_from,
        packs=all_of(SourcePack, "sources"),
        contracts=contracts,
        tables=tables,
        worksheets=worksheets,
        faqs=all_of(Faq, "faq"),
        policies=policies,
        searches=all_of(Search, "search"),
        ledger=ledger,
        baselines=all_of(Baseline, "baseline"),
        rules=rules,
        problems=problems,
    )


def _records(
    data: _Data, pages: list[PageFile], warnings: tuple[Problem, ...], at: Layout
) -> Records:
    packs = [(nodes, pack, source) for nodes, pack in data.packs for source in pack.sources]
    return Records(
        sources={source.id: (nodes.path, pack.publisher, source) for nodes, pack, source in packs},
        contracts={stem(nodes.path): (nodes.path, record) for nodes, record in data.contracts},
        tables={stem(nodes.path): (nodes.path, record) for nodes, record in data.tables},
        worksheets={stem(nodes.path): (nodes.path, record) for nodes, record in data.worksheets},
        faqs={stem(nodes.path): (nodes.path, record) for nodes, record in data.faqs},
        policy=data.policies[0][1],
        synonyms=tuple(tuple(group) for _, file in data.searches for group in file.synonyms),
        history=data.ledger,
        pages=pages,
        warnings=warnings,
        at=at,
    )


def _missing(tree: Tree) -> Iterator[Problem]:
    """Yield what a project cannot do without: zero files loaded is never a success."""
    wanted = (
        ("sources", "sources", "a source pack; `proofpack new source ID --url URL` writes one"),
        ("policy.yml", "policy", "the policy"),
    )
    needless = {"sources"} if tree.at.adopted and not any(page.guide for page in tree.pages) else ()
    for name, kind, what in wanted:
        path = tree.at.of_data(name)
        if kind in needless:
            continue
        if not tree.data[kind] and not any(unread.startswith(path) for unread in tree.unread):
            yield unreadable(Place(path), "nothing-loaded", "not found", f"Wanted: {what}.")
    homes = [tree.at.of_docs(name) for name in ("index.md", "README.md")]
    if tree.at.adopted:
        return
    if tree.unread.isdisjoint(homes) and all(page.path not in homes for page in tree.pages):
        yield unreadable(Place(homes[0]), "nothing-loaded", "not found", "Wanted: the home page.")


def _guide_folders(tree: Tree) -> Iterator[Problem]:
    """Yield the folders of guides without a page: by a misspelt one, no page is a guide."""
    paths = [tree.at.in_docs(page.path) for page in tree.pages]
    if not paths and tree.at.of_docs("index.md") in tree.unread:
        return
    folders = {path.rpartition("/")[0] for path in paths}
    for nodes in tree.data["policy"]:
        listed = nodes.data.get("guides") if isinstance(nodes.data, dict) else None
        for at, name in enumerate(listed if isinstance(listed, list) else ()):
            if not any(path.startswith(f"{str(name).strip('/')}/") for path in paths):
                what = f'no page stands in a folder "{name}" of {tree.at.docs}/'
                hint = did_you_mean(str(name), folders - {""})
                place = nodes.place(("guides", at))
                yield Problem(place, "unknown-folder", "guides", what, hint, "warning")


def _facets(nodes: Nodes, contract: Contract) -> Iterator[Problem]:
    rows = "rows" if isinstance(contract, DecisionTable) else "areas"
    for position, facet in enumerate(contract.asserts):
        if facet not in contract.facets:
            path = ("asserts", position)
            what, known = f'no facet is called "{facet}"', did_you_mean(facet, contract.facets)
            yield Problem(nodes.place(path), "unknown-id", key_path(path), what, known)
    for position, area in enumerate(contract.areas):
        for facet in area.facets:
            if facet not in contract.facets:
                at = (rows, position, "facets", facet)
                what = "a facet that the contract does not declare"
                remedy = f"Known: {', '.join(contract.facets)}. Add it to `facets:` at the top."
                yield Problem(nodes.key_place(at), "unknown-key", key_path(at), what, remedy)
