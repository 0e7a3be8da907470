-- Units that reported before but not for a period for which most of their neighbours did. It is
-- told at the unit's last report before.
WITH shares AS (
    SELECT
        *,
        count(report_id) OVER occasion AS submitted,
        count(*) OVER occasion AS units
    FROM submissions
    WHERE district IS NOT NULL AND level = 'xã'
    WINDOW occasion AS (PARTITION BY level, district, kind, period_start, period_end)
)
SELECT
    last.report_id, 'broken' AS verdict, true AS certain,
    w.unit_name, w.submitted, w.units, w.period_start, w.period_end,
    starts_with(w.district, 'tỉnh ') AS is_reformed
FROM shares AS w
JOIN store.submitted AS last ON last.unit = w.unit AND last.period_end < w.period_end
    -- a unit that is long silent has been merged or renamed
    AND w.period_start <= last.period_end + INTERVAL 1 YEAR
    AND (last.kind = coalesce(w.kind, '') OR last.kind = '' OR w.kind IS NULL)
WHERE w.report_id IS NULL AND w.submitted >= 3
    AND w.submitted >= getvariable('submitted_share') * w.units
QUALIFY row_number() OVER (
    PARTITION BY w.unit, w.period_start, w.period_end
    ORDER BY last.period_end DESC, last.is_newest DESC, last.report_id
) = 1
