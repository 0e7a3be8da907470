-- What each report says of each indicator, one row for a subject, role and period. A report that
-- contradicts itself is left out here; that is told by the checks of the report itself.
CREATE OR REPLACE TEMP TABLE stated AS
WITH newest AS (
    SELECT report_id, unit, level, district, period_start, period_end
    FROM store.submitted
    WHERE is_newest
),
seasoned AS (
    -- a figure without a season, or without words, of its own goes on from its sentence
    SELECT
        * EXCLUDE (season, subject),
        coalesce(season, if(min(season) OVER same = max(season) OVER same,
            min(season) OVER same, ''), '') AS season,
        if(label = '' AND min(nullif(subject, '')) OVER same = max(subject) OVER same,
            max(subject) OVER same, subject) AS subject
    FROM store.facts
    WHERE indicator <> 'other'
    WINDOW same AS (PARTITION BY report_id, block, indicator)
),
told AS (
    -- grouped before units are known: the fewer columns, the less memory
    SELECT
        report_id,
        indicator || if(subject = '', '', ': ' || subject) AS indicator,
        indicator AS code,
        season,
        canonical_unit AS unit_of_measure,
        dimension,
        role,
        period_start, period_end,
        max(low) AS low,
        min(high) AS high,
        arg_min(fact_id, (step, char_start)) AS fact_id,
        arg_min(canonical_value, (step, char_start)) AS value,
        min(step) AS step,
        bool_or(approx) AS approx
    FROM seasoned
    SEMI JOIN newest USING (report_id)
    WHERE role IN ('actual', 'prior', 'pct_prior', 'pct_change')
        AND place = ''
        AND canonical_value IS NOT NULL AND period_start IS NOT NULL AND period_end IS NOT NULL
        -- what is counted is whole; another reading of it is none
        AND NOT (dimension = 'count' AND decimals > 0)
        AND NOT list_has_any(flags, ['malformed', 'forecast'])
    GROUP BY ALL
    HAVING max(low) <= min(high)
)
SELECT
    n.unit, n.level, n.district, t.*,
    t.period_start = n.period_start AND t.period_end = n.period_end AS is_own_period
FROM told AS t
JOIN newest AS n USING (report_id)
