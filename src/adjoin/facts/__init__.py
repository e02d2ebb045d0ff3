"""One fact a SQL file: what the analyses share, at moments. Reads only the `known` tables and the catalog."""
