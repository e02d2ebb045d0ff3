/* ---
what: >
  How many people at an account of the book we spoke with lately, whether all hangs by one, and whether a champion
  left: a buyer by title, somebody we spoke with `often` times or more in the half year before, or somebody whom a
  person of ours had called the champion or the economic buyer.
key: [as_of, account_id]
columns:
  as_of: date
  account_id: text
  spoken_to: people still there with a conversation within `days`; a mail of ours without an answer is none
  single_thread: true where it is one
  only_contact_id: who that is
  champion_left: within `days`
  champion_left_on: the newest such day
  says: one sentence
parameters: {days: 180, often: 3}
--- */
WITH book AS (
    SELECT DISTINCT as_of, account_id FROM holdings
),

lately AS (
    SELECT as_of, account_id, count(DISTINCT contact_id) AS people, min(contact_id) AS contact_id
    FROM conversations
    WHERE NOT unanswered AND as_of - occurred_on < $days
    GROUP BY as_of, account_id
),

nameless AS (
    SELECT as_of, account_id, count(*) AS times
    FROM known.interactions
    WHERE contact_id IS NULL AND as_of - occurred_on < $days
    GROUP BY as_of, account_id
),

called AS (
    SELECT DISTINCT as_of, account_id, trim(body) AS contact_id
    FROM known.events
    WHERE lower(kind) = 'role' AND replace(lower(category), 'role_', '') IN ('champion', 'economic_buyer')
),

gone AS (
    SELECT
        departures.as_of,
        departures.account_id,
        departures.left_on,
        coalesce(departures.name, 'Somebody') || coalesce(' (' || departures.title || ')', '') || ', '
        || CASE
            WHEN called.contact_id IS NOT NULL THEN 'known to us as champion or economic buyer'
            WHEN departures.buys THEN 'a buyer by title'
            ELSE 'to whom we often spoke'
        END AS called,
        row_number() OVER (
            PARTITION BY departures.as_of, departures.account_id
            ORDER BY departures.left_on DESC, departures.spoken DESC, departures.contact_id
        ) AS newest
    FROM departures
    LEFT JOIN called
        ON
            departures.as_of = called.as_of
            AND departures.account_id = called.account_id
            AND departures.contact_id = called.contact_id
    WHERE
        departures.as_of - departures.left_on < $days
        AND (departures.buys OR departures.spoken >= $often OR called.contact_id IS NOT NULL)
)

SELECT
    book.as_of,
    book.account_id,
    CAST(coalesce(lately.people, 0) AS BIGINT) AS spoken_to,
    coalesce(lately.people = 1, FALSE) AS single_thread,
    CASE WHEN lately.people = 1 THEN lately.contact_id END AS only_contact_id,
    gone.left_on IS NOT NULL AS champion_left,
    gone.left_on AS champion_left_on,
    CASE
        WHEN lately.people = 1
            THEN 'All hangs by one person: in the last ' || CAST($days AS VARCHAR) || ' days we spoke only with '
                || only_one.called
        WHEN lately.people > 1
            THEN 'In the last ' || CAST($days AS VARCHAR) || ' days we spoke with ' || CAST(lately.people AS VARCHAR)
                || ' people there'
        WHEN nameless.times > 0
            THEN 'No conversation of the last ' || CAST($days AS VARCHAR)
                || ' days says with whom it was: note the person to see who knows us'
        ELSE 'We spoke with nobody there in the last ' || CAST($days AS VARCHAR) || ' days'
    END || coalesce('. ' || gone.called || ', left on ' || CAST(gone.left_on AS VARCHAR), '') AS says
FROM book
LEFT JOIN lately ON book.as_of = lately.as_of AND book.account_id = lately.account_id
LEFT JOIN people_there AS only_one
    ON
        lately.as_of = only_one.as_of
        AND lately.account_id = only_one.account_id
        AND lately.people = 1
        AND lately.contact_id = only_one.contact_id
LEFT JOIN nameless ON book.as_of = nameless.as_of AND book.account_id = nameless.account_id
LEFT JOIN gone ON book.as_of = gone.as_of AND book.account_id = gone.account_id AND gone.newest = 1
