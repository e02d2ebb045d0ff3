CREATE OR REPLACE TEMP TABLE $relation AS SELECT * FROM adjoin_incoming;
