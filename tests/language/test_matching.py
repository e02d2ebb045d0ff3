"""Texts that are about something else fire nothing, paraphrases find their product, and no text moves another."""

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.language.matching import match_texts, measure_of
from adjoin.language.passages import passages_of, sentences_of
from adjoin.language.shared_words import FLOOR
from adjoin.language.words import words_of

SOLVES = {
    "pay": [
        "salaries are calculated in spreadsheets and wrong every month",
        "employees cannot see their payslips and ask the office",
        "overtime and holidays are written on paper and typed in later",
    ],
    "ship": [
        "parcels are labelled by hand and carriers are chosen by habit",
        "customers call to hear where their delivery is",
        "returns pile up in the warehouse because nobody books them",
    ],
    "shop": [
        "orders arrive by mail and phone and are typed into the system",
        "prices in the online shop differ from those in the catalogue",
        "stock in the shop does not match the warehouse",
    ],
    "plan": [
        "machines stand still because material is missing",
        "production plans are drawn on a board and out of date by noon",
        "nobody knows when an order will leave production",
    ],
}
CATALOG = Catalog.model_validate(
    {"products": [{"id": name, "name": name, "solves": solves} for name, solves in SOLVES.items()]}
)
EVERYDAY = """
I forgot my password and the reset mail does not arrive.
Please add a new user for our colleague in Berlin.
The page takes ages to load since the update this morning.
How do I change the language of the interface?
Our logo looks blurred on the login screen.
Can you send us the signed data processing agreement?
Two-factor codes are rejected although the clock is right.
The export button is greyed out for everyone in my group.
Is there a keyboard shortcut to duplicate a row?
We moved to a new address, please change it on our account.
An error 500 appears when I save a comment with an emoji.
Whom do I contact about our contract?
The time zone shown in notifications is wrong.
Please merge two records that we created by mistake.
My browser shows a certificate warning.
Could you restore a folder that was deleted yesterday?
The mobile app crashes when I turn the phone sideways.
We would like to book a training for three beginners.
The German translation of the second tab is cut off.
Attachments over 20 MB are refused.
How long do you keep deleted files?
Our API key expires next week, how do we renew it?
The sort order of the list is not remembered.
A colleague left, please deactivate her access.
Search finds nothing when I type umlauts.
The calendar invitation came twice.
Dark mode makes the charts unreadable.
We get too many emails, can notifications be bundled?
The system was down for ten minutes around noon.
I cannot find the setting for the default currency.
Our auditor needs your SOC report.
Single sign-on fails for users with a middle name.
Printing cuts off the right margin.
Where can I see who changed a field?
Please call me back about the offer.
The invoice from March lacks our purchase order number.
Webhook deliveries fail with a timeout.
Could the welcome mail be sent from our own domain?
The tour starts again at every login.
Thank you, that solved it, you can close the case.
""".strip().splitlines()
PARAPHRASES = [
    ("pay", "Payslips", "Our employees keep calling the office because they cannot see a payslip."),
    ("pay", "Overtime", "Overtime is still written on paper here and someone types it in later."),
    ("pay", "Wrong salaries", "We calculate salaries in a spreadsheet. Every month some are wrong."),
    ("ship", "Where is my parcel", "Customers call us all day to hear where a delivery is."),
    ("ship", "Returns", "The returns pile up in our warehouse and nobody books them."),
    ("ship", "Labels", "We label every parcel by hand and pick the carrier out of habit."),
    ("shop", "Orders by phone", "Orders come by phone or mail, then we type each into the system."),
    ("shop", "Different prices", "The online shop shows other prices than our catalogue."),
    ("plan", "Machines idle", "Machines stood still again today, some material was missing."),
    ("plan", "Planning board", "By noon the production plan on the board is out of date."),
]


def found(texts: list[str]) -> dict[str, set[str]]:
    products: dict[str, set[str]] = {text: set() for text in texts}
    for row in match_texts(texts, CATALOG).to_pylist():
        if row["similarity"] >= row["threshold"]:
            products[row["text"]].add(row["product_id"])
    return products


