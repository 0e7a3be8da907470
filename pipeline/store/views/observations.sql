-- One row for each report, indicator, subject, place, project and season. The first figure of a role
-- counts: a report that repeats itself does not add up. Figures whose unit is another than
-- the row's are left out rather than mixed in.
WITH disputed AS (
    SELECT DISTINCT report_id, unnest(char_starts) AS char_start
    FROM store.findings
    WHERE state = 'open' AND severity IN ('error', 'warn')
),
figures AS (
    SELECT
        f.*,
        d.report_id IS NOT NULL AS is_disputed,
        coalesce(f.season, '') AS season_key,
        -- a rate whose own unit is % is stated as a share: there the share is the level
        CASE
            WHEN f.role = 'pct_share' AND i.unit = '%' THEN 'actual'
            ELSE f.role
        END AS part
    FROM store.facts AS f
    JOIN store.reports AS r USING (report_id)
    LEFT JOIN store.indicators AS i ON i.code = f.indicator
    LEFT JOIN disputed AS d ON d.report_id = f.report_id AND d.char_start = f.char_start
    WHERE r.superseded_by IS NULL
),
united AS (
    SELECT
        *,
        first_value(canonical_unit) OVER (
            PARTITION BY report_id, indicator, label, place, project, season_key
            ORDER BY part NOT IN ('actual', 'plan', 'prior'), part <> 'actual', char_start
        ) AS row_unit
    FROM figures
    WHERE part IN ('actual', 'plan', 'prior', 'pct_plan', 'pct_prior', 'pct_change')
)
SELECT
    report_id,
    indicator,
    label,
    place,
    project,
    nullif(season_key, '') AS season,
    any_value(row_unit) AS unit,
    -- earlier values and goals have periods of their own; the row is of what was reported
    coalesce(
        arg_min(period_start, char_start) FILTER (WHERE part IN ('actual', 'plan')),
        min(period_start)
    ) AS period_start,
    coalesce(
        arg_min(period_end, char_start) FILTER (WHERE part IN ('actual', 'plan')),
        max(period_end)
    ) AS period_end,
    arg_min(canonical_value, char_start)
        FILTER (WHERE part = 'actual' AND canonical_unit = row_unit) AS actual,
    arg_min(canonical_value, char_start)
        FILTER (WHERE part = 'plan' AND canonical_unit = row_unit) AS plan,
    arg_min(canonical_value, char_start)
        FILTER (WHERE part = 'prior' AND canonical_unit = row_unit) AS prior,
    arg_min(canonical_value, char_start) FILTER (WHERE part = 'pct_plan') AS pct_plan,
    arg_min(canonical_value, char_start) FILTER (WHERE part = 'pct_prior') AS pct_prior,
    arg_min(canonical_value, char_start) FILTER (WHERE part = 'pct_change') AS pct_change,
    min(char_start) AS char_start,
    coalesce(bool_or(is_disputed), false) AS disputed
FROM united
GROUP BY report_id, indicator, label, place, project, season_key
