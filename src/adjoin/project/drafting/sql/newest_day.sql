SELECT max(adjoin_date_$order(adjoin_text($column))) FROM $relation
WHERE adjoin_date_$order(adjoin_text($column)) <= DATE '$until';
