-- What holds, with the arithmetic as a report would write it.
INSERT INTO store.relations BY NAME
WITH held AS (SELECT * FROM compared WHERE verdict <> 'broken'),
operands AS (
    SELECT h.stated, h.operands, n.position, written(f.text, f.unit) AS written
    FROM held AS h, unnest(h.operands) WITH ORDINALITY AS n(fact_id, position)
    JOIN store.facts AS f ON f.fact_id = n.fact_id
),
lefts AS (
    -- one figure may be compared with those of several reports
    SELECT stated, operands, list(written ORDER BY position) AS written
    FROM operands
    GROUP BY stated, operands
)
SELECT
    left(sha256(concat_ws('|', 'relation', h.report_id, $check, h.stated, h.operands)), 16)
        AS relation_id,
    h.report_id,
    $check AS check_id,
    true AS holds,
    h.verdict,
    CASE h.kind
        WHEN 'sum' THEN array_to_string(l.written, ' + ')
        WHEN 'same' THEN l.written[1]
        ELSE l.written[1] || ' / ' || l.written[2] || if(h.kind = 'percent', '', ' - 1')
    END || if(h.verdict = 'exact', ' = ', ' ≈ ') || written(s.text, s.unit) AS formula,
    written(s.text, s.unit) AS stated,
    -- in the stated figure's unit, as for the claims of one report
    h.low / s.scale AS computed_low,
    h.high / s.scale AS computed_high,
    [s.char_start] AS char_starts,
    [s.char_end] AS char_ends,
    list_prepend(h.stated, h.operands) AS fact_ids,
    h.kind
FROM held AS h
JOIN lefts AS l USING (stated, operands)
JOIN store.facts AS s ON s.fact_id = h.stated