def test_everyday_texts_fire_nothing() -> None:
    assert len(EVERYDAY) == 40
    assert {text: hits for text, hits in found(EVERYDAY).items() if hits} == {}


@pytest.mark.parametrize(("product", "subject", "body"), PARAPHRASES)
def test_a_paraphrase_finds_its_product_and_no_other(product: str, subject: str, body: str) -> None:
    assert found([f"{subject} {body}"]) == {f"{subject} {body}": {product}}


def test_a_sentence_of_the_catalog_is_itself() -> None:
    rows = match_texts([s for solves in SOLVES.values() for s in solves], CATALOG).to_pylist()
    for row in rows:
        assert row["similarity"] == pytest.approx(1.0)
        assert row["text"] in SOLVES[row["product_id"]]
        assert row["solves"] == row["text"]
    assert len(rows) == 12


def test_a_long_letter_is_read_sentence_by_sentence() -> None:
    body = " ".join([*EVERYDAY[:6], "Customers call to hear where their delivery is.", *EVERYDAY[6:12]])
    assert found([body]) == {body: {"ship"}}


def test_words_far_apart_make_no_problem() -> None:
    scattered = (
        "The warehouse is painted. See you on Friday. We bought a piano. Later the returns desk closes."
    )
    assert found([scattered]) == {scattered: set()}


def test_a_match_depends_on_its_own_text_alone() -> None:
    text = PARAPHRASES[0][2]
    alone = match_texts([text], CATALOG).to_pylist()
    among = match_texts([*EVERYDAY, text, *(p[2] for p in PARAPHRASES[1:])], CATALOG).to_pylist()
    assert alone
    assert alone[0] in among


def test_the_threshold_comes_from_the_catalog() -> None:
    assert measure_of(CATALOG).threshold >= FLOOR
    twins = {name: ["parcels are labelled by hand every day", *solves] for name, solves in SOLVES.items()}
    alike = Catalog.model_validate(
        {"products": [{"id": n, "name": n, "solves": s} for n, s in twins.items()]}
    )
    assert measure_of(alike).threshold == pytest.approx(1.0)


@pytest.mark.parametrize("texts", [[], ["", " ", "the of and"]])
def test_nothing_to_read(texts: list[str]) -> None:
    assert match_texts(texts, CATALOG).num_rows == 0


def test_a_catalog_that_solves_nothing_matches_nothing() -> None:
    silent = Catalog.model_validate(
        {"products": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "solves": ["the"]}]}
    )
    assert match_texts(EVERYDAY, silent).num_rows == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reports", "report"),
        ("invoices", "invoice"),
        ("companies", "company"),
        ("planning", "plan"),
        ("typed", "types"),
        ("copied", "copies"),
        ("Follow-ups", "follow up"),
        ("statuses", "status"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert words_of(one) & words_of(other)


def test_stop_words_and_numbers_say_nothing() -> None:
    assert words_of("We would like to have 500 of these, please!") == frozenset()
    assert sentences_of("...") == []


def test_passages_are_sentences_and_neighbours() -> None:
    text = "Payslips. Version 3.5 is slow! Nobody can see\na payslip; why?"
    assert sentences_of(text) == ["Payslips.", "Version 3.5 is slow!", "Nobody can see", "a payslip;", "why?"]
    passages = passages_of(["", text, "Thanks"])
    said = [passages.said(place) for place in range(len(passages.text))]
    assert said == [
        *("Version 3.5 is slow!", "Nobody can see"),
        *("Payslips. Version 3.5 is slow!", "Version 3.5 is slow! Nobody can see"),
        *("Nobody can see a payslip;", "a payslip; why?", "Thanks"),
    ]
    assert passages.texts.tolist() == [1, 2]
    assert [len(part.split()) for part in sentences_of("word " * 100)] == [40, 40, 20]


def test_rows_below_the_threshold_are_kept_for_trying() -> None:
    rows = match_texts(["Someone types overtime in later, on Sundays, at home, in the kitchen."], CATALOG)
    assert all(row["similarity"] > 0 for row in rows.to_pylist())
    assert match_texts(["Parcels"], CATALOG).num_rows == 0
