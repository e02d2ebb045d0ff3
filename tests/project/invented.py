"""Two invented companies that write their tables as companies do: in their own words, signs and dates."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

GERMAN_PRODUCTS = (
    ("K-100", "Kontor Buch", "1.200,00"),
    ("K-200", "Kontor Lohn", "2.400,50"),
    ("K-300", "Kontor Lager", "990,00"),
)
AMERICAN_PRODUCTS = ("CHAT", "VOICE", "DESK")


@dataclass
class Sheet:
    """A file in the making."""

    path: Path
    sign: str = ","
    lines: list[str] = field(default_factory=list)

    def add(self, *values: object) -> None:
        self.lines.append(self.sign.join(str(value) for value in values))


def german(folder: Path) -> Path:
    """Semicolons, decimal commas, day first, umlauts, usage by month with its metrics side by side."""
    rng = np.random.Generator(np.random.PCG64(3))
    numbers = range(1001, 1121)
    customers = Sheet(folder / "Kundenstamm.csv", ";")
    customers.add("Kunden-Nr", "Firma", "Branche", "Mitarbeiter", "Land", "Kunde seit", "Rechtsform")
    for k in numbers:
        trade, form = _one(rng, "Handel", "Bau"), _one(rng, "GmbH", "AG")
        customers.add(k, f"Firma {k}", trade, k - 900, "DE", _dotted(_start(rng)), form)
    contracts, usage = Sheet(folder / "Verträge.csv", ";"), Sheet(folder / "Nutzung.csv", ";")
    terms = ("Vertragsbeginn", "Vertragsende", "Jahresbetrag", "Arbeitsplätze")
    contracts.add("Vertrags-Nr", "Kunden-Nr", "Artikel-Nr", *terms)
    usage.add("Kunden-Nr", "Artikel-Nr", "Monat", "Aktive Nutzer", "API-Aufrufe")
    for k, code in ((k, code) for k in numbers for code, _, _ in GERMAN_PRODUCTS if rng.random() < 0.5):
        start = _start(rng)
        end = start + timedelta(days=400) if rng.random() < 0.2 else None
        money = f"1.{rng.integers(100, 999)},50"
        contracts.add(f"V{len(contracts.lines)}", k, code, _dotted(start), _dotted(end), money, 12)
        for month in range(1, 13):
            usage.add(k, code, f"01.{month:02}.2025", rng.integers(1, 40), rng.integers(0, 900))
    prices = Sheet(folder / "Preisliste.csv", ";")
    for row in (("Artikel-Nr", "Bezeichnung", "Listenpreis"), *GERMAN_PRODUCTS):
        prices.add(*row)
    cases = Sheet(folder / "Störungen.csv", ";")
    cases.add("Vorgangsnummer", "Kunden-Nr", "Eröffnet", "Geschlossen", "Priorität", "Betreff")
    for n in range(100):
        urgency = _one(rng, "hoch", "niedrig", "mittel")
        cases.add(n, 1001 + n, _dotted(_start(rng)), "", urgency, f"Frage {n}")
    return _written(folder, customers, contracts, usage, prices, cases)


def american(folder: Path) -> Path:
    """Two folders, camel case, month first, order codes, orders in a file a year, customers by name."""
    rng = np.random.Generator(np.random.PCG64(5))
    names = [f"Company {n}" for n in range(150)]
    customers = Sheet(folder / "crm" / "customers.csv")
    customers.add("Id", "CompanyName", "Sector", "NumberOfEmployees", "BillingCountry", "Website")
    for n, name in enumerate(names):
        customers.add(f"00{n:04}", name, _one(rng, "Retail", "Health"), n + 5, "US", f"https://c{n}.example")
    orders = {year: Sheet(folder / "billing" / f"orders_{year}.csv") for year in (2024, 2025)}
    for sheet in orders.values():
        sheet.add("OrderNumber", "CustomerName", "SKU", "StartDate", "CancelledOn", "MRR", "AutoRenew")
    deals = Sheet(folder / "crm" / "pipeline.csv")
    deals.add("OppId", "Company", "SKU", "CreatedDate", "CloseDate", "StageName", "Amount")
    for name, product in ((n, p) for n in names for p in AMERICAN_PRODUCTS if rng.random() < 0.5):
        number, money = len(deals.lines), rng.integers(50, 400)
        start = date(2024, 1, 1) + timedelta(days=int(rng.integers(0, 720)))
        code, opened = f"{product}-{_one(rng, 'S', 'M', 'L')}", start - timedelta(days=60)
        orders[start.year].add(number, name, code, _slashed(start), "", money, "Yes")
        stage = _one(rng, "Closed - Won", "Closed - Lost", "Negotiation")
        deals.add(f"D{number}", name, code, _slashed(opened), _slashed(start), stage, money * 12)
    other = Sheet(folder / "crm" / "parking_lots.csv", lines=["lot,colour_of_barrier", "1,blue", "2,grey"])
    return _written(folder, customers, *orders.values(), deals, other)


def _written(folder: Path, *sheets: Sheet) -> Path:
    for sheet in sheets:
        sheet.path.parent.mkdir(parents=True, exist_ok=True)
        sheet.path.write_text("\n".join(sheet.lines) + "\n", encoding="utf-8")
    return folder


def _one(rng: np.random.Generator, *words: str) -> str:
    return words[int(rng.integers(0, len(words)))]


def _start(rng: np.random.Generator) -> date:
    return date(2023, 1, 1) + timedelta(days=int(rng.integers(0, 700)))


def _dotted(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _slashed(day: date) -> str:
    return f"{day:%m/%d/%Y}"
