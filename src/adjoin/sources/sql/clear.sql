DROP VIEW $mapped;
DROP $kind $staged;
