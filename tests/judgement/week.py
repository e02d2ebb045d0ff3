"""What the recommendations of one week must keep together: roots, people's slots, questions."""

from collections import Counter
from datetime import timedelta

from judgement.plain_witness import Witness
from worlds import Rows

QUESTIONS = 2


def broken_rules(witness: Witness, decided: Rows) -> list[str]:
    """What is wrong with them as a whole; empty if nothing is."""
    wrong = []
    plays = [row for row in decided if row["action"] == "play"]
    asked = [row for row in decided if row["action"] == "discover" and row["slot"] == "this_week"]
    if any(count > 1 for count in Counter(witness.root(row["account_id"]) for row in plays).values()):
        wrong.append("two plays in a root")
    book = sorted(account for account in witness.accounts if witness.held(account))
    if sorted(row["account_id"] for row in decided) != book:
        wrong.append("not one row an account of the book")
    for owner, count in Counter(_owner(witness, row["account_id"]) for row in plays).items():
        if owner and (most := _slots(witness, owner)) is not None and count > most:
            wrong.append(f"{count} plays for {owner}, who has {most} slots")
    for owner, count in Counter(_owner(witness, row["account_id"]) for row in asked).items():
        if owner and count > QUESTIONS:
            wrong.append(f"{count} questions for {owner}")
    return wrong


def _owner(witness: Witness, account: str) -> str | None:
    row = witness.accounts[account]
    owner: str | None = row.get("ae") or row.get("csm")
    return owner


def _slots(witness: Witness, owner: str) -> int | None:
    """Whole plays a week, less those accepted since Monday; None where the team table says nothing."""
    (capacity,) = [r["weekly_capacity"] for r in witness.world.rows["team"] if r["rep_id"] == owner] or [None]
    if capacity is None:
        return None
    monday = witness.as_of - timedelta(witness.as_of.weekday())
    accepted = [
        play
        for account in witness.accounts
        if _owner(witness, account) == owner and witness.held(account)
        for play in witness.own(account, "plays", "accepted_on")
        if play["accepted_on"] >= monday
    ]
    return max(int(capacity) - len(accepted), 0)
