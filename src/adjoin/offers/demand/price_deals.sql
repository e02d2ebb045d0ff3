/* ---
what: >
  Every deal that is closed at the moment and had its discount, list price too, for a recorded reason that has nothing
  to do with how much the customer wanted it; with what was known of the account on the day before the deal began.
key: [as_of, opportunity_id, product_id]
columns:
  as_of: date
  opportunity_id: text
  product_id: text
  word: the word of the settings that the reason contains, the first of them
  root_id: the customer
  created_on: date
  won: whether it was won
  discount: off the list price, 0–1
  type: what kind of deal; null where unknown
  owner: who sells; null where unknown
  segment: the account's; null where unknown
  employees: the account's; null where unknown
  held: other products held the day before
  held_days: days since the first of those that are still held began; null where none is
  lost_before: deals of the account that were lost before
  tickets_before: tickets of the account in the last `ticket_days` before
parameters: {ticket_days: 180}
--- */
WITH words AS (
    SELECT opportunities.as_of, opportunities.opportunity_id, opportunities.product_id, min(words.place) AS place
    FROM known.opportunities AS opportunities
    INNER JOIN arbitrary_reasons AS words ON strpos(lower(opportunities.discount_reason), words.word) > 0
    WHERE
        opportunities.outcome IN ('won', 'lost')
        AND opportunities.discount IS NOT NULL
        AND opportunities.product_id IS NOT NULL
    GROUP BY opportunities.as_of, opportunities.opportunity_id, opportunities.product_id
),

deals AS (
    SELECT
        opportunities.as_of,
        opportunities.opportunity_id,
        opportunities.product_id,
        opportunities.account_id,
        arbitrary_reasons.word,
        opportunities.created_on,
        opportunities.outcome = 'won' AS won,
        opportunities.discount,
        opportunities.type,
        opportunities.owner
    FROM known.opportunities AS opportunities
    INNER JOIN words
        ON
            opportunities.as_of = words.as_of
            AND opportunities.opportunity_id = words.opportunity_id
            AND opportunities.product_id = words.product_id
    INNER JOIN arbitrary_reasons ON words.place = arbitrary_reasons.place
),

held AS (
    SELECT
        deals.as_of,
        deals.opportunity_id,
        deals.product_id,
        count(DISTINCT spans.product_id) AS held,
        max(deals.created_on - spans.began_on) AS held_days
    FROM deals
    INNER JOIN spans ON deals.as_of = spans.as_of AND deals.account_id = spans.account_id
    WHERE
        spans.product_id <> deals.product_id
        AND spans.began_on < deals.created_on
        AND coalesce(spans.ended_on >= deals.created_on, TRUE)
    GROUP BY deals.as_of, deals.opportunity_id, deals.product_id
),

lost AS (
    SELECT deals.as_of, deals.opportunity_id, deals.product_id, count(*) AS lost_before
    FROM deals
    INNER JOIN known.opportunities AS earlier
        ON deals.as_of = earlier.as_of AND deals.account_id = earlier.account_id
    WHERE earlier.outcome = 'lost' AND earlier.closed_on < deals.created_on
    GROUP BY deals.as_of, deals.opportunity_id, deals.product_id
),

troubled AS (
    SELECT deals.as_of, deals.opportunity_id, deals.product_id, count(*) AS tickets_before
    FROM deals
    INNER JOIN known.tickets AS tickets
        ON deals.as_of = tickets.as_of AND deals.account_id = tickets.account_id
    WHERE tickets.opened_on < deals.created_on AND deals.created_on - tickets.opened_on <= $ticket_days
    GROUP BY deals.as_of, deals.opportunity_id, deals.product_id
)

SELECT
    deals.as_of,
    deals.opportunity_id,
    deals.product_id,
    deals.word,
    roots.root_id,
    deals.created_on,
    deals.won,
    deals.discount,
    deals.type,
    deals.owner,
    accounts.segment,
    accounts.employees,
    coalesce(held.held, 0) AS held,
    held.held_days,
    coalesce(lost.lost_before, 0) AS lost_before,
    coalesce(troubled.tickets_before, 0) AS tickets_before
FROM deals
INNER JOIN roots ON deals.as_of = roots.as_of AND deals.account_id = roots.account_id
INNER JOIN known.accounts AS accounts ON deals.as_of = accounts.as_of AND deals.account_id = accounts.account_id
LEFT JOIN held
    ON
        deals.as_of = held.as_of
        AND deals.opportunity_id = held.opportunity_id
        AND deals.product_id = held.product_id
LEFT JOIN lost
    ON
        deals.as_of = lost.as_of
        AND deals.opportunity_id = lost.opportunity_id
        AND deals.product_id = lost.product_id
LEFT JOIN troubled
    ON
        deals.as_of = troubled.as_of
        AND deals.opportunity_id = troubled.opportunity_id
        AND deals.product_id = troubled.product_id
