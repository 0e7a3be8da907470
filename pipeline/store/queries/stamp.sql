-- One short text that differs whenever reports, their reading or their findings do.
SELECT md5(concat_ws(
    '|',
    (
        SELECT string_agg(
            concat_ws(
                ' ', report_id, file_name, file_path, status, superseded_by, extractor_version,
                judged_by, unit_code
            ),
            chr(10) ORDER BY report_id
        )
        FROM store.reports
    ),
    (
        SELECT string_agg(
            concat_ws(' ', report_id, finding_id, state, severity, message, suggestion),
            chr(10) ORDER BY report_id, finding_id
        )
        FROM store.findings
    ),
    (SELECT string_agg(code, ' ' ORDER BY code) FROM store.indicators)
))
