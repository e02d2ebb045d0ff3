"""Rows broken on purpose, as every real export has them, and the list of them."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from adjoin.demo.files import table

Tables = dict[str, pa.Table]


@dataclass(slots=True)
class Breaker:
    """Adds broken copies of sound rows to tables, and remembers each with its reason."""

    rng: np.random.Generator
    tables: Tables
    listed: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, file: str, key: str, why: str, count: int, **changes: str | float | None) -> None:
        """Append `count` copies of rows of `file` with `changes` (a `{}` in a text takes a running number).

        A CSV table is turned into text so that what is no date can stand in a date's place.
        """
        rows = self.tables[file]
        if file.endswith(".csv"):
            rows = rows.cast(pa.schema([(name, pa.string()) for name in rows.schema.names]))
        sound = rows.num_rows // 2  # the later half holds prospects, trials and what is broken already
        chosen = rows.take(pa.array(self.rng.choice(sound, count, replace=False)))
        for name, value in changes.items():
            place = rows.schema.get_field_index(name)
            filled = [value.format(n + 1) if isinstance(value, str) else value for n in range(count)]
            chosen = chosen.set_column(
                place, rows.schema.field(name), pa.array(filled, rows.schema.types[place])
            )
        self.tables[file] = pa.concat_tables([rows, chosen])
        keys = [str(value) for value in chosen[key].to_pylist()]
        self.listed.extend((file, one, why) for one in keys)


def break_rows(rng: np.random.Generator, tables: Tables) -> pa.Table:
    """Break about sixty rows in place; returns what was done as (table, key, why)."""
    breaker = Breaker(rng, tables)
    add, subs = breaker.add, "subscriptions.csv"
    add(subs, "sub_id", "unknown account", 4, sub_id="SX-A{}", customer="A99999")
    add(subs, "sub_id", "unknown product", 4, sub_id="SX-P{}", product="fax")
    add(
        subs, "sub_id", "end before start", 4, sub_id="SX-E{}", start_date="2025-03-01", end_date="2024-03-01"
    )
    add(subs, "sub_id", "unparseable date", 3, sub_id="SX-D{}", start_date="31/31/2024")
    add(subs, "sub_id", "missing key", 2, sub_id="SX-M{}", customer=None)
    add(subs, "sub_id", "negative quantity", 2, sub_id="SX-N{}", seats="-5")
    add(subs, "sub_id", "same key, other content", 3, seats="1")
    add(subs, "sub_id", "identical repeat", 3)
    add("deals.csv", "deal_id", "unparseable date", 3, deal_id="DX-D{}", created="soon")
    add("deals.csv", "deal_id", "unknown account", 3, deal_id="DX-A{}", company_id="A99998")
    add("deals.csv", "deal_id", "unknown product", 2, deal_id="DX-P{}", product="telex")
    add("contacts.csv", "contact_id", "unknown account", 3, contact_id="CX-A{}", account_id="A99997")
    add("contacts.csv", "contact_id", "missing key", 2, contact_id=None)
    add("contacts.csv", "contact_id", "unparseable date", 2, contact_id="CX-D{}", first_seen_on="2024-13-45")
    add("events.csv", "event_id", "future date", 3, event_id="EX-F{}", occurred_on="2099-01-01")
    add("events.csv", "event_id", "unknown account", 2, event_id="EX-A{}", account_id="A99996")
    add("companies.csv", "crm_id", "same key, other content", 2, headcount="7", company="Copy {}")
    add("usage.parquet", "account_id", "negative quantity", 5, quantity=-12.0)
    add("usage.parquet", "account_id", "unknown account", 3, account_id="A99995")
    add("cases.parquet", "case_id", "unknown organisation", 3, case_id="TX-A{}", organization_id="zd-1")
    add("interactions.parquet", "interaction_id", "identical repeat", 2)
    columns = zip(*breaker.listed, strict=True)
    return table(dict(zip(("table", "key", "why"), (list(column) for column in columns), strict=True)))
