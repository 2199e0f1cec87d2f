-- Up to which height each address is known completely.
SELECT address, height, updated_at FROM sync_cursors ORDER BY address
