-- What a report says first of an indicator for the whole unit is its figure; parts come behind it.
WITH firsts AS (
    SELECT *, row_number() OVER (
        PARTITION BY report_id, indicator, season, unit, period_start, period_end
        ORDER BY actual IS NULL, char_start
    ) AS nth
    FROM observations
    WHERE place = '' AND project = '' AND indicator <> 'other' AND period_end IS NOT NULL
        AND (actual IS NOT NULL OR plan IS NOT NULL)
),
owned AS (
    SELECT
        f.*,
        r.unit_id,
        r.unit_code,
        coalesce(p.name, r.unit_name) AS unit_name,
        r.level,
        coalesce(p.district, r.district) AS own_district,
        coalesce(p.province, r.province) AS own_province,
        -- a unit without a code is known by its own words
        coalesce(
            s.unit, r.unit_id, lower(concat_ws('/', r.level, r.unit_name, r.district, r.province))
        ) AS who,
        r.report_date,
        i.name_vi AS indicator_name
    FROM firsts AS f
    JOIN store.reports AS r USING (report_id)
    JOIN store.indicators AS i ON i.code = f.indicator
    LEFT JOIN places AS p ON p.unit_id = r.unit_id
    LEFT JOIN store.submitted AS s ON s.report_id = r.report_id
    WHERE f.nth = 1 AND r.unit_name IS NOT NULL
),
latest AS (
    SELECT
        *,
        -- not every report of a unit names what lies above it
        max(own_district) OVER (PARTITION BY who) AS district,
        max(own_province) OVER (PARTITION BY who) AS province,
        row_number() OVER (
            PARTITION BY who, indicator, season, unit, period_start, period_end
            ORDER BY report_date DESC NULLS LAST, report_id
        ) AS nth_report,
        count(*) OVER same AS reports,
        min(actual) OVER same AS lowest,
        max(actual) OVER same AS highest
    FROM owned
    WINDOW same AS (PARTITION BY who, indicator, season, unit, period_start, period_end)
)
SELECT
    l.* EXCLUDE (nth_report),
    date_diff('month', l.period_start, l.period_end + 1) AS months,
    100 * l.actual::DOUBLE / nullif(l.plan, 0)::DOUBLE AS pct_of_plan,
    b.actual AS year_before,
    100 * (l.actual::DOUBLE / nullif(b.actual, 0)::DOUBLE - 1) AS change_pct
FROM latest AS l
LEFT JOIN latest AS b
    ON b.nth_report = 1
    AND b.who = l.who
    AND b.indicator = l.indicator
    AND b.season IS NOT DISTINCT FROM l.season
    AND b.unit IS NOT DISTINCT FROM l.unit
    AND b.period_start = l.period_start - INTERVAL 1 YEAR
    AND b.period_end = l.period_end - INTERVAL 1 YEAR
WHERE l.nth_report = 1
