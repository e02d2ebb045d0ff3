/* ---
what: >
  People of a function that did not use anything before begin to use what the account has, and the product is for that
  function: its users' or buyers' department or titles name it. Dated on the day the third of them began; strength is
  their share of all who began within 90 days of the first. Users who came with a bulk load fire nothing.
kind: team_expansion
weight: 1.5
half_life_days: 60
lookback_days: 90
needs: [users]
key: [as_of, account_id, product_id, evidence]
columns: {as_of: , account_id: , product_id: , detected_on: , strength: , says: , evidence: , fires_up_to: }
parameters: {window_days: 120, people: 3, after_days: 60, share: 0.3}
try: {parameter: share, loosest: 0.1, strictest: 1.0, unit: of the new users}
--- */
WITH people AS (
    SELECT
        as_of,
        account_id,
        user_id,
        min(trim(lower(function))) AS team,
        min(coalesce(first_used_on, CAST('0001-01-01' AS DATE))) AS began_on
    FROM known.users
    GROUP BY as_of, account_id, user_id
),

placed AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY as_of, account_id, team ORDER BY began_on, user_id) AS place,
        min(began_on) OVER (PARTITION BY as_of, account_id, team) AS team_on,
        min(began_on) OVER (PARTITION BY as_of, account_id) AS account_on
    FROM people
),

teams AS (
    SELECT
        as_of,
        account_id,
        team,
        max(team_on) AS team_on,
        max(account_on) AS account_on,
        max(CASE WHEN place = $people THEN began_on END) AS detected_on,
        count(CASE WHEN began_on < team_on + 90 THEN 1 END) AS newcomers
    FROM placed
    WHERE team IS NOT NULL
    GROUP BY as_of, account_id, team
),

fresh AS (
    SELECT teams.*
    FROM teams
    LEFT JOIN bulk_days
        ON
            teams.as_of = bulk_days.as_of
            AND bulk_days.source = 'users'
            AND bulk_days.day IN (teams.team_on, teams.detected_on)
    WHERE
        teams.detected_on > teams.as_of - 3 * $window_days
        AND teams.team_on >= teams.account_on + $after_days
        AND bulk_days.day IS NULL
),

shares AS (
    SELECT
        fresh.as_of,
        fresh.account_id,
        fresh.team,
        round(max(fresh.newcomers) / CAST(count(*) AS DOUBLE), 9) AS share
    FROM fresh
    INNER JOIN people
        ON
            fresh.as_of = people.as_of
            AND fresh.account_id = people.account_id
            AND people.began_on >= fresh.team_on
            AND people.began_on < fresh.team_on + 90
    GROUP BY fresh.as_of, fresh.account_id, fresh.team
),

pointed AS (
    SELECT DISTINCT fresh.team, departments.product_id
    FROM fresh
    INNER JOIN catalog_departments AS departments ON fresh.team = departments.department
    WHERE departments.role IN ('user', 'buyer')
    UNION
    SELECT DISTINCT fresh.team, titles.product_id
    FROM fresh
    INNER JOIN catalog_titles AS titles ON ' ' || titles.title || ' ' LIKE '% ' || fresh.team || ' %'
    WHERE titles.role IN ('user', 'buyer')
)

SELECT
    fresh.as_of,
    fresh.account_id,
    pointed.product_id,
    fresh.detected_on,
    shares.share AS strength,
    'A new team, ' || fresh.team || ', uses what the account has: ' || CAST(fresh.newcomers AS VARCHAR)
    || ' people since ' || CAST(fresh.team_on AS VARCHAR) AS says,
    json_object(
        'table', 'users', 'function', fresh.team, 'first_used_on', fresh.team_on, 'people', fresh.newcomers,
        'share', round(shares.share, 4)
    ) AS evidence,
    shares.share AS fires_up_to
FROM fresh
INNER JOIN shares
    ON fresh.as_of = shares.as_of AND fresh.account_id = shares.account_id AND fresh.team = shares.team
INNER JOIN pointed ON fresh.team = pointed.team
WHERE shares.share >= $share
