"""The eight products as the world's dynamics see them; their words are in `project/catalog.yaml`."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from adjoin.demo.arrays import Floats

PRODUCTS: Final = ("pipe", "bi", "desk", "reach", "bill", "guard", "sync", "field")
INDEX: Final = {product: i for i, product in enumerate(PRODUCTS)}
LIST_PRICE: Final = np.array([18000.0, 24000.0, 15000.0, 14000.0, 13000.0, 20000.0, 22000.0, 16000.0])
POPULARITY: Final = np.array([1.2, 1.1, 1.3, 2.2, 0.9, 0.8, 1.0, 0.8])
ENTRY: Final = np.array([0.38, 0.06, 0.27, 0.0, 0.12, 0.05, 0.05, 0.07])

# (from, to, times the hazard of a start): what the affinities of a run should recover.
AFFINITIES: Final = (
    ("pipe", "bi", 5.0),
    ("pipe", "bill", 4.0),
    ("desk", "field", 8.0),
    ("desk", "pipe", 3.0),
    ("bi", "sync", 6.0),
    ("reach", "sync", 3.0),
    ("sync", "guard", 5.0),
    ("bill", "guard", 4.0),
)
REQUIRES: Final = (("reach", "pipe"),)
SOLD_IN: Final = {"guard": ("US", "CA", "GB", "DE", "FR", "NL")}
SOLD_TO: Final = {"field": ("mid-market", "enterprise")}
SOLD_FROM: Final = {"guard": np.datetime64("2022-06-01", "D")}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metered quantity: of which product, how it adds up, and the product it points to when it swells."""

    product: str
    name: str
    role: str  # adoption, ceiling, workaround or meter (a meter points to no other product)
    points_to: str | None = None
    resets: bool = False  # a flow counted against a monthly limit


METRICS: Final = (
    *(Metric(product, "active_users", "adoption") for product in PRODUCTS),
    Metric("pipe", "report_runs", "ceiling", "bi", resets=True),
    Metric("pipe", "api_calls", "ceiling", "sync", resets=True),
    Metric("pipe", "deal_exports", "workaround", "bi"),
    Metric("pipe", "invoice_exports", "workaround", "bill"),
    Metric("pipe", "segment_exports", "workaround", "reach"),
    Metric("desk", "saved_reports", "ceiling", "bi"),
    Metric("desk", "address_exports", "workaround", "field"),
    Metric("desk", "customer_exports", "workaround", "pipe"),
    Metric("bi", "source_connections", "ceiling", "sync"),
    Metric("bi", "scheduled_extracts", "workaround", "sync"),
    Metric("reach", "contacts_stored", "meter"),
    Metric("reach", "list_imports", "workaround", "sync"),
    Metric("bill", "invoices", "meter", resets=True),
    Metric("bill", "permission_exports", "workaround", "guard"),
    Metric("guard", "storage_gb", "meter"),
    Metric("sync", "rows_synced", "meter", resets=True),
    Metric("sync", "audit_log_exports", "workaround", "guard"),
    Metric("field", "jobs", "meter", resets=True),
    Metric("field", "job_invoice_exports", "workaround", "bill"),
)

SIGN_ON: Final = "sso_logins"
SIGN_ON_OF: Final = ("pipe", "desk", "bi")
"""Logins through single sign-on are counted at the first of these that an account holds."""

BUYER_TITLES: Final = {
    "pipe": ("VP Sales", "Head of Sales Operations"),
    "bi": ("VP Data", "Head of Analytics"),
    "desk": ("VP Customer Support", "Head of Customer Care"),
    "reach": ("CMO", "Head of Demand Generation"),
    "bill": ("VP Finance", "Head of Billing"),
    "guard": ("CISO", "Head of Information Security"),
    "sync": ("Head of Data Engineering", "Director of Integration"),
    "field": ("VP Field Operations", "Head of Field Service"),
}
REPLACED: Final = {  # (category, tools)
    "pipe": ("customer relationship management", ("Pipedrive", "Zoho CRM", "Copper")),
    "bi": ("business intelligence", ("Tableau", "Looker", "Metabase")),
    "desk": ("help desk", ("Freshdesk", "Help Scout", "Front")),
    "reach": ("marketing automation", ("Mailchimp", "Brevo", "ActiveCampaign")),
    "bill": ("invoicing", ("Chargebee", "Recurly", "FreshBooks")),
    "guard": ("security monitoring", ("Sumo Logic", "Wazuh", "Panther")),
    "sync": ("data integration", ("Fivetran", "Airbyte", "Workato")),
    "field": ("field service", ("Jobber", "ServiceTitan", "Housecall Pro")),
}


def affinity_matrix() -> Floats:
    """Planted hazard multipliers, from × to (8 × 8), 1 where nothing is planted."""
    matrix = np.ones((len(PRODUCTS), len(PRODUCTS)))
    for source, target, times in AFFINITIES:
        matrix[INDEX[source], INDEX[target]] = times
    return matrix
