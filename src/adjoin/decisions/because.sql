/* ---
what: Why the product of an account changed since it was last shown, or stayed; accounts held out are silent.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  because: one sentence
--- */
WITH told AS (
    SELECT
        chosen.as_of,
        chosen.account_id,
        stickiness.standing,
        stickiness.reason,
        stickiness.product_id = chosen.product_id AS same,
        coalesce(old.name, stickiness.product_id) || ' was shown since ' || CAST(stickiness.shown_since AS VARCHAR)
            AS was_shown,
        CAST(stickiness.shown_since AS VARCHAR) AS since,
        coalesce(new.name, chosen.product_id) AS new_name,
        CAST(stronger.detected_on AS VARCHAR) AS detected_on
    FROM chosen
    INNER JOIN stickiness ON chosen.as_of = stickiness.as_of AND chosen.account_id = stickiness.account_id
    LEFT JOIN stronger
        ON
            chosen.as_of = stronger.as_of
            AND chosen.account_id = stronger.account_id
            AND chosen.product_id = stronger.product_id
    LEFT JOIN catalog_products AS old ON stickiness.product_id = old.product_id
    LEFT JOIN catalog_products AS new ON chosen.product_id = new.product_id
    WHERE NOT chosen.held AND chosen.in_play_since IS NULL AND chosen.product_id IS NOT NULL
)

SELECT
    as_of,
    account_id,
    CASE
        WHEN same AND standing = 'closed' THEN 'stopped: ' || was_shown || '; ' || reason
        WHEN same AND standing = 'kept' THEN 'kept: shown since ' || since
        WHEN same THEN 'kept: shown since ' || since || ', and still first'
        WHEN standing = 'gone' THEN 'changed: ' || was_shown || ' and is no longer open here'
        WHEN standing = 'closed' THEN 'changed: ' || was_shown || '; ' || reason
        WHEN standing = 'stronger'
            THEN 'changed: ' || was_shown || '; a stronger signal for ' || new_name || ' came on ' || detected_on
        ELSE 'changed: ' || was_shown || '; that time is over, and ' || new_name || ' is first now'
    END AS because
FROM told
