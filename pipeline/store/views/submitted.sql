-- One row for each report that can be told from others: unit and period are known, and no newer
-- content of its file is stored. Units of one level and name are one unit unless the reports
-- name several districts for it; then those that name none are nobody's. Where all reports that
-- name a district name the same one, it is that of the units that never do, too.
WITH readable AS (
    SELECT
        *,
        lower(unit_name) AS name,
        lower(district) AS in_district
    FROM store.reports
    WHERE superseded_by IS NULL AND unit_name IS NOT NULL AND level IS NOT NULL
        AND period_start IS NOT NULL AND period_end IS NOT NULL
),
homes AS (
    SELECT level, name, min(in_district) AS home, count(DISTINCT in_district) AS choices
    FROM readable
    GROUP BY level, name
),
only_district AS (
    SELECT if(count(DISTINCT in_district) = 1, min(in_district), NULL) AS only_one
    FROM readable
),
located AS (
    SELECT
        r.*,
        coalesce(r.in_district, h.home, if(r.level = 'xã', o.only_one, NULL), '') AS home
    FROM readable AS r
    CROSS JOIN only_district AS o
    JOIN homes AS h USING (level, name)
    WHERE r.in_district IS NOT NULL OR h.choices <= 1
),
codes AS (
    SELECT level, name, home, min(unit_id) AS code
    FROM located
    GROUP BY level, name, home
    HAVING count(DISTINCT unit_id) = 1
)
SELECT
    l.report_id,
    coalesce(l.unit_id, c.code, concat_ws('|', l.level, l.name, l.home)) AS unit,
    l.level,
    l.unit_name,
    -- the district whose sum the unit is a part of, or which the unit is
    nullif(l.home, '') AS district,
    coalesce(l.kind, '') AS kind,
    l.period_start,
    l.period_end,
    l.report_date,
    l.symbol,
    l.file_name,
    row_number() OVER (
        PARTITION BY unit, coalesce(l.kind, ''), l.period_start, l.period_end
        ORDER BY
            l.report_date DESC NULLS LAST,
            try_cast(regexp_extract(l.symbol, '^\d+') AS INTEGER) DESC NULLS LAST,
            l.file_name DESC, l.report_id
    ) = 1 AS is_newest
FROM located AS l
LEFT JOIN codes AS c USING (level, name, home)
