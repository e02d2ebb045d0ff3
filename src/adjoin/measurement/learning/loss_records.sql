/* ---
what: >
  Why plays and deals are lost, by product, where it was lost, and the reason as people wrote it (small letters, outer
  spaces left out). Plays at accounts held out by an experiment of ours while they ran, and deals closed while their
  account was held out, are left out.
key: [as_of, lost_as, product_id, reason]
columns:
  as_of: date
  lost_as: play, declined play, or deal
  product_id: text
  reason: unknown where nobody wrote one
  losses: how many
  rivals: of these, lost to a rival that was named
  share: of all losses of the product that were lost so
--- */
WITH losses AS (
    SELECT
        as_of,
        account_id,
        CASE WHEN outcome = 'lost' THEN 'play' ELSE 'declined play' END AS lost_as,
        product_id,
        reason,
        rival,
        accepted_on AS began_on,
        closed_on
    FROM plays
    WHERE kind = 'cross_sell' AND outcome IN ('lost', 'declined')
    UNION ALL
    SELECT
        as_of,
        account_id,
        'deal' AS lost_as,
        product_id,
        lost_reason AS reason,
        competitor AS rival,
        created_on AS began_on,
        closed_on
    FROM known.opportunities
    WHERE outcome = 'lost' AND product_id IS NOT NULL
),

counted AS (
    SELECT
        as_of,
        lost_as,
        product_id,
        coalesce(nullif(lower(trim(reason)), ''), 'unknown') AS reason,
        CAST(count(*) AS BIGINT) AS losses,
        CAST(count(rival) AS BIGINT) AS rivals
    FROM losses
    WHERE
        NOT EXISTS (
            SELECT 1 FROM held_spans AS held
            WHERE
                held.as_of = losses.as_of
                AND held.account_id = losses.account_id
                AND held.from_on <= losses.closed_on
                AND coalesce(held.until_on > losses.began_on, TRUE)
        )
    GROUP BY as_of, lost_as, product_id, coalesce(nullif(lower(trim(reason)), ''), 'unknown')
)

SELECT
    *,
    round(CAST(losses AS DOUBLE) / sum(losses) OVER (PARTITION BY as_of, lost_as, product_id), 12) AS share
FROM counted
