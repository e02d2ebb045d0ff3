"""Money, short enough to compare at a glance."""

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹"}
STEPS = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
NONE = "–"


def money(amount: float | None, currency: str = "USD") -> str:
    """An amount in at most four digits: `$48k`, `$1.2M`, `$950`, `CHF 48k`; `–` where there is no price."""
    if amount is None:
        return NONE
    sign = "−" if amount < 0 else ""
    return f"{sign}{_symbol(currency)}{_short(abs(amount))}"


def money_in_full(amount: float | None, currency: str = "USD") -> str:
    """An amount to the unit: `$48,210`."""
    if amount is None:
        return NONE
    sign = "−" if amount < 0 else ""
    return f"{sign}{_symbol(currency)}{abs(amount):,.0f}"


def _symbol(currency: str) -> str:
    return SYMBOLS.get(currency.upper(), f"{currency.upper()} ")


def _short(amount: float) -> str:
    for size, letter in STEPS:
        # 999,950 reads better as 1M than as 1,000k: round before choosing the step.
        if round(amount) >= size * 0.9995:
            part = amount / size
            return f"{part:.1f}".removesuffix(".0") + letter if part < 9.95 else f"{part:.0f}{letter}"
    return f"{amount:.0f}"
