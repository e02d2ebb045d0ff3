DESCRIBE FROM $relation;
