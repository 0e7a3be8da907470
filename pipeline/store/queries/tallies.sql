-- One row for each current report: its unit, figures, judged claims, those that hold. A report
-- that does not say its district or province has those of the other reports of units so named,
-- where these agree.
WITH located AS (
    SELECT
        report_id,
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
        ) AS province
    FROM store.reports
    WHERE superseded_by IS NULL
    WINDOW same AS (PARTITION BY unit_name)
)
SELECT
    located.report_id,
    located.name,
    located.district,
    located.province,
    coalesce(f.figures, 0) AS figures,
    coalesce(c.claims, 0) AS claims,
    coalesce(c.holds, 0) AS holds
FROM located
LEFT JOIN (
    SELECT report_id, count(*) AS figures FROM store.facts GROUP BY report_id
) AS f USING (report_id)
LEFT JOIN (
    SELECT report_id, count(*) AS claims, count(*) FILTER (WHERE holds) AS holds
    FROM store.relations GROUP BY report_id
) AS c USING (report_id)
