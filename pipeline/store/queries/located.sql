-- Each current report with its unit. A report that does not say its district or province has
-- those of the other reports of units so named, where these agree. Other queries name this one
-- as {located}.
SELECT
    report_id,
    level,
    coalesce(unit_name, '') AS name,
    coalesce(
        nullif(district, ''),
        CASE WHEN min(nullif(district, '')) OVER same = max(district) OVER same
            THEN max(district) OVER same END,
        ''
    ) AS district,
    coalesce(
        nullif(province, ''),
        CASE WHEN min(nullif(province, '')) OVER same = max(province) OVER same
            THEN max(province) OVER same END,
        ''
    ) AS province,
    period_start,
    period_end
FROM store.reports
WHERE superseded_by IS NULL
WINDOW same AS (PARTITION BY unit_name)
