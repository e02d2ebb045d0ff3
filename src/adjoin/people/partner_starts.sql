/* ---
what: >
  The engagements of partners with whether the product began there meanwhile: at any time where the partner is named
  at the account, else within `days` from the first project or referral.
key: [as_of, partner, account_id, product_id]
columns:
  as_of: date
  partner: name
  account_id: text
  product_id: text
  industry: of the account
  country: of the account
  projects: number
  referrals: number
  started: 1 where the product began meanwhile, else 0
  took_days: from the first project or referral to that start; null where it did not begin after one
parameters: {days: 365}
--- */
SELECT
    engaged.as_of,
    engaged.partner,
    engaged.account_id,
    engaged.product_id,
    max(accounts.industry) AS industry,
    max(accounts.country) AS country,
    max(engaged.projects) AS projects,
    max(engaged.referrals) AS referrals,
    max(CASE WHEN spans.began_on IS NULL THEN 0 ELSE 1 END) AS started,
    min(
        CASE
            WHEN spans.began_on >= engaged.engaged_on AND spans.began_on - engaged.engaged_on <= $days
                THEN spans.began_on - engaged.engaged_on
        END
    ) AS took_days
FROM partner_engagements AS engaged
INNER JOIN known.accounts AS accounts ON engaged.as_of = accounts.as_of AND engaged.account_id = accounts.account_id
LEFT JOIN spans
    ON
        engaged.as_of = spans.as_of
        AND engaged.account_id = spans.account_id
        AND engaged.product_id = spans.product_id
        AND NOT spans.is_floor
        AND (
            engaged.always
            OR (spans.began_on >= engaged.engaged_on AND spans.began_on - engaged.engaged_on <= $days)
        )
GROUP BY engaged.as_of, engaged.partner, engaged.account_id, engaged.product_id
