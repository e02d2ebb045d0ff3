"""A project: the folder with `adjoin.yaml`, `catalog.yaml`, own detectors and gates, read and checked as a whole."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.domain.catalog import Catalog, Product
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.gates.own.reading import NO_GATES, OwnGates, read_own_gates
from adjoin.project.configuration import Configuration
from adjoin.project.mapping_problems import mapping_problems
from adjoin.project.settings import problems_in, tunable
from adjoin.project.yaml_file import YamlFile, read_yaml
from adjoin.signals.own.reading import NOTHING_OWN, Own, read_own

CONFIGURATION, CATALOG = "adjoin.yaml", "catalog.yaml"


@dataclass(frozen=True)
class Project:
    """A checked project. `state`: where publications and the embedded ledger live. `own`: detectors in `signals/`;
    `own_gates`: gates in `gates/`.
    """

    root: Path
    configuration: Configuration
    catalog: Catalog
    own: Own = NOTHING_OWN
    own_gates: OwnGates = NO_GATES

    @property
    def state(self) -> Path:
        return self.root / self.configuration.state


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
    if file is not None and catalog is not None:
        problems += _unknown_launches(file, catalog)
    if problems or configuration is None or catalog is None:
        raise ConfigurationError(*problems, *(mapping_problems(root, file) if file else ()))
    return Project(root, configuration, catalog, own, own_gates)


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
    for product_id, times in Counter(catalog.ids).items():
        if times > 1:
            problems.append(file.problem(("products",), f"the id '{product_id}' is there {times} times"))
    for place, product in enumerate(catalog.products):
        for field, other in _named(product):
            if other not in catalog.ids:
                words = f"there is no product '{other}'{nearest(other, catalog.ids)}"
                problems.append(file.problem(("products", place, field), words))
    for name, suite in catalog.suites.items():
        for other in suite.products:
            if other not in catalog.ids:
                words = f"there is no product '{other}'{nearest(other, catalog.ids)}"
                problems.append(file.problem(("suites", name), words))
    return problems


def _named(product: Product) -> list[tuple[str, Any]]:
    return [
        *(("ceilings", metric.product) for metric in product.ceilings),
        *(("workarounds", metric.product) for metric in product.workarounds),
        *(("sold", other) for other in (*product.sold.requires, *product.sold.excludes)),
        *(("works_with", other) for other in product.works_with),
    ]
