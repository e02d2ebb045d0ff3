"""A project: the folder with `adjoin.yaml`, `catalog.yaml`, own detectors and gates, read and checked as a whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.domain.catalog import Catalog, Product
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.drafts.own_words import read_words
from adjoin.drafts.settings import Settings as OfDrafts
from adjoin.drafts.settings import settings_of as settings_of_drafts
from adjoin.drafts.word_files import Words
from adjoin.experiments.settings import Settings as OfExperiments
from adjoin.experiments.settings import settings_of as settings_of_experiments
from adjoin.facts.own_sql.files import Refusal
from adjoin.gates.own.reading import NO_GATES, OwnGates, read_own_gates
from adjoin.measurement.portfolio.settings import words_of
from adjoin.measurement.retention.settings import settings_of as settings_of_retention
from adjoin.offers.bundles.own import FILE as BUNDLES
from adjoin.offers.bundles.own import NONE, OwnBundles, own_bundles_from
from adjoin.offers.settings import Settings as OfOffers
from adjoin.offers.settings import settings_of as settings_of_offers
from adjoin.plays.objections.reading import Objections, read_objections
from adjoin.project.configuration import Configuration
from adjoin.project.mapping_problems import mapping_problems
from adjoin.project.plays import Plays, read_plays, shipped_plays
from adjoin.project.settings import problems_in, tunable
from adjoin.project.yaml_file import Path_, YamlFile, read_yaml
from adjoin.signals.own.reading import NOTHING_OWN, Own, read_own

CONFIGURATION, CATALOG = "adjoin.yaml", "catalog.yaml"
CHECKED: dict[str, Callable[[Mapping[str, Mapping[str, Any]]], object]] = {
    "drafts": settings_of_drafts,
    "experiments": settings_of_experiments,
    "losses": words_of,
    "retention": settings_of_retention,
}
"""Settings that are more than parameters of SQL, and what reads them."""


@dataclass(frozen=True)
class Project:
    """A checked project. `state`: where publications and the embedded ledger live. `own`: detectors in `signals/`;
    `own_gates`: gates in `gates/`; `plays`: motions, campaigns and give-gets, those in `plays/` in the place of ours;
    `own_bundles`: those in `offers/bundles.yaml`.
    """

    root: Path
    configuration: Configuration
    catalog: Catalog
    own: Own = NOTHING_OWN
    own_gates: OwnGates = NO_GATES
    plays: Plays = field(default_factory=shipped_plays)
    own_bundles: OwnBundles = NONE

    @property
    def state(self) -> Path:
        return self.root / self.configuration.state

    def setting(self, owner: str, word: str) -> Any:
        """A setting as the project has it, else its default. KeyError for one that there is not."""
        set_here = self.configuration.settings.get(owner, {})
        return set_here[word] if word in set_here else tunable()[owner][word]

    @property
    def of_drafts(self) -> OfDrafts:
        """What is set about drafts."""
        return settings_of_drafts(self.configuration.settings)

    @property
    def of_offers(self) -> OfOffers:
        """What is set about offers."""
        return settings_of_offers(self.configuration.settings)

    @property
    def of_experiments(self) -> OfExperiments:
        """What is set about experiments."""
        return settings_of_experiments(self.configuration.settings)

    @cached_property
    def objections(self) -> Objections:
        """What customers say against it: ours and those in `plays/objections.yaml`; a broken one refuses itself."""
        return read_objections(self.root)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Own objections and words that cannot be used, each with why; ours stand in for them."""
        return (*self.objections.refused, *self.words.refused)

    @cached_property
    def words(self) -> Words:
        """The templates of drafts: ours, and those in `words/` in their place; a broken one refuses itself."""
        return read_words(self.root)


def open_project(root: Path) -> Project:
    """Read both files. ConfigurationError lists every problem of both at once, those of the mapping too.

    Sources are looked at only if something else is wrong already: a load looks at them anyway. A detector or gate
    of the project's own that is broken is no problem of the project: `own` and `own_gates` name it, the others work.
    """
    problems: list[str] = []
    file = _read(root / CONFIGURATION, problems)
    own = read_own(root, tunable)
    own_gates = read_own_gates(root, lambda: {*tunable(), *(detector.name for detector in own.detectors)})
    configuration = None if file is None else _configuration(file, own, own_gates, problems)
    catalog = _catalog(root, problems)
    plays = read_plays(root, problems, _of_offers(configuration, problems))
    if file is not None and catalog is not None:
        problems += _unknown_launches(file, catalog)
    own_bundles = NONE if catalog is None else _own_bundles(root, catalog, problems)
    if problems or configuration is None or catalog is None:
        raise ConfigurationError(*problems, *(mapping_problems(root, file) if file else ()))
    return Project(root, configuration, catalog, own, own_gates, plays, own_bundles)


