-- A figure far from what the same unit reported for other periods: by a factor that the settings
-- name, and by six times its usual spread, after what its neighbours rose or fell by that time.
WITH history AS (
    SELECT
        unit, level, district, indicator, season, unit_of_measure, period_start, period_end,
        min(report_id) AS report_id, min(fact_id) AS fact_id, ln(CAST(min(value) AS DOUBLE)) AS size
    FROM stated
    WHERE role = 'actual' AND is_own_period AND value > 0 AND unit_of_measure <> '%'
    GROUP BY ALL
    HAVING count(*) = 1
),
series AS (
    SELECT *, median(size) OVER whole AS middle, count(*) OVER whole AS periods
    FROM history
    WINDOW whole AS (PARTITION BY unit, indicator, season, unit_of_measure)
),
moved AS (
    SELECT *, size - middle AS shift
    FROM series
    WHERE periods > getvariable('outlier_history')
),
around AS (
    -- the spread is taken over the unit's own periods; the median is safe from the outlier itself
    SELECT
        *,
        median(abs(shift)) OVER (PARTITION BY unit, indicator, season, unit_of_measure) AS spread,
        if(count(*) OVER neighbours >= 5, median(shift) OVER neighbours, 0) AS common
    FROM moved
    WINDOW neighbours AS (
        PARTITION BY level, district, indicator, season, unit_of_measure, period_start, period_end
    )
),
far AS (
    SELECT *, shift - common AS distance, exp(middle + common) AS usual
    FROM around
    WHERE abs(distance) > ln(getvariable('outlier_factor'))
        AND abs(distance) > 6 * 1.4826 * spread
)
SELECT
    report_id, fact_id AS stated, CAST([] AS VARCHAR[]) AS operands,
    'broken' AS verdict, true AS certain,
    usual, periods - 1 AS periods, exp(abs(distance)) AS factor,
    -- a thousandfold is a slip of units, ten- or a hundredfold one of digits
    abs(abs(distance) / ln(10) - 3) < 0.3 AS is_thousandfold
FROM far
