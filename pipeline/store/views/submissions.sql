-- Which units of a district have reported for which period: every unit that ever reported, for
-- every period for which one of its neighbours did. A report whose kind could not be told
-- counts for any kind.
WITH units AS (
    SELECT unit, level, district, any_value(unit_name ORDER BY report_id) AS unit_name
    FROM store.submitted
    GROUP BY unit, level, district
),
occasions AS (
    SELECT DISTINCT level, district, kind, period_start, period_end
    FROM store.submitted
    QUALIFY kind <> '' OR bool_and(kind = '') OVER (
        PARTITION BY level, district, period_start, period_end
    )
)
SELECT
    u.unit,
    u.level,
    u.unit_name,
    u.district,
    nullif(o.kind, '') AS kind,
    o.period_start,
    o.period_end,
    arg_min(s.report_id, (s.kind <> o.kind, NOT s.is_newest, s.report_id)) AS report_id
FROM units AS u
JOIN occasions AS o
    ON o.level = u.level AND o.district IS NOT DISTINCT FROM u.district
LEFT JOIN store.submitted AS s
    ON s.unit = u.unit AND s.period_start = o.period_start AND s.period_end = o.period_end
    AND (s.kind = o.kind OR s.kind = '' OR o.kind = '')
GROUP BY u.unit, u.level, u.unit_name, u.district, o.kind, o.period_start, o.period_end
