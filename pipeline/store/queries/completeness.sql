-- For each unit: how many indicators at least half of its peers report for the same period, and
-- how many of these it reports itself. Peers share level, district and period.
WITH told AS (
    SELECT DISTINCT s.level, s.district, s.period_start, s.period_end, s.unit, f.indicator
    FROM store.facts AS f
    JOIN store.submitted AS s USING (report_id)
    WHERE f.indicator <> 'other' AND f.role IN ('actual', 'total', 'pct_share')
),
units AS (
    SELECT level, district, period_start, period_end, unit, min(report_id) AS report_id
    FROM store.submitted
    GROUP BY ALL
),
circles AS (
    SELECT level, district, period_start, period_end, count(*) AS size
    FROM units
    GROUP BY ALL
    HAVING count(*) > 1
),
expected AS (
    SELECT c.level, c.district, c.period_start, c.period_end, told.indicator
    FROM told
    JOIN circles AS c
        ON c.level = told.level AND c.district IS NOT DISTINCT FROM told.district
        AND c.period_start = told.period_start AND c.period_end = told.period_end
    GROUP BY ALL
    HAVING 2 * count(*) >= any_value(c.size)
)
SELECT
    min(units.report_id) AS report_id,
    count(*) AS expected,
    count(told.unit) AS reported
FROM units
JOIN expected AS e
    ON e.level = units.level AND e.district IS NOT DISTINCT FROM units.district
    AND e.period_start = units.period_start AND e.period_end = units.period_end
LEFT JOIN told
    ON told.unit = units.unit AND told.indicator = e.indicator
    AND told.period_start = units.period_start AND told.period_end = units.period_end
GROUP BY units.unit
