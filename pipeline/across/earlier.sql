-- What a report says of the same days a year before, against what was reported then. Whether
-- reports are of the same things at all shows in their other figures: a difference counts only
-- where figures of the two reports agree, at least two and twice as many as do not, or where
-- those of the unit's reports do, at least four and four times as many.
WITH then_reported AS (
    SELECT * FROM stated WHERE role = 'actual' AND is_own_period
),
named AS (
    SELECT
        now.report_id, past.report_id AS other, 'same' AS kind,
        now.fact_id AS stated, [past.fact_id] AS operands,
        CAST(past.low AS DOUBLE) AS low, CAST(past.high AS DOUBLE) AS high,
        now.approx OR past.approx AS about,
        -- the coarser of the two may have been cut off from the finer
        coalesce(
            nullif(verdict(now.value, now.step, now.low, now.high, about, past.low, past.high),
                'broken'),
            verdict(past.value, past.step, past.low, past.high, about, now.low, now.high)
        ) AS verdict
    FROM stated AS now
    JOIN then_reported AS past
        USING (unit, indicator, season, unit_of_measure, period_start, period_end)
    WHERE now.role = 'prior' AND now.report_id <> past.report_id
),
ratios AS (
    SELECT
        now.report_id, past.report_id AS other,
        if(claimed.role = 'pct_prior', 'percent', 'change_percent') AS kind,
        claimed.fact_id AS stated, [now.fact_id, past.fact_id] AS operands,
        if(claimed.role = 'pct_prior', 0, 100) AS base,
        -- doubles, so a little wider than exact
        100 * now.low / past.high * (1 - 1e-12) - base AS least,
        100 * now.high / past.low * (1 + 1e-12) - base AS most,
        verdict(claimed.value, claimed.step, claimed.low, claimed.high,
            claimed.approx OR now.approx OR past.approx, least, most) AS verdict
    FROM stated AS claimed
    JOIN stated AS now USING (report_id, indicator, season)
    JOIN then_reported AS past
        ON past.unit = now.unit AND past.indicator = now.indicator AND past.season = now.season
        AND past.unit_of_measure = now.unit_of_measure
        AND past.period_start = year_before(now.period_start)
        AND past.period_end = year_before(now.period_end)
    WHERE claimed.role IN ('pct_prior', 'pct_change') AND claimed.unit_of_measure = '%'
        AND now.role = 'actual' AND now.is_own_period AND past.low > 0 AND now.low >= 0
        -- of a month or a quarter the one before may be meant
        AND now.period_end - now.period_start >= 170
        -- a value of the year before that is stated itself is compared itself
        AND NOT EXISTS (
            FROM stated AS told
            WHERE told.report_id = now.report_id AND told.role = 'prior'
                AND told.indicator = now.indicator AND told.season = now.season
        )
),
compared AS (
    SELECT report_id, other, kind, stated, operands, low, high, verdict FROM named
    UNION ALL
    SELECT report_id, other, kind, stated, operands, least, most, verdict FROM ratios
)
SELECT
    c.*,
    count_if(verdict <> 'broken') OVER pair >= 2
    AND count_if(verdict <> 'broken') OVER pair >= 2 * count_if(verdict = 'broken') OVER pair
    OR count_if(verdict <> 'broken') OVER whole >= 4
    AND count_if(verdict <> 'broken') OVER whole >= 4 * count_if(verdict = 'broken') OVER whole
        AS certain
FROM compared AS c
JOIN store.submitted AS s USING (report_id)
WINDOW pair AS (PARTITION BY c.report_id, c.other), whole AS (PARTITION BY s.unit)
