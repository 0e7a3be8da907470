-- Who can be set side by side: units of one level and district that report on one period, the
-- newest period first, communes before districts. A level above the communes needs two units.
WITH seats AS (
    SELECT
        s.district,
        concat_ws(', ', any_value(r.district), any_value(r.province)) AS seat
    FROM store.submitted AS s
    JOIN store.reports AS r USING (report_id)
    GROUP BY s.district
)
SELECT
    s.level,
    s.district,
    any_value(seats.seat) AS seat,
    coalesce(arg_min(r.period_label, r.file_name), '') AS period_label,
    s.period_start,
    s.period_end
FROM store.submitted AS s
JOIN store.reports AS r USING (report_id)
JOIN seats ON seats.district IS NOT DISTINCT FROM s.district
WHERE s.is_newest
GROUP BY s.level, s.district, s.period_start, s.period_end
HAVING s.level = 'xã' OR count(DISTINCT s.unit) > 1
ORDER BY s.period_end DESC, s.level <> 'xã', s.district, s.period_start DESC
LIMIT $1
