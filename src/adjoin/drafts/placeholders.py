"""What a template may say about one account: every placeholder, filled from the brief alone."""

from dataclasses import dataclass, fields
from typing import Any

from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.customer_text import clean_name
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.families import Family, family_of, said_with
from adjoin.drafts.named import calendar_link, called, company, greeting, held, pair_of, reader_of
from adjoin.drafts.said_days import said_day
from adjoin.drafts.sandbox import LINE
from adjoin.drafts.seen import Seen, kind_and_day, names_product, opener, our_sentence, quoted, seen
from adjoin.drafts.three_numbers import confidence, implementation_time, investment, like_you, potential
from adjoin.drafts.word_files import Words, shipped

MOST_OTHERS = 3
MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class Placeholders:
    """None, or empty, where nothing is known. Sentences come without their full stop.

    `company`: the account's name, or "your company" where it does not look like a name; `account` for ours.
    `seen`, `topic`, `asks`, `so`: what was seen, its subject, its question, and what follows. `strongest`, `others`:
    the strongest signal and up to three more, for ours. `asking`: the need is only projected, so nothing is claimed.
    `mends`: adoption comes first. `folds`: it belongs in the renewal. `short`: 0; 1 to 7 where the words came out too
    long, so that more is left out. `executive`, `manager`, `practitioner`, `technical`: the catalog's value for
    that reader; `worth`: the first of them, or the first outcome.
    `over_cap`: the give-get is left out because of its discount. `way_in`: the warm path; `ask_for`: the introduction.
    `held_back`: why nothing may be sent although a play runs. `opens_with`: whom the opening question is put to.
    """

    account: str
    company: str
    product: str
    base: str | None
    industry: Family
    family: str
    need: str
    action: str
    asking: bool
    mends: bool
    folds: bool
    short: int
    greeting: str
    sign_off: str
    calendar: str | None
    seen: str
    topic: str
    asks: str
    so: str | None
    strongest: str
    others: tuple[str, ...]
    signals: tuple[str, ...]
    goal: str | None
    worth: str | None
    executive: str | None
    manager: str | None
    practitioner: str | None
    technical: str | None
    bridge: str | None
    sign_on: str | None
    shared_data: str | None
    takes: tuple[str, ...]
    gives_out: tuple[str, ...]
    potential: str
    time: str
    confidence: str
    like: str | None
    outcomes: tuple[str, ...]
    gives: str | None
    gets: str | None
    over_cap: bool
    renewal: str | None
    reopens: str | None
    buyer: str | None
    user: str | None
    evaluator: str | None
    champion: str | None
    blocker_person: str | None
    buyer_titles: tuple[str, ...]
    user_titles: tuple[str, ...]
    evaluator_titles: tuple[str, ...]
    held_back: str | None
    opens_with: str | None
    way_in: str | None
    ask_for: str | None
    owner: str

    def words(self) -> dict[str, Any]:
        """By name, as a template reads them."""
        return {name: getattr(self, name) for name in NAMES}


NAMES = tuple(field.name for field in fields(Placeholders))
"""Every placeholder that a template of a draft may use."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The placeholders of one draft, and the evidence that each placeholder rests on."""

    placeholders: Placeholders
    cites: dict[str, tuple[str, ...]]


def placeholders(brief: Brief, kind: DraftKind, words: Words, *, short: int = 0) -> Filled:
    """Fill them for one draft."""
    name = family_of(brief.industry, words.families)
    family = said_with(words.families[name], brief.numbers)
    first = opener(brief, family)
    said = seen(brief, first, words.kinds, family, _shared(brief, kind, family, short))
    strongest = next(iter(brief.signals), first)
    others = tuple(found for found in brief.signals if found is not strongest)[:MOST_OTHERS]
    goals = (found for found in brief.evidence if found.kind == "objective" and found is not strongest)
    goal = next(goals, None)
    goal_words = quoted(goal.quote, family) if goal else None
    ours = {
        "family": name,
        "short": short,
        "strongest": _strongest(strongest, brief, family),
        "others": tuple(our_sentence(found, family, brief.as_of) for found in others),
        "goal": goal_words,
    }
    cites = {
        **dict.fromkeys(("seen", "topic", "asks", "so"), (first.id,) if first else ()),
        "strongest": (strongest.id,) if strongest else (),
        "others": tuple(found.id for found in others),
        "goal": (goal.id,) if goal and goal_words else (),
    }
    return Filled(_filled(brief, kind, family, said, ours), cites)


def seen_and_asked(brief: Brief, found: Evidence) -> tuple[str, str]:
    """What was seen and the question that follows, in Adjoin's own words, as the one page says them."""
    words = shipped()
    family = words.families[family_of(brief.industry, words.families)]
    said = seen(brief, found, words.kinds, family, _shared(brief, DraftKind.HYPOTHESIS, family, 0))
    return said.says, said.asks


