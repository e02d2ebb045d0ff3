SELECT $columns FROM $relation;
