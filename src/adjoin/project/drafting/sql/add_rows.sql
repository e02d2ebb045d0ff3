INSERT INTO $relation BY NAME FROM $rows;
