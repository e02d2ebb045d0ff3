/* ---
what: How each open product would be brought to each account, and the facts that decided it.
key: [as_of, account_id, product_id]
columns:
  as_of: date
  account_id: text
  product_id: text
  motion: product_led_trial, csm_led_introduction, solutions_demonstration or executive_platform_deal
  motion_why: one sentence, without a full stop
  cost: of our people's time for one such play, in money
--- */
SELECT
    cells.as_of,
    cells.account_id,
    cells.product_id,
    words.motion,
    words.motion_why,
    words.cost
FROM motion_cells AS cells
INNER JOIN motion_words AS words ON cells.combination = words.combination
