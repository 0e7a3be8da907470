-- One row for each report that can be told from others: unit and period are known, and no newer
-- content of its file is stored. Units of one level and name are one unit unless the reports
-- name several districts for it; then those that name none are nobody's. Where all that name one
-- name the same, it is that of communes that never do, too. Districts ended with June 2025: since
-- then communes are their province's, and are other units than before.
WITH readable AS (
    SELECT
        *,
        lower(unit_name) AS name,
        period_end > DATE '2025-06-30' AS is_reformed,
        coalesce(
            lower(district),
            if(is_reformed OR level = 'tỉnh', 'tỉnh ' || nullif(
                regexp_replace(lower(coalesce(province, if(level = 'tỉnh', unit_name, NULL))),
                    '^(tỉnh|thành phố|tp[.]?) +', ''), ''
            ), NULL)
        ) AS in_district
    FROM store.reports
    WHERE superseded_by IS NULL AND unit_name IS NOT NULL AND level IS NOT NULL
        AND period_start IS NOT NULL AND period_end IS NOT NULL
),
homes AS (
    SELECT
        level, name, is_reformed,
        min(in_district) AS home, count(DISTINCT in_district) AS choices
    FROM readable
    GROUP BY level, name, is_reformed
),
only_district AS (
    SELECT
        is_reformed,
        if(count(DISTINCT in_district) = 1, min(in_district), NULL) AS sole_district
    FROM readable
    WHERE level <> 'tỉnh'
    GROUP BY is_reformed
),
located AS (
    SELECT
        r.*,
        coalesce(r.in_district, h.home, if(r.level = 'xã', o.sole_district, NULL), '') AS home
    FROM readable AS r
    JOIN homes AS h USING (level, name, is_reformed)
    LEFT JOIN only_district AS o USING (is_reformed)
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
    -- the district, or province, whose sum the unit is a part of, or which the unit is
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
