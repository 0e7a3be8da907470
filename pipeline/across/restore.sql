-- What was found before keeps the time it was first seen.
UPDATE store.findings AS f
SET first_seen = s.first_seen
FROM seen AS s, store.reports AS r
WHERE f.across AND f.about = s.about AND r.report_id = f.report_id AND r.file_path = s.file_path
