SELECT count(*) FROM $relation;
