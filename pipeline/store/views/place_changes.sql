SELECT
    o.unit_id AS old_id,
    o.code AS old_code,
    o.name AS old_name,
    o.province AS old_province,
    n.unit_id AS new_id,
    n.code AS new_code,
    n.name AS new_name,
    n.province AS new_province,
    o.valid_to + 1 AS changed_on,
    length(o.successors) = 1 AS whole
FROM (SELECT *, unnest(successors) AS new_id FROM places) AS o
JOIN places AS n ON n.unit_id = o.new_id
