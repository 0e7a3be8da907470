-- What people know reports by: number, where there is one, and file.
SELECT
    report_id,
    if(regexp_matches(symbol, '^\d'), symbol || ', ', '') || file_name AS name
FROM store.reports
WHERE report_id IN (SELECT unnest(?))
