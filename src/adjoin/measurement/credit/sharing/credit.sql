/* ---
what: >
  Every deal × party: who is credited with which share, by the rule that counted on the day the deal was opened and the
  owners named at the account that day. The share of a party that is not named goes to the others in proportion. A deal
  opened before the first rule, or at an account where nobody with a share is named, is credited to nobody.
key: [as_of, deal_id, role]
columns:
  as_of: date
  deal_id: text
  kind: opportunity, play or start
  account_id: text
  product_id: text
  opened_on: date
  state: won or open
  deal_money: a year; null without a price
  role: csm, ae, partner, or nobody
  who: rep or partner; null for nobody
  share: 0 to 1; null where no rule counted
  money: of the deal, to the cent; null without a price or a rule
  effective_on: since when the rule counts; null where none did
  why: in words
--- */
WITH ruled AS (
    SELECT
        openings.*,
        rules.effective_on,
        row_number() OVER (PARTITION BY openings.as_of, openings.deal_id ORDER BY rules.effective_on DESC NULLS LAST)
            AS newest
    FROM openings
    LEFT JOIN credit_rules AS rules ON openings.opened_on >= rules.effective_on
),

roles AS (
    SELECT effective_on, 1 AS place, 'csm' AS role, csm AS share FROM credit_rules
    UNION ALL
    SELECT effective_on, 2 AS place, 'ae' AS role, ae AS share FROM credit_rules
    UNION ALL
    SELECT effective_on, 3 AS place, 'partner' AS role, partner AS share FROM credit_rules
),

owners AS (
    -- An account that was not there yet on that day has the owners it has now.
    SELECT DISTINCT
        openings.as_of,
        openings.opened_on,
        openings.account_id,
        CASE WHEN past.account_id IS NULL THEN accounts.csm ELSE past.csm END AS csm,
        CASE WHEN past.account_id IS NULL THEN accounts.ae ELSE past.ae END AS ae,
        CASE WHEN past.account_id IS NULL THEN accounts.partner ELSE past.partner END AS partner
    FROM openings
    LEFT JOIN owners_then AS past
        ON openings.opened_on = past.opened_on AND openings.account_id = past.account_id
    LEFT JOIN known.accounts AS accounts
        ON openings.as_of = accounts.as_of AND openings.account_id = accounts.account_id
),

named AS (
    SELECT as_of, opened_on, account_id, 'csm' AS role, csm AS who FROM owners
    UNION ALL
    SELECT as_of, opened_on, account_id, 'ae' AS role, ae AS who FROM owners
    UNION ALL
    SELECT as_of, opened_on, account_id, 'partner' AS role, partner AS who FROM owners
),

parties AS (
    SELECT
        ruled.as_of,
        ruled.deal_id,
        ruled.kind,
        ruled.account_id,
        ruled.product_id,
        ruled.opened_on,
        ruled.state,
        ruled.money AS deal_money,
        ruled.effective_on,
        roles.place,
        roles.role,
        roles.share,
        trim(named.who) AS who,
        sum(roles.share) OVER (PARTITION BY ruled.as_of, ruled.deal_id) AS in_all,
        sum(roles.share) OVER (PARTITION BY ruled.as_of, ruled.deal_id ORDER BY roles.place) AS so_far
    FROM ruled
    INNER JOIN roles ON ruled.effective_on = roles.effective_on AND roles.share > 0
    INNER JOIN named
        ON
            ruled.as_of = named.as_of
            AND ruled.opened_on = named.opened_on
            AND ruled.account_id = named.account_id
            AND roles.role = named.role
            AND trim(coalesce(named.who, '')) <> ''
    WHERE ruled.newest = 1
),

ends AS (
    -- Ends are rounded, not shares, so that the shares of a deal add up to it to the last digit.
    SELECT
        *,
        round((so_far - share) / in_all, 6) AS share_from,
        round(so_far / in_all, 6) AS share_to,
        round(deal_money * (so_far - share) / in_all, 2) AS money_from,
        round(deal_money * so_far / in_all, 2) AS money_to
    FROM parties
),

shared AS (
    SELECT
        as_of,
        deal_id,
        kind,
        account_id,
        product_id,
        opened_on,
        state,
        deal_money,
        role,
        who,
        round(share_to - share_from, 6) AS share,
        round(money_to - money_from, 2) AS money,
        effective_on,
        CASE
            WHEN in_all > 0.9999995 THEN 'By the rule that counts since ' || CAST(effective_on AS VARCHAR)
            ELSE
                'By the rule that counts since ' || CAST(effective_on AS VARCHAR)
                || '; nobody was named for the rest, which goes to the others in proportion'
        END AS why
    FROM ends
)

SELECT * FROM shared
UNION ALL
SELECT
    ruled.as_of,
    ruled.deal_id,
    ruled.kind,
    ruled.account_id,
    ruled.product_id,
    ruled.opened_on,
    ruled.state,
    ruled.money AS deal_money,
    'nobody' AS role,
    CAST(NULL AS VARCHAR) AS who,
    CASE WHEN ruled.effective_on IS NOT NULL THEN 1.0 END AS share,
    CASE WHEN ruled.effective_on IS NOT NULL THEN round(ruled.money, 2) END AS money,
    ruled.effective_on,
    CASE
        WHEN ruled.effective_on IS NULL THEN 'No rule counted on ' || CAST(ruled.opened_on AS VARCHAR)
        ELSE 'Nobody with a share was named at the account on ' || CAST(ruled.opened_on AS VARCHAR)
    END AS why
FROM ruled
LEFT JOIN (SELECT DISTINCT as_of, deal_id FROM shared) AS given
    ON ruled.as_of = given.as_of AND ruled.deal_id = given.deal_id
WHERE ruled.newest = 1 AND given.as_of IS NULL
