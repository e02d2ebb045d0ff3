DROP TABLE $typed;
DROP TABLE adjoin_repeats;
