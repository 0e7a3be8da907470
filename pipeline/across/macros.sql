-- How a stated figure agrees with bounds computed from others, as pipeline.checks judges it.
CREATE OR REPLACE TEMP MACRO verdict(stated, step, low, high, approx, c_low, c_high) AS CASE
    WHEN low = high AND c_low = c_high AND low = c_low THEN 'exact'
    WHEN low <= c_high AND c_low <= high THEN if(approx, 'approximate', 'rounded')
    WHEN step > 0 AND stated >= 0 AND c_high >= stated AND c_low < stated + step THEN 'truncated'
    WHEN step > 0 AND stated < 0 AND c_low <= stated AND c_high > stated - step THEN 'truncated'
    ELSE 'broken'
END;

-- A figure as the report writes it.
CREATE OR REPLACE TEMP MACRO written(digits, unit) AS
    digits || CASE WHEN unit = '%' THEN '%' WHEN unit = '' THEN '' ELSE ' ' || unit END;

-- The day a year before; the last of a month stays the last of that month.
CREATE OR REPLACE TEMP MACRO year_before(day) AS CAST(
    CASE WHEN day = last_day(day) THEN last_day(day - INTERVAL 1 YEAR)
    ELSE day - INTERVAL 1 YEAR END AS DATE
);
