SELECT max($known) FROM canonical.$table;
