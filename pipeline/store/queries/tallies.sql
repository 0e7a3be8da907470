-- One row for each current report: its unit, figures, judged claims, those that hold.
SELECT
    located.report_id,
    located.name,
    located.district,
    located.province,
    coalesce(f.figures, 0) AS figures,
    coalesce(c.claims, 0) AS claims,
    coalesce(c.holds, 0) AS holds
FROM ({located}) AS located
LEFT JOIN (
    SELECT report_id, count(*) AS figures FROM store.facts GROUP BY report_id
) AS f USING (report_id)
LEFT JOIN (
    SELECT report_id, count(*) AS claims, count(*) FILTER (WHERE holds) AS holds
    FROM store.relations GROUP BY report_id
) AS c USING (report_id)
