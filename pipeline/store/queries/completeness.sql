-- For each unit: how many indicators at least half of its peers report for the same period, and
-- how many of these it reports itself. Peers share level, district, province and period.
WITH located AS ({located}),
units AS (
    SELECT DISTINCT level, province, district, name, period_start, period_end
    FROM located
    WHERE name <> '' AND level <> '' AND period_start IS NOT NULL AND period_end IS NOT NULL
),
told AS (
    SELECT DISTINCT
        l.level, l.province, l.district, l.name, l.period_start, l.period_end, f.indicator
    FROM store.facts AS f
    JOIN located AS l USING (report_id)
    WHERE f.indicator <> 'other' AND f.role IN ('actual', 'total', 'pct_share')
),
circles AS (
    SELECT level, province, district, period_start, period_end, count(*) AS size
    FROM units
    GROUP BY ALL
    HAVING count(*) > 1
),
expected AS (
    SELECT level, province, district, period_start, period_end, indicator
    FROM told
    JOIN circles USING (level, province, district, period_start, period_end)
    GROUP BY ALL
    HAVING 2 * count(*) >= any_value(size)
)
SELECT
    name,
    district,
    province,
    count(*) AS expected,
    count(told.name) AS reported
FROM units
JOIN expected USING (level, province, district, period_start, period_end)
LEFT JOIN told USING (level, province, district, name, period_start, period_end, indicator)
GROUP BY ALL
