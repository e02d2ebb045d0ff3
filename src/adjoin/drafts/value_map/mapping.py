"""A value map from a brief; refused while the need is only projected."""

from collections.abc import Sequence

from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.brief import Brief
from adjoin.drafts.customer_text import LONGEST_NAME, clean_name
from adjoin.drafts.industry import is_financial, is_healthcare, may_say
from adjoin.drafts.value_map.assumption import Assumptions
from adjoin.drafts.value_map.content import SuccessMeasure, ValueMap
from adjoin.drafts.value_map.meeting import integration, meets
from adjoin.drafts.value_map.need import need_of, shows_a_need
from adjoin.drafts.value_map.roi import roi
from adjoin.drafts.value_map.timeline import like_customers, timeline

ALREADY_SAID = ": the need is only projected"
NOTHING_SEEN = "nothing of the need itself was seen or told, only signs around it"
KNOW_THE_NEED = ("champion", "user", "evaluator", "economic_buyer")


def value_map(
    brief: Brief,
    assumptions: Assumptions,
    *,
    measures: Sequence[SuccessMeasure] = (),
    refuse: str | None = None,
) -> ValueMap:
    """Everything the one page says.

    `measures`: success measures that both sides agreed. `refuse`: why the need counts as projected and who was to ask,
    in the diagnosis's own words; it is said where the map is refused. ConfigurationError for a need that is projected,
    or of which nothing was seen or told that they may read: a page on a need that nobody showed is an advertisement.
    """
    if brief.need == "projected":
        raise ConfigurationError(*_refusal(brief, "the need is only projected", refuse))
    if brief.need != "verified" and not shows_a_need(brief):
        raise ConfigurationError(*_refusal(brief, NOTHING_SEEN))
    need = need_of(brief)
    worked = roi(assumptions)
    likes = like_customers(brief)
    outcomes = tuple(
        says for says in (*brief.outcomes, *([likes] if likes else [])) if may_say(brief.industry, says)
    )
    return ValueMap(
        account_id=brief.account_id,
        account=_called(brief.account) or brief.account_id,
        product_id=brief.product.id,
        product=brief.product.name,
        as_of=brief.as_of,
        currency=brief.currency,
        industry=brief.industry,
        sender=brief.sender,
        next_to=_reader(brief),
        need=need,
        meets=meets(brief, need),
        integration=integration(brief),
        timeline=timeline(brief, assumptions),
        outcomes=tuple(dict.fromkeys(outcomes)),
        assumptions=assumptions,
        roi=worked,
        measures=tuple(measures),
        asks=(*_industry_asks(brief), *worked.asks),
    )


def _refusal(brief: Brief, what: str, why: str | None = None) -> tuple[str, str, str]:
    product = brief.product.name
    found = next((person for role in KNOW_THE_NEED if (person := brief.person(role)) is not None), None)
    name = clean_name(found.name) if found else None
    title = clean_name(found.title) if found else None
    whom = ", ".join(part for part in (name, title) if part) or f"somebody at {brief.account}"
    because = f" {why.rstrip('.').removesuffix(ALREADY_SAID)}." if why else ""
    return (
        f"No value map of {product} for {brief.account}: {what}.{because}",
        f"Ask {whom}: what would {product} solve for them?",
        f"Then write their answer down: adjoin heard {brief.account_id} --product {brief.product.id} "
        f'--kind answer_need "what they said".',
    )


def _called(name: str) -> str | None:
    """The customer's name where it looks like one; of a very long one as many words as can be judged."""
    return clean_name(name) or clean_name(name[:LONGEST_NAME].rpartition(" ")[0])


def _reader(brief: Brief) -> str | None:
    buyer = brief.person("economic_buyer")
    if buyer is None:
        return None
    name, title = clean_name(buyer.name), clean_name(buyer.title)
    return ", ".join(part for part in (name, title) if part) or None


def _industry_asks(brief: Brief) -> tuple[str, ...]:
    if is_financial(brief.industry):
        return ("When are your next audit and regulatory dates?",)
    if is_healthcare(brief.industry):
        return ("Who signs the business associate agreement on your side?",)
    return ()
