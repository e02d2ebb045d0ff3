"""The rules by which won deals are shared out: only ever added to, never for a day that has passed."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.experiment import CreditRule
from adjoin.ledger.schema import CREDIT_RULES


def add(connection: sa.Connection, rule: CreditRule, at: datetime, run_id: str | None) -> None:
    """Add a rule that counts for deals opened from its day on.

    ConfigurationError if one counts from that day or a later one already.
    """
    last = connection.scalar(sa.select(sa.func.max(CREDIT_RULES.c.effective_on)))
    if last is not None and rule.effective_on <= last:
        raise ConfigurationError(
            f"A rule counts from {last} already; the next one must count from a later day than that."
        )
    connection.execute(sa.insert(CREDIT_RULES).values(**asdict(rule), at=at, run_id=run_id))


def rules(connection: sa.Connection) -> tuple[CreditRule, ...]:
    """All of them, the oldest first."""
    kept = CREDIT_RULES.c
    columns = (kept.effective_on, kept.csm, kept.ae, kept.partner, kept.person, kept.why)
    rows = connection.execute(sa.select(*columns).order_by(kept.effective_on))
    return tuple(CreditRule(**row._mapping) for row in rows)
