,
  arg_min($amount, ($closed, $key)) AS acv
