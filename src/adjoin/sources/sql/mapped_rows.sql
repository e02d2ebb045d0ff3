SELECT adjoin_file, adjoin_row, adjoin_order, $columns FROM $staged WHERE $holds
