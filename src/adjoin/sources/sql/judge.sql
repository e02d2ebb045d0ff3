-- Every row of one part: its final values, and the first reason against it.
$into
WITH joined AS (
    SELECT m.*, $account AS j_account, $product AS j_product, $share AS j_share, $verdict AS j_verdict,
           $hint AS j_hint, $mentioned AS j_mentioned
    FROM $mapped AS m
    $joins
), valued AS (
    SELECT *, $values FROM joined
)
SELECT $part AS adjoin_part, adjoin_file, adjoin_row, adjoin_order,
       $key AS adjoin_key,
       $ignored AS adjoin_ignored,
       $matched AS adjoin_matched,
       $unknown AS adjoin_unknown,
       CASE WHEN $ignored THEN NULL ELSE $reason END AS adjoin_reason,
       $finals
FROM valued;
