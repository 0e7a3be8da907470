-- A district's figure, since July 2025 a province's, against the sum of its communes' for the same
-- period. That it is their sum at all shows in the report's other figures: at least three add up,
-- and three times as many as do not; and in the nature of the thing, or in the same figure of
-- another period.
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
official AS (
    -- the communes that the gazetteer knows, of a unit whose code is known
    SELECT d.unit, d.period_end, list(p.unit_id ORDER BY p.unit_id) AS units
    FROM (SELECT DISTINCT unit, period_end FROM stated WHERE level <> 'xã') AS d
    JOIN places AS p
        ON p.parent = d.unit AND p.level = 'xã'
        AND d.period_end BETWEEN coalesce(p.valid_from, DATE '0001-01-01')
            AND coalesce(p.valid_to, DATE '9999-12-31')
    GROUP BY ALL
),
summed AS (
    SELECT
        d.report_id, d.unit, d.level, d.period_end, d.district, d.indicator, d.code, d.season,
        d.value, d.step, d.low AS from_, d.high AS to_, d.fact_id AS stated,
        bool_or(d.approx OR c.approx) AS approx,
        list(c.fact_id ORDER BY c.unit) AS operands,
        list(c.unit) AS present,
        sum(c.low) AS low, sum(c.high) AS high
    FROM stated AS d
    JOIN communes AS c
        USING (district, indicator, season, unit_of_measure, period_start, period_end)
    WHERE d.level <> 'xã' AND d.role = 'actual' AND d.is_own_period
    GROUP BY ALL
    HAVING count(*) >= 2
),
compared AS (
    SELECT
        s.report_id, s.level, s.district, s.indicator, s.season, s.stated, s.operands,
        s.low, s.high, 'sum' AS kind,
        verdict(s.value, s.step, s.from_, s.to_, s.approx, s.low, s.high) AS verdict,
        list_filter(
            -- a commune without a code may be one of the official ones
            if(len(s.present) >= coalesce(len(o.units), 0), m.units, o.units),
            lambda unit: NOT list_contains(s.present, unit)
        ) AS missing,
        s.low > s.to_ AS exceeds,
        i.domain IN ('herd', 'crop', 'forest', 'aquaculture', 'population', 'poverty') AS additive
    FROM summed AS s
    JOIN members AS m USING (district)
    LEFT JOIN official AS o USING (unit, period_end)
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
