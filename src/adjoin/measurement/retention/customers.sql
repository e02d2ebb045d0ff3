/* ---
what: >
  Each root account that ever held anything: since when, how many products it ever held, whether it is a customer still.
key: [as_of, root_id]
columns:
  as_of: date
  root_id: text
  first_on: first day it held anything; null where nobody knows
  start_known: nothing that it holds or held began earlier than the record says
  ever_products: different products it ever held
  is_customer: it holds something at the moment
  segment: of the root account, a question mark where unknown
  size: likewise
--- */
WITH told AS (
    SELECT
        spans.as_of,
        roots.root_id,
        min(spans.began_on) AS first_on,
        max(CASE WHEN spans.is_floor OR spans.began_on IS NULL THEN 1 ELSE 0 END) AS unknown,
        count(DISTINCT spans.product_id) AS ever_products,
        max(CASE WHEN coalesce(spans.ended_on >= spans.as_of, TRUE) THEN 1 ELSE 0 END) AS holding
    FROM spans
    INNER JOIN roots ON spans.as_of = roots.as_of AND spans.account_id = roots.account_id
    GROUP BY spans.as_of, roots.root_id
)

SELECT
    told.as_of,
    told.root_id,
    told.first_on,
    told.unknown = 0 AS start_known,
    told.ever_products,
    told.holding = 1 AS is_customer,
    coalesce(size_bands.segment, '?') AS segment,
    coalesce(size_bands.size, '?') AS size
FROM told
LEFT JOIN size_bands ON told.as_of = size_bands.as_of AND told.root_id = size_bands.account_id
