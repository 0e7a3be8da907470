-- The figure of each unit of a circle for each indicator, season and part (actual, plan,
-- pct_plan). Figures that the label calls by the indicator's name and no more come before all
-- others; of these the one that stands with plan and percentage, then the greatest, since a
-- part is smaller than its whole.
WITH circle AS MATERIALIZED (
    SELECT * FROM members
    WHERE level = $level AND district IS NOT DISTINCT FROM $district
        AND period_start = $period_start AND period_end = $period_end
),
told AS MATERIALIZED (
    SELECT * FROM store.facts WHERE report_id IN (SELECT report_id FROM circle)
),
pairs AS (
    SELECT DISTINCT r.report_id, unnest(r.fact_ids) AS fact_id
    FROM store.relations AS r
    JOIN told AS f ON f.report_id = r.report_id AND f.fact_id = r.fact_ids[1]
    WHERE r.kind = 'percent' AND f.role = 'pct_plan' AND len(r.fact_ids) = 3
),
candidates AS (
    SELECT
        s.unit,
        f.indicator,
        coalesce(f.season, '') AS season,
        -- a rate whose own unit is % is stated as a share: there the share is the result
        CASE WHEN f.role = 'pct_share' AND i.unit = '%' THEN 'actual' ELSE f.role END AS part,
        f.canonical_value AS value,
        CASE WHEN f.role <> 'pct_plan' THEN f.canonical_unit END AS measure,
        f.dimension IN ('percent', 'yield') OR contains(f.canonical_unit, '/') AS is_rate,
        f.report_id,
        f.char_start,
        f.label,
        coalesce(f.subject IN ('', f.season, 'vụ ' || f.season), FALSE) AS is_plain,
        pairs.fact_id IS NOT NULL AS is_paired
    FROM told AS f
    JOIN circle AS s USING (report_id)
    JOIN store.indicators AS i ON i.code = f.indicator
    LEFT JOIN pairs ON pairs.report_id = f.report_id AND pairs.fact_id = f.fact_id
    WHERE f.indicator <> 'other'
        AND (f.place = '' OR lower(f.place) = lower(s.unit_name))
        AND f.canonical_value IS NOT NULL
        -- an indicator may be counted in two ways (con/liều); each makes a line of its own
        AND CASE
            WHEN f.role = 'pct_plan' THEN f.canonical_unit = '%'
            WHEN i.unit = '' THEN TRUE
            WHEN f.dimension = 'count'
                THEN list_contains(string_split(i.unit, '/'), f.canonical_unit)
            ELSE f.canonical_unit = i.unit
        END
        AND (f.role IN ('actual', 'plan', 'pct_plan') OR f.role = 'pct_share' AND i.unit = '%')
        -- plans are made for a year, results are those of the report's own period
        AND coalesce(
            CASE
                WHEN f.role IN ('plan', 'pct_plan') THEN year(f.period_end) = year(s.period_end)
                ELSE f.period_end = s.period_end
            END, TRUE
        )
),
likeliest AS (
    SELECT * FROM candidates
    QUALIFY is_plain = bool_or(is_plain) OVER (PARTITION BY unit, indicator, season, part, measure)
),
chosen AS (
    SELECT
        unit, indicator, season, part, measure, bool_or(is_rate) AS is_rate,
        list(DISTINCT value ORDER BY value DESC) AS stated,
        first(
            {report_id: report_id, char_start: char_start, value: value,
             label: if(is_plain, '', label)}
            ORDER BY is_paired DESC, if(is_paired, char_start, -value), report_id, char_start
        ) AS figure
    FROM likeliest
    GROUP BY unit, indicator, season, part, measure
)
SELECT
    c.unit, c.indicator, c.season, c.part, c.measure, c.is_rate,
    c.figure.value AS value,
    list_filter(c.stated, lambda other: other <> c.figure.value) AS others,
    c.figure.label AS label,
    coalesce(list(d.message ORDER BY d.finding_id) FILTER (d.message IS NOT NULL), []) AS disputes
FROM chosen AS c
LEFT JOIN store.findings AS d
    ON d.report_id = c.figure.report_id AND d.state = 'open' AND d.severity <> 'info'
    AND list_contains(d.char_starts, c.figure.char_start)
GROUP BY ALL
ORDER BY c.indicator, c.season, c.unit, c.measure NULLS LAST, c.part
