-- What each report says of each indicator, one row for a subject, role and period. A report that
-- contradicts itself is left out here; that is told by the checks of the report itself.
CREATE OR REPLACE TEMP TABLE stated AS
WITH seasoned AS (
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
)
SELECT
    s.unit, s.level, s.district, f.report_id,
    f.indicator || if(f.subject = '', '', ': ' || f.subject) AS indicator,
    f.indicator AS code,
    f.season,
    f.canonical_unit AS unit_of_measure,
    f.dimension,
    f.role,
    f.period_start, f.period_end,
    f.period_start = s.period_start AND f.period_end = s.period_end AS is_own_period,
    max(f.low) AS low,
    min(f.high) AS high,
    arg_min(f.fact_id, (f.step, f.char_start)) AS fact_id,
    arg_min(f.canonical_value, (f.step, f.char_start)) AS value,
    min(f.step) AS step,
    bool_or(f.approx) AS approx
FROM seasoned AS f
JOIN store.submitted AS s USING (report_id)
WHERE s.is_newest
    AND f.role IN ('actual', 'prior', 'pct_prior', 'pct_change')
    AND f.place = ''
    AND f.canonical_value IS NOT NULL AND f.period_start IS NOT NULL AND f.period_end IS NOT NULL
    -- what is counted is whole; another reading of it is none
    AND NOT (f.dimension = 'count' AND f.decimals > 0)
    AND NOT list_has_any(f.flags, ['malformed', 'forecast'])
GROUP BY ALL
HAVING max(f.low) <= min(f.high)
