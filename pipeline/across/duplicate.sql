-- Several reports of one unit for one period that are one document, or versions of one: they
-- carry the same number and date, or nearly the same figures.
WITH groups AS (
    SELECT *
    FROM store.submitted
    QUALIFY count(*) OVER (PARTITION BY unit, period_start, period_end) > 1
),
said AS (
    SELECT DISTINCT g.report_id, f.text, f.unit, f.role, f.indicator
    FROM store.facts AS f
    JOIN groups AS g USING (report_id)
),
sizes AS (SELECT report_id, count(*) AS figures FROM said GROUP BY report_id),
pairs AS (
    SELECT
        older.report_id, newer.report_id AS other,
        older.symbol = newer.symbol AND older.report_date = newer.report_date
            AND regexp_matches(older.symbol, '^\d') AS same_number,
        older.kind = newer.kind AND older.kind <> '' AS same_kind
    FROM groups AS older
    JOIN groups AS newer USING (unit, period_start, period_end)
    WHERE older.report_id <> newer.report_id
        AND (coalesce(older.report_date, DATE '0001-01-01'), older.file_name, older.report_id)
            < (coalesce(newer.report_date, DATE '0001-01-01'), newer.file_name, newer.report_id)
),
shared AS (
    SELECT p.report_id, p.other, count(*) AS figures
    FROM pairs AS p
    JOIN said AS a ON a.report_id = p.report_id
    JOIN said AS b ON b.report_id = p.other
        AND (a.text, a.unit, a.role, a.indicator) = (b.text, b.unit, b.role, b.indicator)
    GROUP BY p.report_id, p.other
),
likeness AS (
    SELECT p.*, coalesce(s.figures, 0) / least(a.figures, b.figures) AS share,
        least(a.figures, b.figures) AS figures
    FROM pairs AS p
    JOIN sizes AS a ON a.report_id = p.report_id
    JOIN sizes AS b ON b.report_id = p.other
    LEFT JOIN shared AS s ON s.report_id = p.report_id AND s.other = p.other
)
SELECT
    report_id, other, 'broken' AS verdict, true AS certain,
    if(share >= 0.999, 'copy', 'version') AS text
FROM likeness
WHERE same_number AND share >= 0.5 OR share >= 0.8 AND figures >= 10
    OR same_kind AND share >= 0.5 AND figures >= 5
QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY share DESC, other) = 1
