/* ---
what: >
  The firings that tell something: the account had never held the product, and no opportunity for it was open or
  lately won, or the firing is its echo. With what followed, unless an experiment of ours held the account out of plays:
  what fired then is not at risk, and of what fired before, nobody looks at what followed.
key: [account_id, product_id, name, fired_on]
columns:
  account_id: text
  product_id: text
  name: of the detector
  fired_on: date
  strength: 0 to 1
  is_at_risk: the account holds something the day after, and no experiment held it out then
  is_followed: the days within which a start counts have passed, none of them held out
  lead_days: days from the firing to the first start of the product within them; null if none
parameters: {as_of: null, within_days: null, won_days: 90}
--- */
WITH deals AS (
    SELECT
        account_id,
        product_id,
        created_on,
        CASE
            WHEN outcome = 'won' THEN closed_on + CAST($won_days AS INTEGER)
            WHEN outcome = 'lost' THEN closed_on
        END AS over_on
    FROM known.opportunities
    WHERE as_of = $as_of AND product_id IS NOT NULL
),

told AS (
    SELECT
        firings.account_id,
        firings.product_id,
        firings.name,
        firings.fired_on,
        firings.strength,
        firings.fired_on + CAST($within_days AS INTEGER) AS until_on,
        starts.started_on,
        EXISTS (
            SELECT 1 FROM spans
            WHERE
                spans.as_of = $as_of
                AND spans.account_id = firings.account_id
                AND spans.began_on <= firings.fired_on
                AND coalesce(spans.ended_on > firings.fired_on, TRUE)
        )
        AND NOT EXISTS (
            SELECT 1 FROM watched_held
            WHERE
                watched_held.account_id = firings.account_id
                AND watched_held.from_on <= firings.fired_on
                AND coalesce(watched_held.until_on > firings.fired_on, TRUE)
        ) AS is_at_risk,
        EXISTS (
            SELECT 1 FROM watched_held
            WHERE
                watched_held.account_id = firings.account_id
                AND watched_held.from_on <= firings.fired_on + CAST($within_days AS INTEGER)
                AND coalesce(watched_held.until_on > firings.fired_on, TRUE)
        ) AS is_judged_by
    FROM firings
    LEFT JOIN watched_starts AS starts
        ON firings.account_id = starts.account_id AND firings.product_id = starts.product_id
    WHERE
        firings.fired_on <= $as_of
        -- A product held since who knows when has no day before it.
        AND (starts.account_id IS NULL OR starts.since > firings.fired_on)
        AND NOT EXISTS (
            SELECT 1 FROM deals
            WHERE
                deals.account_id = firings.account_id
                AND deals.product_id = firings.product_id
                AND deals.created_on < firings.fired_on
                AND coalesce(deals.over_on >= firings.fired_on, TRUE)
        )
)

SELECT
    account_id,
    product_id,
    name,
    fired_on,
    strength,
    is_at_risk,
    until_on <= $as_of AND NOT is_judged_by AS is_followed,
    CASE WHEN started_on <= until_on AND NOT is_judged_by THEN started_on - fired_on END AS lead_days
FROM told
