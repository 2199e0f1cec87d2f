-- The functions of an earlier version: a later file has them all. It stays, because "supabase db push" asks for every file that it
-- has ever applied.
SELECT 'superseded' AS functions;
