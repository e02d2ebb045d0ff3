"""A company of five accounts and two products, written by hand, to be broken one way at a time."""

from pathlib import Path

ACCOUNTS = "account_id,name,country\na1,Acme,DE\na2,Borg,US\na3,Cyan,US\na4,Dorn,FR\na5,Echo,FR\n"
SUBSCRIPTIONS = (
    "subscription_id,account_id,product_id,started_on,ended_on,acv\n"
    "s1,a1,crm,2023-01-01,,1000\ns2,a2,crm,2023-02-01,,2000\ns3,a3,crm,2023-03-01,2024-03-01,1500\n"
    "s4,a2,bi,2023-06-01,,500\ns5,a4,crm,2023-05-01,,900\ns6,a5,bi,2023-05-01,,700\n"
)
CATALOG = "products:\n  - {id: crm, name: Relations}\n  - {id: bi, name: Insight}\n"
YAML = """company: Tiny
as_of: 2024-06-30
tables:
  accounts: {from: data/accounts.csv}
  subscriptions: {from: data/subscriptions.csv}
"""


def tiny(folder: Path, **files: str | bytes) -> Path:
    """The company in `folder`; `files` replaces or adds: accounts, subscriptions, usage … (CSV), yaml, catalog."""
    content: dict[str, str | bytes] = {
        "accounts": ACCOUNTS, "subscriptions": SUBSCRIPTIONS, "yaml": YAML, "catalog": CATALOG, **files,
    }  # fmt: skip
    (folder / "data").mkdir(parents=True, exist_ok=True)
    places = {"yaml": folder / "adjoin.yaml", "catalog": folder / "catalog.yaml"}
    for name, text in content.items():
        path = places.get(name, folder / "data" / f"{name}.csv")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
