/* ---
what: How many accounts took each course, and how many began the same products on different days in any order.
key: [length, course]
columns:
  length: number of products
  course: see journey_courses
  set_code: see journey_courses
  accounts: that began them in this order
  among: that began them on different days
--- */
WITH counted AS (
    SELECT length, course, set_code, count(*) AS accounts FROM journey_courses
    WHERE length > 2
    GROUP BY length, course, set_code
)

SELECT
    length,
    course,
    set_code,
    accounts,
    CAST(sum(accounts) OVER (PARTITION BY length, set_code) AS BIGINT) AS among
FROM counted
ORDER BY length, course
