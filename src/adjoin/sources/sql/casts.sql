-- How the text of a file becomes a value. Every macro gives null where the text is no such value.

CREATE OR REPLACE TEMP MACRO adjoin_text(x) AS nullif(trim(CAST(x AS VARCHAR), E' \t\r\n'), '');

-- An id that a source keeps as a number: 12.0 is '12'.
CREATE OR REPLACE TEMP MACRO adjoin_id(x) AS
    CASE WHEN isfinite(CAST(x AS DOUBLE)) AND x = floor(x) AND abs(x) < 1e15
         THEN CAST(CAST(x AS BIGINT) AS VARCHAR) ELSE CAST(x AS VARCHAR) END;

CREATE OR REPLACE TEMP MACRO adjoin_quoted(x) AS
    '''' || CASE WHEN length(x) > 60 THEN left(x, 60) || '…' ELSE x END || '''';

-- 1234.5, 1.2e3, 1,234.50 and 1,234,567 are numbers; 1,234 is two of them, and so none.
CREATE OR REPLACE TEMP MACRO adjoin_number(x) AS CASE
    WHEN contains(x, '_') THEN NULL
    WHEN contains(x, ',') THEN
        CASE WHEN regexp_full_match(x, '[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})')
             THEN TRY_CAST(replace(x, ',', '') AS DOUBLE) END
    WHEN isfinite(TRY_CAST(x AS DOUBLE)) THEN TRY_CAST(x AS DOUBLE)
END;

CREATE OR REPLACE TEMP MACRO adjoin_whole(x) AS
    CASE WHEN adjoin_number(x) = floor(adjoin_number(x)) THEN TRY_CAST(adjoin_number(x) AS BIGINT) END;

CREATE OR REPLACE TEMP MACRO adjoin_flag(x) AS CASE
    WHEN lower(x) IN ('true', 't', 'yes', 'y', '1') THEN true
    WHEN lower(x) IN ('false', 'f', 'no', 'n', '0') THEN false
END;

CREATE OR REPLACE TEMP MACRO adjoin_word(x) AS replace(replace(lower(x), ' ', '_'), '-', '_');

-- Year first: 2025-12-31, 2025/12/31, 20251231 and timestamps, whose offset leads to the day in UTC.
CREATE OR REPLACE TEMP MACRO adjoin_date_iso(x) AS CASE
    WHEN substring(x, 5, 1) IN ('-', '/') THEN
        CASE WHEN length(x) <= 10 THEN TRY_CAST(x AS DATE)
             ELSE CAST(TRY_CAST(x AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS DATE) END
    WHEN length(x) = 8 AND TRY_CAST(x AS INTEGER) > 0 THEN CAST(try_strptime(x, '%Y%m%d') AS DATE)
END;

CREATE OR REPLACE TEMP MACRO adjoin_four_digit_year(x) AS CASE WHEN year(x) >= 1000 THEN CAST(x AS DATE) END;

CREATE OR REPLACE TEMP MACRO adjoin_date_day_first(x) AS coalesce(
    adjoin_date_iso(x),
    adjoin_four_digit_year(try_strptime(translate(x, '.-', '//'),
        ['%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S'])));

CREATE OR REPLACE TEMP MACRO adjoin_date_month_first(x) AS coalesce(
    adjoin_date_iso(x),
    adjoin_four_digit_year(try_strptime(translate(x, '.-', '//'),
        ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M %p'])));

CREATE OR REPLACE TEMP MACRO adjoin_bad_date(name, x, ambiguous) AS
    name || ' ' || adjoin_quoted(x) || CASE
        WHEN ambiguous AND regexp_matches(x, '^\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})( .*)?$')
            THEN ' is ambiguous: set dates: day_first or month_first for this table'
        ELSE ' is not a date' END;

CREATE OR REPLACE TEMP MACRO adjoin_bad_number(name, x) AS
    name || ' ' || adjoin_quoted(x) || CASE
        WHEN regexp_full_match(x, '[+-]?\d{1,3},\d{3}')
            THEN ' is ambiguous: the comma may mean thousands or decimals; write it without'
        ELSE ' is not a number' END;
