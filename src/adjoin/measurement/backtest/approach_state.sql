/* ---
what: >
  What was recorded of each offer on the date, as numbers: what people could choose on when they chose whom to
  approach. Unknown is 0 beside a column that says so.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  odds: log-odds of the score; of a tenth of a per cent without one
  signal: score of the strongest open signal
  blocked: 1 if a gate blocks
  first: 1 for the account's best product
  money: log of what the account pays a year
  held: products it holds
  tenure: log of its days as a customer
  renewal: days to its next renewal, at most 365, in years
  renewal_unknown: 1 without a renewal
  product_approached: log of one and the approaches about the product in the year before
  account_approached: 1 if the account was approached in the 90 days before
  cell_approached: 1 if it was about this product
  spoke: 1 if the customer came to us in the 30 days before
--- */
WITH loudest AS (
    SELECT as_of, account_id, product_id, max(score) AS signal FROM signals
    WHERE state <> 'closed'
    GROUP BY as_of, account_id, product_id
),

next_renewals AS (
    SELECT as_of, account_id, min(next_on) AS next_on FROM renewals
    GROUP BY as_of, account_id
),

about_product AS (
    SELECT as_of, product_id, count(*) AS approaches FROM approaches
    WHERE occurred_on > as_of - 365 AND product_id IS NOT NULL
    GROUP BY as_of, product_id
),

about_account AS (
    SELECT as_of, account_id, max(occurred_on) AS last_on FROM approaches
    GROUP BY as_of, account_id
),

about_cell AS (
    SELECT as_of, account_id, product_id, max(occurred_on) AS last_on FROM approaches
    WHERE product_id IS NOT NULL
    GROUP BY as_of, account_id, product_id
),

inbound AS (
    SELECT DISTINCT as_of, account_id FROM known.interactions
    WHERE direction = 'in' AND occurred_on > as_of - 30
)

SELECT
    offers.as_of,
    offers.account_id,
    offers.product_id,
    coalesce(ln(greatest(candidates.probability, 0.0001) / greatest(1 - candidates.probability, 0.0001)), -6.9) AS odds,
    coalesce(loudest.signal, 0) AS signal,
    CASE WHEN candidates.blockers > 0 THEN 1 ELSE 0 END AS blocked,
    CASE WHEN candidates.rank = 1 THEN 1 ELSE 0 END AS first,
    ln(1 + greatest(coalesce(popular_offer.acv, 0), 0)) AS money,
    popular_offer.held,
    ln(1 + greatest(coalesce(offers.as_of - popular_offer.customer_since, 0), 0)) AS tenure,
    coalesce(least(next_renewals.next_on - offers.as_of, 365) / 365.0, 0) AS renewal,
    CASE WHEN next_renewals.next_on IS NULL THEN 1 ELSE 0 END AS renewal_unknown,
    ln(1 + coalesce(about_product.approaches, 0)) AS product_approached,
    CASE WHEN about_account.last_on > offers.as_of - 90 THEN 1 ELSE 0 END AS account_approached,
    CASE WHEN about_cell.last_on > offers.as_of - 90 THEN 1 ELSE 0 END AS cell_approached,
    CASE WHEN inbound.account_id IS NULL THEN 0 ELSE 1 END AS spoke
FROM offers
INNER JOIN popular_offer ON offers.as_of = popular_offer.as_of AND offers.account_id = popular_offer.account_id
LEFT JOIN candidates
    ON
        offers.as_of = candidates.as_of
        AND offers.account_id = candidates.account_id
        AND offers.product_id = candidates.product_id
LEFT JOIN loudest
    ON
        offers.as_of = loudest.as_of
        AND offers.account_id = loudest.account_id
        AND offers.product_id = loudest.product_id
LEFT JOIN next_renewals ON offers.as_of = next_renewals.as_of AND offers.account_id = next_renewals.account_id
LEFT JOIN about_product ON offers.as_of = about_product.as_of AND offers.product_id = about_product.product_id
LEFT JOIN about_account ON offers.as_of = about_account.as_of AND offers.account_id = about_account.account_id
LEFT JOIN about_cell
    ON
        offers.as_of = about_cell.as_of
        AND offers.account_id = about_cell.account_id
        AND offers.product_id = about_cell.product_id
LEFT JOIN inbound ON offers.as_of = inbound.as_of AND offers.account_id = inbound.account_id
