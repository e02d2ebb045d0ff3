/* ---
what: >
  The deals told, shared out over triggers, motions and partners: all to the first touch of that dimension, all to the
  last, or to each alike (linear); a deal without one goes to `none`. For each dimension and model the deals and the
  money add up to what is told, organic apart.
key: [as_of, dimension, model, organic, name]
columns:
  as_of: date
  dimension: trigger, motion or partner
  model: first, last or linear
  organic: of the deals without a motion of ours
  name: of the trigger, motion or partner; none
  deals: shares of deals, to six digits
  money: a year, to the cent, of those with a price
  touched: deals with at least one such touch; with none, those without any
  share: of the deals told as organic or as not
--- */
WITH told AS (
    SELECT * FROM attributed_deals
    WHERE state <> 'below_floor'
),

dimensions AS (
    SELECT DISTINCT told.as_of, names.dimension
    FROM told
    CROSS JOIN (
        SELECT 'trigger' AS dimension
        UNION ALL
        SELECT 'motion' AS dimension
        UNION ALL
        SELECT 'partner' AS dimension
    ) AS names
),

models AS (
    SELECT 'first' AS model
    UNION ALL
    SELECT 'last' AS model
    UNION ALL
    SELECT 'linear' AS model
),

placed AS (
    SELECT
        told.as_of,
        told.root_id,
        told.product_id,
        told.organic,
        told.money,
        dimensions.dimension,
        coalesce(touches.name, 'none') AS name,
        coalesce(touches.place, 1) AS place,
        coalesce(touches.many, 1) AS many
    FROM told
    INNER JOIN dimensions ON told.as_of = dimensions.as_of
    LEFT JOIN anchored_touches AS touches
        ON
            told.as_of = touches.as_of
            AND told.root_id = touches.root_id
            AND told.product_id = touches.product_id
            AND dimensions.dimension = touches.dimension
),

bounds AS (
    SELECT
        placed.*,
        models.model,
        CASE models.model
            WHEN 'first' THEN 0.0
            WHEN 'last' THEN CASE WHEN placed.place = placed.many THEN 0.0 ELSE 1.0 END
            ELSE CAST(placed.place - 1 AS DOUBLE) / placed.many
        END AS lower_end,
        CASE models.model
            WHEN 'first' THEN CASE WHEN placed.place = 1 THEN 1.0 ELSE 0.0 END
            WHEN 'last' THEN 1.0
            ELSE CAST(placed.place AS DOUBLE) / placed.many
        END AS upper_end
    FROM placed
    CROSS JOIN models
),

parted AS (
    -- Ends are rounded, not shares, so that the shares of a deal add up to it to the last digit.
    SELECT
        as_of,
        dimension,
        model,
        organic,
        name,
        root_id,
        product_id,
        round(upper_end, 6) - round(lower_end, 6) AS deals,
        round(money * upper_end, 2) - round(money * lower_end, 2) AS money
    FROM bounds
),

whole AS (
    SELECT as_of, organic, count(*) AS deals FROM told
    GROUP BY as_of, organic
),

summed AS (
    SELECT
        as_of,
        dimension,
        model,
        organic,
        name,
        round(sum(deals), 6) AS deals,
        round(sum(money), 2) AS money,
        count(DISTINCT root_id || ' ' || product_id) AS touched
    FROM parted
    GROUP BY as_of, dimension, model, organic, name
)

SELECT
    summed.as_of,
    summed.dimension,
    summed.model,
    summed.organic,
    summed.name,
    summed.deals,
    summed.money,
    summed.touched,
    round(summed.deals / whole.deals, 9) AS share
FROM summed
INNER JOIN whole ON summed.as_of = whole.as_of AND summed.organic = whole.organic
