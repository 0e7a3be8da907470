-- The official units beside those of a circle that have a code: all of their district, or of
-- their province where there are no districts, as it was on the last day of the period. None
-- where the codes lie in several.
WITH standing AS (
    SELECT unit_id, name, parent
    FROM official
    WHERE level = $level
        AND $period_end BETWEEN coalesce(valid_from, DATE '0001-01-01')
            AND coalesce(valid_to, DATE '9999-12-31')
),
parents AS (
    SELECT DISTINCT p.parent
    FROM members AS s
    JOIN standing AS p ON p.unit_id = s.unit
    WHERE s.level = $level AND s.district IS NOT DISTINCT FROM $district
        AND s.period_start = $period_start AND s.period_end = $period_end
)
SELECT unit_id, name
FROM standing
WHERE parent IN (SELECT parent FROM parents) AND (SELECT count(*) FROM parents) = 1
