-- The unit above is that of the unit's own time: a code may be given again to another unit.
WITH units AS (
    SELECT
        *,
        code || coalesce('-' || year(valid_from), '') AS unit_id,
        sort || ' ' || name AS full_name,
        coalesce(valid_to, valid_from, DATE '9999-12-31') AS day,
        CASE length(code) WHEN 2 THEN 'tỉnh' WHEN 3 THEN 'huyện' ELSE 'xã' END AS level
    FROM store.units
),
placed AS (
    SELECT
        u.*,
        p.unit_id AS parent_id,
        CASE WHEN p.level = 'huyện' THEN p.full_name END AS district,
        coalesce(g.full_name, p.full_name, u.full_name) AS province
    FROM units AS u
    LEFT JOIN units AS p
        ON p.code = u.parent
        AND u.day BETWEEN coalesce(p.valid_from, DATE '0001-01-01')
            AND coalesce(p.valid_to, DATE '9999-12-31')
    LEFT JOIN units AS g
        ON g.code = p.parent
        AND u.day BETWEEN coalesce(g.valid_from, DATE '0001-01-01')
            AND coalesce(g.valid_to, DATE '9999-12-31')
),
-- the reform: the old row is the one that ended, the new one exists
changes AS (
    SELECT o.unit_id AS old_id, n.unit_id AS new_id
    FROM store.unit_changes AS c
    JOIN units AS o ON o.code = c.old AND o.valid_to = DATE '2025-06-30'
    JOIN units AS n ON n.code = c.new AND n.valid_to IS NULL
)
SELECT
    unit_id,
    code,
    full_name AS name,
    level,
    parent_id AS parent,
    district,
    province,
    valid_from,
    valid_to,
    coalesce(s.ids, []) AS successors,
    coalesce(b.ids, []) AS predecessors
FROM placed
LEFT JOIN (SELECT old_id AS unit_id, list(new_id ORDER BY new_id) AS ids FROM changes GROUP BY 1) AS s
    USING (unit_id)
LEFT JOIN (SELECT new_id AS unit_id, list(old_id ORDER BY old_id) AS ids FROM changes GROUP BY 1) AS b
    USING (unit_id)
