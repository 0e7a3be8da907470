-- Shares of rates mean nothing: what is counted in percent or per something has none.
WITH peers AS (
    SELECT
        *,
        CASE level
            WHEN 'xã' THEN coalesce(district, province)
            WHEN 'huyện' THEN province
        END AS within,
        -- reports name it without its sort, the gazetteer with it
        regexp_replace(lower(within), '^(tỉnh|thành phố|huyện|quận|thị xã) +', '') AS circle
    FROM series
    WHERE actual IS NOT NULL
)
SELECT
    * EXCLUDE (circle),
    rank() OVER (
        PARTITION BY level, circle, indicator, season, unit, period_start, period_end
        ORDER BY actual DESC
    ) AS rank,
    count(*) OVER alike AS units,
    sum(actual) OVER alike AS total,
    CASE
        WHEN unit NOT LIKE '%\%%' ESCAPE '\' AND unit NOT LIKE '%/%'
            THEN 100 * actual::DOUBLE / nullif(sum(actual) OVER alike, 0)::DOUBLE
    END AS share_pct,
    median(actual::DOUBLE) OVER alike AS median
FROM peers
WINDOW alike AS (PARTITION BY level, circle, indicator, season, unit, period_start, period_end)