def _configuration(
    file: YamlFile, own: Own, own_gates: OwnGates, problems: list[str]
) -> Configuration | None:
    tables = file.data.get("tables")
    for name in ("accounts", "subscriptions"):
        if isinstance(tables, dict) and name not in tables:
            problems.append(file.problem(("tables",), f"the table '{name}' is required; map it"))
    mappable = [name for name in CANONICAL if name not in LEDGER_ONLY]
    for name in tables if isinstance(tables, dict) else ():
        if name not in mappable:
            problems.append(
                file.problem(("tables", name), f"there is no such table{nearest(str(name), mappable)}")
            )
    settings = file.data.get("settings")
    problems += problems_in(settings, file, own, own_gates) if isinstance(settings, dict) else []
    try:
        configuration = Configuration.model_validate(file.data)
    except ValidationError as error:
        problems += file.problems(error, tuple(Configuration.model_fields), told=("settings",))
        return None
    return configuration


def _own_bundles(root: Path, catalog: Catalog, problems: list[str]) -> OwnBundles:
    """Those of the file; none where it is not there, holds only comments, or has problems, which are added."""
    path = root / BUNDLES
    lines = path.read_text("utf-8").splitlines() if path.is_file() else ()
    if not any(line.strip() and not line.lstrip().startswith("#") for line in lines):
        return NONE
    try:
        return own_bundles_from(read_yaml(path), catalog.ids)
    except ConfigurationError as error:
        problems += error.problems
        return NONE


def _of_offers(configuration: Configuration | None, problems: list[str]) -> OfOffers:
    """What is set about offers; what is wrong with that, or with what CHECKED reads, is added to `problems`."""
    told = configuration.settings if configuration else {}
    for name, read in CHECKED.items():
        try:
            read(told)
        except ValueError as error:
            problems.append(f"{CONFIGURATION}, settings.{name}: {error}")
    try:
        return settings_of_offers(told)
    except ValueError as error:
        problems.append(f"{CONFIGURATION}, settings.offers: {error}")
        return OfOffers()


def _unknown_launches(file: YamlFile, catalog: Catalog) -> list[str]:
    """Products that `settings: {launch: {product: …}}` names and the catalog does not."""
    settings = file.data.get("settings")
    launch = settings.get("launch") if isinstance(settings, dict) else None
    named = launch.get("product") if isinstance(launch, dict) else None
    words = [word.strip() for word in named.split(",")] if isinstance(named, str) else []
    return [
        file.problem(
            ("settings", "launch", "product"), f"there is no product '{word}'{nearest(word, catalog.ids)}"
        )
        for word in words
        if word and word not in catalog.ids
    ]


def _catalog(root: Path, problems: list[str]) -> Catalog | None:
    file = _read(root / CATALOG, problems)
    if file is None:
        return None
    try:
        catalog = Catalog.model_validate(file.data)
    except ValidationError as error:
        problems += file.problems(error, (*Catalog.model_fields, *Product.model_fields))
        return None
    problems += _contradictions(catalog, file)
    return catalog


def _read(path: Path, problems: list[str]) -> YamlFile | None:
    try:
        return read_yaml(path)
    except ConfigurationError as error:
        problems += error.problems
        return None


def _contradictions(catalog: Catalog, file: YamlFile) -> list[str]:
    """What the catalog says of products that are not there, or twice."""
    problems = [] if catalog.products else [file.problem(("products",), "name at least one product")]
    problems += _twice("products", catalog.ids, file)
    problems += _twice("partners", [partner.id for partner in catalog.partners], file)
    for where, other in _mentions(catalog):
        if other not in catalog.ids:
            words = f"there is no product '{other}'{nearest(other, catalog.ids)}"
            problems.append(file.problem(where, words))
    return problems


def _twice(section: str, ids: Iterable[str], file: YamlFile) -> list[str]:
    return [
        file.problem((section,), f"the id '{one}' is there {times} times")
        for one, times in Counter(ids).items()
        if times > 1
    ]


def _mentions(catalog: Catalog) -> Iterator[tuple[Path_, str]]:
    """Every place where the catalog speaks of a product by its id."""
    for place, product in enumerate(catalog.products):
        for name, other in _named(product):
            yield ("products", place, name), other
    for name, suite in catalog.suites.items():
        for other in suite.products:
            yield ("suites", name), other
    for place, partner in enumerate(catalog.partners):
        for other in partner.products:
            yield ("partners", place, "products"), other


def _named(product: Product) -> list[tuple[str, Any]]:
    return [
        *(("ceilings", metric.product) for metric in product.ceilings),
        *(("workarounds", metric.product) for metric in product.workarounds),
        *(("sold", other) for other in (*product.sold.requires, *product.sold.excludes)),
        *(("works_with", other) for other in product.works_with),
        *(("prerequisites", metric.product) for needed in product.prerequisites for metric in needed.metrics),
    ]
