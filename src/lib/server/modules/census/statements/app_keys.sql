-- The current specifications that are kept, and in which state: what is told under a hash and height never changes, what
-- could be read of it may. Besides, what is told of one that goes.
SELECT name, owner, hash, height, spec_version, instances, end_height, end_time, is_encrypted, expire,
       hash || ' ' || height || ' ' || COALESCE(end_height, -1) || ' ' || COALESCE(end_time, -1) || ' '
         || CASE WHEN components = 'null' THEN 'unknown' ELSE 'known' END AS state
FROM network_apps ORDER BY name
