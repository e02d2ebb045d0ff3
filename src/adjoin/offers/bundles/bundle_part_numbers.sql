/* ---
what: >
  The parts of the bundles that are kept. Where a part is used too rarely, the share of its price that should fall due
  only when it is in use is the share of accounts that would not use it, to the nearest twentieth.
key: [as_of, bundle, product_id]
columns:
  as_of: date
  bundle: text
  product_id: text
  name: text
  accounts: targets that lack it
  activation: mean chance that they use it within 90 days of its start; null where nothing is known
  activation_low: bound
  activation_high: bound
  comparable: the fewest accounts that any of these chances rests on
  alike_by: what most of them share with the accounts they are compared to
  list_price: money a year
  tied: share of its price that falls due only when it is in use; null where no such terms are needed
parameters: {tie_below: 0.6}
--- */
SELECT
    contents.as_of,
    contents.bundle,
    contents.product_id,
    coalesce(products.name, contents.product_id) AS name,
    CAST(coalesce(activation.accounts, 0) AS BIGINT) AS accounts,
    activation.activation,
    activation.activation_low,
    activation.activation_high,
    activation.comparable,
    activation.alike_by,
    products.list_price,
    CASE
        WHEN activation.activation < $tie_below THEN round((1 - activation.activation) * 20) / 20
    END AS tied
FROM bundle_contents AS contents
INNER JOIN bundle_choice AS choice ON contents.as_of = choice.as_of AND contents.bundle = choice.bundle
LEFT JOIN bundle_products AS products
    ON contents.as_of = products.as_of AND contents.product_id = products.product_id
LEFT JOIN bundle_activation AS activation
    ON
        contents.as_of = activation.as_of
        AND contents.bundle = activation.bundle
        AND contents.product_id = activation.product_id
