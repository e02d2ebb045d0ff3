"""Columns as the tables declare them, in few words."""

from adjoin.domain.contract import Column, Type


def text(name: str, **rest: object) -> Column:
    return Column(name, Type.TEXT, **rest)  # type: ignore[arg-type]


def date(name: str, **rest: object) -> Column:
    return Column(name, Type.DATE, **rest)  # type: ignore[arg-type]


def number(name: str, **rest: object) -> Column:
    return Column(name, Type.NUMBER, **rest)  # type: ignore[arg-type]


def whole(name: str, **rest: object) -> Column:
    return Column(name, Type.WHOLE, **rest)  # type: ignore[arg-type]


def flag(name: str, **rest: object) -> Column:
    return Column(name, Type.FLAG, **rest)  # type: ignore[arg-type]


def identifier(name: str) -> Column:
    return Column(name, Type.TEXT, required=True)


PRODUCT = text("product_id", product=True)
PRODUCT_ID = text("product_id", product=True, required=True)