def _filled(brief: Brief, kind: DraftKind, family: Family, said: Seen, ours: dict[str, Any]) -> Placeholders:
    return Placeholders(
        industry=family,
        greeting=greeting(reader_of(brief, kind)),
        sign_off=f"Kind regards,{LINE}{brief.sender.name}" if brief.sender else "Kind regards",
        calendar=calendar_link(brief),
        seen=said.says,
        topic=said.topic,
        asks=said.asks,
        so=said.so,
        **ours,
        **_standing(brief),
        **_of_catalog(brief, family),
        **_of_people(brief),
        **_offered(brief, kind),
    )


def _standing(brief: Brief) -> dict[str, Any]:
    """The account, the product and what is to be done."""
    return {
        "account": clean_name(brief.account) or "this account",
        "company": company(brief),
        "product": brief.product.name,
        "base": brief.base_product.name if brief.base_product else None,
        "need": brief.need,
        "action": brief.action,
        "asking": brief.need == "projected" or brief.action == "discover",
        "mends": brief.action == "fix_adoption",
        "folds": brief.action == "fold_into_renewal",
        "held_back": brief.held_back,
        "signals": tuple(found.id for found in brief.signals),
        "renewal": said_day(brief.renews_on, brief.as_of) if brief.renews_on else None,
        "reopens": said_day(brief.reopens_on, brief.as_of) if brief.reopens_on else None,
    }


def _of_catalog(brief: Brief, family: Family) -> dict[str, Any]:
    """What the catalog says of the product, without what the industry must not hear."""
    product, pair = brief.product, pair_of(brief)
    outcomes = tuple(said.strip().rstrip(".") for said in brief.outcomes if not family.avoids(said))
    executive = family.allows(product.value.executive)
    return {
        "worth": executive or next(iter(outcomes), None),
        "executive": executive,
        "manager": family.allows(product.value.manager),
        "practitioner": family.allows(product.value.practitioner),
        "technical": family.allows(product.value.technical),
        "bridge": family.allows(pair.bridge),
        "sign_on": pair.sign_on,
        "shared_data": pair.shared_data,
        "takes": tuple(word for word in product.takes if not family.avoids(word)),
        "gives_out": tuple(word for word in product.gives if not family.avoids(word)),
        "outcomes": outcomes,
    }


def _of_people(brief: Brief) -> dict[str, Any]:
    """Who plays which part, whom to look for, and the way in."""
    product, introduction = brief.product, brief.introduction
    return {
        "buyer": called(brief.person("economic_buyer")),
        "user": called(brief.person("user")),
        "evaluator": called(brief.person("evaluator")),
        "opens_with": called(reader_of(brief, DraftKind.OPENING_QUESTION)),
        "champion": called(brief.person("champion")),
        "blocker_person": called(brief.person("blocker")),
        "buyer_titles": product.buyers.titles[:MOST_TITLES],
        "user_titles": product.users.titles[:MOST_TITLES],
        "evaluator_titles": product.evaluators.titles[:MOST_TITLES],
        "way_in": introduction.says.strip().rstrip(".") if introduction else None,
        "ask_for": introduction.asks.strip().rstrip(".") if introduction and introduction.asks else None,
        "owner": brief.sender.name if brief.sender else "the owner of this account",
    }


def _offered(brief: Brief, kind: DraftKind) -> dict[str, Any]:
    """The three numbers and the give-get, which is left out where it takes more off the price than the cap allows."""
    give = brief.give_get
    over_cap = give.discount > brief.discount_cap
    ours = kind is DraftKind.HYPOTHESIS
    return {
        "potential": potential(brief) if ours else investment(brief),
        "time": implementation_time(brief),
        "confidence": confidence(brief, ours),
        "like": like_you(brief, ours),
        "gives": None if over_cap else give.gives.strip().rstrip("."),
        "gets": None if over_cap else give.gets.strip().rstrip("."),
        "over_cap": over_cap,
    }


def _shared(brief: Brief, kind: DraftKind, family: Family, short: int) -> dict[str, Any]:
    """What the forms of what was seen may use, besides the evidence itself."""
    reader = reader_of(brief, kind)
    category = next((word for word in brief.product.replaces.categories if not family.avoids(word)), None)
    needs = (word for word in brief.product.solves if not family.avoids(word))
    return {
        "company": company(brief),
        "base": brief.base_product.name if brief.base_product else None,
        "held": held(brief),
        "category": category,
        "need": next(needs, None),
        "recipient": clean_name(reader.name) if reader else None,
        "title": clean_name(reader.title) if reader else None,
        "short": short,
    }


def _strongest(found: Evidence | None, brief: Brief, family: Family) -> str:
    """What to begin with, for ours; it does not name the product either."""
    if found is None:
        return "nothing was seen yet"
    words = quoted(found.quote, family)
    if found in brief.signals or words is None:
        says = our_sentence(found, family, brief.as_of).replace(brief.product.name, "this")
        return kind_and_day(found, brief.as_of) if names_product(says, brief.product) else says
    return f"{'a goal of theirs' if found.kind == 'objective' else 'in their own words'}, {words}"
