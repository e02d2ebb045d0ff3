/* ---
what: >
  Whether the time suits both: a play begun now is signed after its length or the lead time of the industry, whichever is
  longer (six months in financial services; six weeks in healthcare, where a business associate agreement comes first).
  It suits where that day comes before the customer's budget year ends, or the next budget is being planned already, and
  does not fall into the quiet around the anchor renewal.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  lead_days: until a signature
  signed_on: the earliest day of a signature
  budget_ends_on: the day on which the customer's next fiscal year begins; null where the month is unknown
  renews_on: the next renewal of the anchor contract; null where unknown
  in_the_quiet: true where the signature falls around the renewal
  suits: false in the quiet, or where neither this budget nor one that is being planned can pay; null where unknown
parameters:
  play_days: 41
  financial_days: 182
  healthcare_days: 42
  planning_days: 120
  quiet_days: 60
  shortest_term_months: 6
--- */
WITH anchors AS (
    SELECT
        as_of, account_id, next_on,
        row_number() OVER (
            PARTITION BY as_of, account_id
            ORDER BY acv DESC NULLS LAST, coalesce(next_on, last_on), product_id, subscription_id
        ) AS place
    FROM renewals
    WHERE coalesce(term_months >= $shortest_term_months, TRUE)
),

led AS (
    SELECT
        asked_about.as_of,
        asked_about.account_id,
        asked_about.product_id,
        CASE
            WHEN
                lower(accounts.industry) LIKE '%financ%' OR lower(accounts.industry) LIKE '%bank%'
                OR lower(accounts.industry) LIKE '%insur%'
                THEN greatest($play_days, $financial_days)
            WHEN
                lower(accounts.industry) LIKE '%health%' OR lower(accounts.industry) LIKE '%hospital%'
                OR lower(accounts.industry) LIKE '%medic%' OR lower(accounts.industry) LIKE '%clinic%'
                THEN greatest($play_days, $healthcare_days)
            ELSE $play_days
        END AS lead_days,
        CASE
            WHEN accounts.fiscal_year_start BETWEEN 1 AND 12
                THEN CAST(
                    date_trunc('year', asked_about.as_of)
                    + CAST(accounts.fiscal_year_start - 1 + CASE
                        WHEN accounts.fiscal_year_start <= extract(MONTH FROM asked_about.as_of) THEN 12 ELSE 0
                    END AS INTEGER) * INTERVAL '1 month'
                    AS DATE
                )
        END AS budget_ends_on,
        anchors.next_on AS renews_on
    FROM asked_about
    INNER JOIN known.accounts AS accounts
        ON asked_about.as_of = accounts.as_of AND asked_about.account_id = accounts.account_id
    LEFT JOIN anchors
        ON asked_about.as_of = anchors.as_of AND asked_about.account_id = anchors.account_id AND anchors.place = 1
),

signed AS (
    SELECT
        *,
        as_of + CAST(lead_days AS INTEGER) AS signed_on,
        coalesce(abs(as_of + CAST(lead_days AS INTEGER) - renews_on) <= $quiet_days, FALSE) AS in_the_quiet
    FROM led
)

SELECT
    as_of,
    account_id,
    product_id,
    lead_days,
    signed_on,
    budget_ends_on,
    renews_on,
    in_the_quiet,
    (signed_on < budget_ends_on OR budget_ends_on - as_of <= $planning_days) AND NOT in_the_quiet AS suits
FROM signed
