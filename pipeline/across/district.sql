-- A district's figure against the sum of its communes' for the same period. That it is their sum
-- at all shows in the report's other figures: at least three add up, and three times as many as
-- do not; and in the nature of the thing, or in the same figure of another period.
WITH communes AS (
    -- one row for a commune, also where it has reports of several kinds; they must agree
    SELECT
        district, unit, indicator, season, unit_of_measure, period_start, period_end,
        max(low) AS low, min(high) AS high, min(fact_id) AS fact_id, bool_or(approx) AS approx
    FROM stated
    WHERE level = 'xã' AND district IS NOT NULL AND role = 'actual' AND is_own_period
        AND dimension IN ('area', 'length', 'volume', 'mass', 'count', 'money')
    GROUP BY ALL
    HAVING max(low) <= min(high)
),
members AS (
    SELECT district, list(DISTINCT unit ORDER BY unit) AS units
    FROM store.submitted
    WHERE level = 'xã' AND district IS NOT NULL
    GROUP BY district
),
summed AS (
    SELECT
        d.report_id, d.district, d.indicator, d.code, d.season, d.value, d.step,
        d.low AS from_, d.high AS to_, d.fact_id AS stated,
        bool_or(d.approx OR c.approx) AS approx,
        list(c.fact_id ORDER BY c.unit) AS operands,
        list(c.unit) AS present,
        sum(c.low) AS low, sum(c.high) AS high
    FROM stated AS d
    JOIN communes AS c
        USING (district, indicator, season, unit_of_measure, period_start, period_end)
    WHERE d.level = 'huyện' AND d.role = 'actual' AND d.is_own_period
    GROUP BY ALL
    HAVING count(*) >= 2
),
compared AS (
    SELECT
        s.report_id, s.district, s.indicator, s.season, s.stated, s.operands, s.low, s.high,
        'sum' AS kind,
        verdict(s.value, s.step, s.from_, s.to_, s.approx, s.low, s.high) AS verdict,
        list_filter(m.units, lambda unit: NOT list_contains(s.present, unit)) AS missing,
        s.low > s.to_ AS exceeds,
        i.domain IN ('herd', 'crop', 'forest', 'aquaculture', 'population', 'poverty') AS additive
    FROM summed AS s
    JOIN members AS m USING (district)
    JOIN store.indicators AS i ON i.code = s.code
    -- without all communes only too great a sum says something
    WHERE missing = [] OR verdict <> 'broken' OR exceeds
)
SELECT
    *,
    count_if(verdict <> 'broken') OVER report >= 3
    AND count_if(verdict <> 'broken') OVER report >= 3 * count_if(verdict = 'broken') OVER report
    AND (
        additive
        OR count_if(verdict <> 'broken') OVER custom >= 2
        AND count_if(verdict = 'broken') OVER custom = 1
    ) AS certain
FROM compared
WINDOW report AS (PARTITION BY report_id), custom AS (PARTITION BY district, indicator, season)
