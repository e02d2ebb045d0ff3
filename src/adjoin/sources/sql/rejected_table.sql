CREATE OR REPLACE TABLE main.rejected (
    "table" VARCHAR, source VARCHAR, row_number BIGINT, key VARCHAR, reason VARCHAR, row VARCHAR
);
CREATE SCHEMA IF NOT EXISTS canonical;
