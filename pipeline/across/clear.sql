-- Makes room for what is found now; when a break was first seen is kept.
CREATE OR REPLACE TEMP TABLE seen AS
SELECT r.file_path, f.about, min(f.first_seen) AS first_seen
FROM store.findings AS f
JOIN store.reports AS r USING (report_id)
WHERE f.across
GROUP BY r.file_path, f.about;

DELETE FROM store.findings WHERE across;

DELETE FROM store.relations WHERE claim IS NULL
