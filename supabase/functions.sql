-- Generated from src/lib/server/store/statements by scripts/generate.js. Apply it after migrations/, whenever it changed.
-- functions 7a792067f2495725

DO $guard$
BEGIN
  IF EXISTS (SELECT DISTINCT table_name AS name FROM information_schema.columns
WHERE table_schema = 'public' AND (table_name = 'daily_snapshots' AND column_name = 'daily_revenue'
  OR table_name = 'revenue_transactions' AND column_name = 'amount')) THEN
    RAISE EXCEPTION 'this project holds the tables of the original dashboard: take an empty one and run npm run db:import-legacy';
  END IF;
  IF to_regclass('public.leases') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table leases is missing';
  END IF;
  IF to_regclass('public.chain_transactions') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table chain_transactions is missing';
  END IF;
  IF to_regclass('public.revenue_transactions') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table revenue_transactions is missing';
  END IF;
  IF to_regclass('public.revenue_daily') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table revenue_daily is missing';
  END IF;
  IF to_regclass('public.revenue_apps') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table revenue_apps is missing';
  END IF;
  IF to_regclass('public.revenue_block_ranges') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table revenue_block_ranges is missing';
  END IF;
  IF to_regclass('public.revenue_changes') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table revenue_changes is missing';
  END IF;
  IF to_regclass('public.app_messages') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table app_messages is missing';
  END IF;
  IF to_regclass('public.flux_price_history') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table flux_price_history is missing';
  END IF;
  IF to_regclass('public.current_metrics') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table current_metrics is missing';
  END IF;
  IF to_regclass('public.sync_cursors') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table sync_cursors is missing';
  END IF;
  IF to_regclass('public.sync_status') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table sync_status is missing';
  END IF;
  IF to_regclass('public.failed_txids') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table failed_txids is missing';
  END IF;
  IF to_regclass('public.reorgs') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table reorgs is missing';
  END IF;
  IF to_regclass('public.jobs') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table jobs is missing';
  END IF;
  IF to_regclass('public.audit_log') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/001_schema.sql first: the table audit_log is missing';
  END IF;
  IF to_regclass('public.network_nodes') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table network_nodes is missing';
  END IF;
  IF to_regclass('public.network_apps') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table network_apps is missing';
  END IF;
  IF to_regclass('public.observed_apps') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table observed_apps is missing';
  END IF;
  IF to_regclass('public.observed_places') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table observed_places is missing';
  END IF;
  IF to_regclass('public.app_observations') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table app_observations is missing';
  END IF;
  IF to_regclass('public.node_observations') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table node_observations is missing';
  END IF;
  IF to_regclass('public.observed_days') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table observed_days is missing';
  END IF;
  IF to_regclass('public.daily_snapshots') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table daily_snapshots is missing';
  END IF;
  IF to_regclass('public.repo_images') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table repo_images is missing';
  END IF;
  IF to_regclass('public.repo_snapshots') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table repo_snapshots is missing';
  END IF;
  IF to_regclass('public.product_snapshots') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/003_census.sql first: the table product_snapshots is missing';
  END IF;
  IF to_regclass('public.schema_migrations') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/005_postgres.sql first: the table schema_migrations is missing';
  END IF;
  IF to_regclass('public.store_epochs') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/006_failover.sql first: the table store_epochs is missing';
  END IF;
  IF to_regclass('public.restore_slices') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/008_backup.sql first: the table restore_slices is missing';
  END IF;
  IF to_regclass('public.revenue_search_names') IS NULL THEN
    RAISE EXCEPTION 'apply migrations/009_postgres.sql first: the table revenue_search_names is missing';
  END IF;
END $guard$;
DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'acquire_lease' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.acquire_lease(p_name text, p_holder text, p_now bigint, p_expires_at bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO store_epochs (epoch, is_active, at, reason) VALUES (0, 1, 0, '')
ON CONFLICT (epoch) DO UPDATE SET epoch = excluded.epoch;
WITH row_ AS (INSERT INTO leases (name, holder, fence, expires_at)
SELECT p_name, p_holder, CAST(e.epoch AS BIGINT) * 1000000000 + 1, p_expires_at
FROM store_epochs e
WHERE e.is_active = 1 AND e.epoch = (SELECT MAX(n.epoch) FROM store_epochs n)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
  fence = CASE WHEN leases.fence < excluded.fence THEN excluded.fence ELSE leases.fence + 1 END
WHERE leases.expires_at <= p_now OR leases.holder = p_holder
RETURNING fence) SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.acquire_lease(text, text, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.acquire_lease(text, text, bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_intervals' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_intervals(p_app_name text, p_from bigint, p_to bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT o.from_at, o.to_at
FROM observed_apps a
JOIN app_observations o ON o.app_id = a.id
WHERE a.name = p_app_name AND o.from_at <= p_to AND (o.to_at IS NULL OR o.to_at >= p_from)
ORDER BY o.from_at, o.place_id) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_intervals(text, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_intervals(text, bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_keys' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_keys() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name,
       hash || ' ' || height || ' ' || COALESCE(end_height, -1) || ' ' || COALESCE(end_time, -1) || ' '
         || CASE WHEN components = 'null' THEN 'unknown' ELSE 'known' END AS state
FROM network_apps ORDER BY name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_keys() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_keys() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_message_newest' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_message_newest(p_app_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT m.hash, m.height, m.owner, m.spec_version, m.components, m.instances, m.expire, m.end_time,
       m.geolocation, m.is_encrypted,
       (SELECT MAX(r.height) FROM app_messages r WHERE r.app_name = p_app_name AND r.type = 'register') AS registered_height
FROM app_messages m
WHERE m.app_name = p_app_name
ORDER BY m.height DESC, m.hash DESC
LIMIT 1) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_message_newest(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_message_newest(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_messages_by_hash' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_messages_by_hash(p_hashes jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT hash, app_name, components, is_encrypted
FROM app_messages
WHERE hash IN (SELECT key FROM jsonb_each(p_hashes::jsonb))
ORDER BY hash) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_messages_by_hash(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_messages_by_hash(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_messages_unknown' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_messages_unknown(p_after text, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT hash
FROM app_messages
WHERE components = 'null' AND hash > p_after
ORDER BY hash
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_messages_unknown(text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_messages_unknown(text, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_payments_page' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_payments_page(p_app_name text, p_sources jsonb, p_pattern text, p_cap bigint, p_skip bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH keys AS MATERIALIZED (
  SELECT t.sort_key
  FROM revenue_transactions t
  WHERE t.app_name = p_app_name
    AND t.source IN (SELECT key FROM jsonb_each(p_sources::jsonb))
    AND (p_pattern = '' OR LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE p_pattern ESCAPE '\')
  ORDER BY t.sort_key DESC
  LIMIT p_cap
),
page AS MATERIALIZED (
  SELECT sort_key FROM keys ORDER BY sort_key DESC LIMIT p_limit OFFSET p_skip
)
SELECT (SELECT COUNT(*) FROM keys) AS total,
       t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM (SELECT 1 AS one) always
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.sort_key DESC NULLS LAST) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_payments_page(text, jsonb, text, bigint, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_payments_page(text, jsonb, text, bigint, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_revenue' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_revenue(p_app_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT app_name, app_type, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros,
       priced_count, first_payment, last_payment
FROM revenue_apps
WHERE app_name = p_app_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_revenue(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_revenue(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_revenue_by_day' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_revenue_by_day(p_app_name text, p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, COUNT(*) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat
FROM revenue_transactions
WHERE app_name = p_app_name AND date BETWEEN p_start AND p_end
GROUP BY date
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_revenue_by_day(text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_revenue_by_day(text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'app_spec' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.app_spec(p_app_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components, geolocation, is_encrypted
FROM network_apps
WHERE name = p_app_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.app_spec(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.app_spec(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'apps_at' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.apps_at(p_at bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT a.name AS app_name, p.ip, p.replica, o.from_at, o.to_at, o.is_end_uncertain
FROM app_observations o
JOIN observed_apps a ON a.id = o.app_id
JOIN observed_places p ON p.id = o.place_id
WHERE o.from_at <= p_at AND (o.to_at IS NULL OR o.to_at >= p_at)
ORDER BY a.name, p.ip, p.replica, o.from_at) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.apps_at(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.apps_at(bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'apps_deployed' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.apps_deployed(p_from integer, p_to integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, instances, components, is_encrypted, height, end_height, end_time
FROM network_apps
WHERE height BETWEEN p_from AND p_to
ORDER BY height DESC, name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.apps_deployed(integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.apps_deployed(integer, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'apps_expiring' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.apps_expiring(p_from integer, p_to integer, p_from_time bigint, p_to_time bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, instances, components, is_encrypted, height, end_height, end_time
FROM network_apps
WHERE end_height BETWEEN p_from AND p_to OR end_time BETWEEN p_from_time AND p_to_time
ORDER BY name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.apps_expiring(integer, integer, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.apps_expiring(integer, integer, bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'apps_on_places' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.apps_on_places(p_ips jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH running AS MATERIALIZED (
  SELECT app_id, place_id FROM app_observations WHERE to_at IS NULL
)
SELECT p.ip, a.name AS app_name
FROM running r
JOIN observed_places p ON p.id = r.place_id
JOIN observed_apps a ON a.id = r.app_id
WHERE p.ip IN (SELECT key FROM jsonb_each(p_ips::jsonb))
ORDER BY p.ip, a.name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.apps_on_places(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.apps_on_places(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'audit_append' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.audit_append(p_id text, p_now bigint, p_actor text, p_client text, p_action text, p_detail text, p_outcome text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO audit_log (id, at, actor, client, action, detail, outcome)
VALUES (p_id, p_now, p_actor, p_client, p_action, p_detail, p_outcome);
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.audit_append(text, bigint, text, text, text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.audit_append(text, bigint, text, text, text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'audit_list' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.audit_list(p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, at, actor, client, action, detail, outcome FROM audit_log ORDER BY at DESC, id DESC LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.audit_list(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.audit_list(integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'audit_prune' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.audit_prune(p_keep integer, p_before bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
DELETE FROM audit_log
WHERE id IN (
  SELECT a.id
  FROM audit_log a
  WHERE (a.at, a.id) <= (SELECT n.at, n.id FROM audit_log n ORDER BY n.at DESC, n.id DESC LIMIT 1 OFFSET p_keep)
    AND (a.actor = 'nobody' OR a.at < p_before)
  ORDER BY a.at, a.id
  LIMIT p_limit
);
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.audit_prune(integer, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.audit_prune(integer, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_app_messages' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_app_messages(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT hash, type, txid, height, CAST(value_sat AS TEXT) AS value_sat, timestamp_ms, app_name, owner, spec_version,
       components, instances, expire, end_time, geolocation, is_encrypted
FROM app_messages
WHERE hash > COALESCE(p_after ->> 'hash', '')
ORDER BY hash
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_app_messages(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_app_messages(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_app_observations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_app_observations(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT app_id, place_id, from_at, to_at, is_end_uncertain
FROM app_observations
WHERE (app_id, place_id, from_at) > (
  COALESCE(CAST(p_after ->> 'app_id' AS INTEGER), -1),
  COALESCE(CAST(p_after ->> 'place_id' AS INTEGER), -1),
  COALESCE(CAST(p_after ->> 'from_at' AS BIGINT), -1)
)
ORDER BY app_id, place_id, from_at
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_app_observations(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_app_observations(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_audit_log' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_audit_log(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, at, actor, client, action, detail, outcome
FROM audit_log
WHERE id > COALESCE(p_after ->> 'id', '')
ORDER BY id
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_audit_log(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_audit_log(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_chain_transactions' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_chain_transactions(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE txid > COALESCE(p_after ->> 'txid', '')
ORDER BY txid
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_chain_transactions(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_chain_transactions(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_counts' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_counts() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT 'app_messages' AS name, COUNT(*) AS rows FROM app_messages
UNION ALL SELECT 'app_observations', COUNT(*) FROM app_observations
UNION ALL SELECT 'audit_log', COUNT(*) FROM audit_log
UNION ALL SELECT 'chain_transactions', COUNT(*) FROM chain_transactions
UNION ALL SELECT 'current_metrics', COUNT(*) FROM current_metrics
UNION ALL SELECT 'daily_snapshots', COUNT(*) FROM daily_snapshots
UNION ALL SELECT 'failed_txids', COUNT(*) FROM failed_txids
UNION ALL SELECT 'flux_price_history', COUNT(*) FROM flux_price_history
UNION ALL SELECT 'network_apps', COUNT(*) FROM network_apps
UNION ALL SELECT 'network_nodes', COUNT(*) FROM network_nodes
UNION ALL SELECT 'node_observations', COUNT(*) FROM node_observations
UNION ALL SELECT 'observed_apps', COUNT(*) FROM observed_apps
UNION ALL SELECT 'observed_days', COUNT(*) FROM observed_days
UNION ALL SELECT 'observed_places', COUNT(*) FROM observed_places
UNION ALL SELECT 'product_snapshots', COUNT(*) FROM product_snapshots
UNION ALL SELECT 'reorgs', COUNT(*) FROM reorgs
UNION ALL SELECT 'repo_images', COUNT(*) FROM repo_images
UNION ALL SELECT 'repo_snapshots', COUNT(*) FROM repo_snapshots
UNION ALL SELECT 'revenue_transactions', COUNT(*) FROM revenue_transactions
UNION ALL SELECT 'sync_cursors', COUNT(*) FROM sync_cursors
UNION ALL SELECT 'sync_status', COUNT(*) FROM sync_status WHERE name NOT IN ('backup', 'bootstrap', 'drill')
ORDER BY name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_counts() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_counts() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_current_metrics' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_current_metrics(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, value, source, as_of
FROM current_metrics
WHERE name > COALESCE(p_after ->> 'name', '')
ORDER BY name
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_current_metrics(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_current_metrics(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_daily_snapshots' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_daily_snapshots(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT snapshot_date, origin, taken_at, CAST(revenue_sat AS TEXT) AS revenue_sat,
       CAST(revenue_usd_micros AS TEXT) AS revenue_usd_micros, payment_count, priced_count,
       CAST(price_e8 AS TEXT) AS price_e8, node_cumulus, node_nimbus, node_stratus, node_total, wallet_count,
       collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux, cpu_total_millicores,
       cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb, app_count, watchtower_count,
       git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count
FROM daily_snapshots
WHERE snapshot_date > COALESCE(p_after ->> 'snapshot_date', '')
ORDER BY snapshot_date
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_daily_snapshots(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_daily_snapshots(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_failed_txids' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_failed_txids(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, height, reason, attempts, first_failed_at, last_failed_at
FROM failed_txids
WHERE txid > COALESCE(p_after ->> 'txid', '')
ORDER BY txid
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_failed_txids(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_failed_txids(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_flux_price_history' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_flux_price_history(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, CAST(price_e8 AS TEXT) AS price_e8, source, fetched_at, CAST(applied_e8 AS TEXT) AS applied_e8
FROM flux_price_history
WHERE date > COALESCE(p_after ->> 'date', '')
ORDER BY date
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_flux_price_history(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_flux_price_history(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_network_apps' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_network_apps(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components, geolocation, is_encrypted
FROM network_apps
WHERE name > COALESCE(p_after ->> 'name', '')
ORDER BY name
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_network_apps(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_network_apps(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_network_nodes' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_network_nodes(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT collateral, tier, payment_address, ip, active_since, country, country_code, provider, machine
FROM network_nodes
WHERE collateral > COALESCE(p_after ->> 'collateral', '')
ORDER BY collateral
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_network_nodes(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_network_nodes(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_node_observations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_node_observations(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT collateral, from_at, to_at, tier, payment_address, is_end_uncertain
FROM node_observations
WHERE (collateral, from_at) > (
  COALESCE(p_after ->> 'collateral', ''),
  COALESCE(CAST(p_after ->> 'from_at' AS BIGINT), -1)
)
ORDER BY collateral, from_at
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_node_observations(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_node_observations(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_observed_apps' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_observed_apps(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, name
FROM observed_apps
WHERE id > COALESCE(CAST(p_after ->> 'id' AS INTEGER), -1)
ORDER BY id
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_observed_apps(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_observed_apps(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_observed_days' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_observed_days(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT kind, date, last_cycle_at, cycle_count
FROM observed_days
WHERE (kind, date) > (COALESCE(p_after ->> 'kind', ''), COALESCE(p_after ->> 'date', ''))
ORDER BY kind, date
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_observed_days(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_observed_days(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_observed_places' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_observed_places(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, ip, replica
FROM observed_places
WHERE id > COALESCE(CAST(p_after ->> 'id' AS INTEGER), -1)
ORDER BY id
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_observed_places(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_observed_places(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_product_snapshots' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_product_snapshots(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT snapshot_date, slug, instance_count
FROM product_snapshots
WHERE (snapshot_date, slug) > (COALESCE(p_after ->> 'snapshot_date', ''), COALESCE(p_after ->> 'slug', ''))
ORDER BY snapshot_date, slug
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_product_snapshots(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_product_snapshots(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_reorgs' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_reorgs(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, txid, detected_at, old_height, new_height, CAST(amount_sat AS TEXT) AS amount_sat
FROM reorgs
WHERE (id, txid) > (COALESCE(p_after ->> 'id', ''), COALESCE(p_after ->> 'txid', ''))
ORDER BY id, txid
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_reorgs(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_reorgs(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_repo_images' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_repo_images(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, image_name, repository, category, product_slug, product_label
FROM repo_images
WHERE id > COALESCE(CAST(p_after ->> 'id' AS INTEGER), -1)
ORDER BY id
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_repo_images(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_repo_images(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_repo_snapshots' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_repo_snapshots(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT snapshot_date, image_id, instance_count, category_count
FROM repo_snapshots
WHERE (snapshot_date, image_id) > (
  COALESCE(p_after ->> 'snapshot_date', ''),
  COALESCE(CAST(p_after ->> 'image_id' AS INTEGER), -1)
)
ORDER BY snapshot_date, image_id
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_repo_snapshots(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_repo_snapshots(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_revenue_transactions' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_revenue_transactions(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT CAST(sort_key AS TEXT) AS sort_key, txid, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE txid > COALESCE(p_after ->> 'txid', '')
ORDER BY txid
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_revenue_transactions(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_revenue_transactions(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_sync_cursors' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_sync_cursors(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT address, height, updated_at
FROM sync_cursors
WHERE address > COALESCE(p_after ->> 'address', '')
ORDER BY address
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_sync_cursors(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_sync_cursors(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'backup_sync_status' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.backup_sync_status(p_after json, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, value, updated_at
FROM sync_status
WHERE name > COALESCE(p_after ->> 'name', '')
  AND name NOT IN ('backup', 'bootstrap', 'drill')
ORDER BY name
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.backup_sync_status(json, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.backup_sync_status(json, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'begin_epoch' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.begin_epoch(p_epoch integer, p_is_active integer, p_at bigint, p_reason text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO store_epochs (epoch, is_active, at, reason) VALUES (0, 1, 0, '')
ON CONFLICT (epoch) DO UPDATE SET epoch = excluded.epoch;
INSERT INTO store_epochs (epoch, is_active, at, reason)
SELECT p_epoch, p_is_active, p_at, p_reason
WHERE p_epoch > (SELECT MAX(epoch) FROM store_epochs)
ON CONFLICT (epoch) DO NOTHING;
UPDATE leases SET holder = '', expires_at = 0,
  fence = (SELECT CAST(MAX(epoch) AS BIGINT) * 1000000000 FROM store_epochs)
WHERE fence < (SELECT CAST(MAX(epoch) AS BIGINT) * 1000000000 FROM store_epochs);
WITH row_ AS (UPDATE store_epochs SET epoch = epoch
WHERE epoch = (SELECT MAX(n.epoch) FROM store_epochs n)
RETURNING epoch, is_active, at, reason) SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.begin_epoch(integer, integer, bigint, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.begin_epoch(integer, integer, bigint, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'clear_revenue' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.clear_revenue(p_lease text, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM revenue_transactions WHERE TRUE;
DELETE FROM chain_transactions WHERE TRUE;
DELETE FROM revenue_daily WHERE TRUE;
DELETE FROM revenue_apps WHERE TRUE;
DELETE FROM revenue_block_ranges WHERE TRUE;
DELETE FROM failed_txids WHERE TRUE;
DELETE FROM sync_cursors WHERE TRUE;
DELETE FROM sync_status WHERE name = 'revenue';
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.clear_revenue(text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.clear_revenue(text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'closes_in_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.closes_in_range(p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, CAST(price_e8 AS TEXT) AS price_e8, source
FROM flux_price_history
WHERE date BETWEEN p_start AND p_end
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.closes_in_range(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.closes_in_range(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'current_metric' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.current_metric(p_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT value, source, as_of FROM current_metrics WHERE name = p_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.current_metric(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.current_metric(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'current_metrics_all' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.current_metrics_all() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, value, source, as_of FROM current_metrics ORDER BY name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.current_metrics_all() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.current_metrics_all() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'database_bytes' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.database_bytes() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT pg_database_size(current_database()) AS bytes) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.database_bytes() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.database_bytes() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'days_to_revalue' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.days_to_revalue() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, CAST(price_e8 AS TEXT) AS price_e8
FROM flux_price_history
WHERE applied_e8 IS NULL OR applied_e8 <> price_e8
ORDER BY flux_price_history.date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.days_to_revalue() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.days_to_revalue() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'drop_product_days' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.drop_product_days(p_lease text, p_fence bigint, p_dates jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM product_snapshots
WHERE snapshot_date IN (SELECT key FROM jsonb_each(p_dates::jsonb))
  AND snapshot_date NOT IN (SELECT snapshot_date FROM repo_snapshots);
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.drop_product_days(text, bigint, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.drop_product_days(text, bigint, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'export_app_payments' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.export_app_payments(p_app_name text, p_before_key text, p_slice integer, p_sources jsonb, p_start text, p_end text, p_pattern text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH bound AS MATERIALIZED (
  SELECT COALESCE(MIN(sort_key), -1) AS low_key
  FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE app_name = p_app_name AND sort_key < CAST(p_before_key AS BIGINT)
    ORDER BY sort_key DESC
    LIMIT p_slice
  ) slice
)
SELECT CAST(bound.low_key AS TEXT) AS low_key,
       t.txid || ' ' || t.address || ' ' || t.from_address || ' ' || CAST(t.amount_sat AS TEXT) || ' '
         || COALESCE(CAST(t.usd_micros AS TEXT), '-') || ' ' || CAST(t.block_height AS TEXT) || ' '
         || CAST(t.block_time AS TEXT) || ' ' || t.date || ' ' || COALESCE(t.app_type, '-') || ' ' || t.source || ' '
         || CAST(t.settled AS TEXT) || ' ' || COALESCE('=' || t.app_name, '-') AS line
FROM bound
LEFT JOIN revenue_transactions t
  ON t.app_name = p_app_name
 AND t.sort_key >= bound.low_key
 AND t.sort_key < CAST(p_before_key AS BIGINT)
 AND t.date BETWEEN p_start AND p_end
 AND t.source IN (SELECT key FROM jsonb_each(p_sources::jsonb))
 AND (p_pattern = '' OR LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE p_pattern ESCAPE '\')
ORDER BY t.sort_key DESC NULLS LAST) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.export_app_payments(text, text, integer, jsonb, text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.export_app_payments(text, text, integer, jsonb, text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'export_payments' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.export_payments(p_before_key text, p_slice integer, p_sources jsonb, p_start text, p_end text, p_pattern text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH bound AS MATERIALIZED (
  SELECT COALESCE(MIN(sort_key), -1) AS low_key
  FROM (
    SELECT sort_key FROM revenue_transactions
    WHERE sort_key < CAST(p_before_key AS BIGINT)
    ORDER BY sort_key DESC
    LIMIT p_slice
  ) slice
)
SELECT CAST(bound.low_key AS TEXT) AS low_key,
       t.txid || ' ' || t.address || ' ' || t.from_address || ' ' || CAST(t.amount_sat AS TEXT) || ' '
         || COALESCE(CAST(t.usd_micros AS TEXT), '-') || ' ' || CAST(t.block_height AS TEXT) || ' '
         || CAST(t.block_time AS TEXT) || ' ' || t.date || ' ' || COALESCE(t.app_type, '-') || ' ' || t.source || ' '
         || CAST(t.settled AS TEXT) || ' ' || COALESCE('=' || t.app_name, '-') AS line
FROM bound
LEFT JOIN revenue_transactions t
  ON t.sort_key >= bound.low_key
 AND t.sort_key < CAST(p_before_key AS BIGINT)
 AND t.date BETWEEN p_start AND p_end
 AND t.source IN (SELECT key FROM jsonb_each(p_sources::jsonb))
 AND (p_pattern = '' OR LOWER(t.txid || '
' || t.from_address || '
' || COALESCE(t.app_name, '') || '
' || CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2) || '
' || t.date || '
' || t.address) LIKE p_pattern ESCAPE '\')
ORDER BY t.sort_key DESC NULLS LAST) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.export_payments(text, integer, jsonb, text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.export_payments(text, integer, jsonb, text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'facts_after' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.facts_after(p_height integer, p_txid text, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE (height, txid) > (p_height, p_txid)
ORDER BY height, txid
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.facts_after(integer, text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.facts_after(integer, text, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'facts_by_txid' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.facts_by_txid(p_txids jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE txid IN (SELECT key FROM jsonb_each(p_txids::jsonb))
ORDER BY height, txid) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.facts_by_txid(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.facts_by_txid(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'facts_in_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.facts_in_range(p_from integer, p_to integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, height, block_hash, block_time, payload
FROM chain_transactions
WHERE height BETWEEN p_from AND p_to
ORDER BY height, txid) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.facts_in_range(integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.facts_in_range(integer, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'failed_in_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.failed_in_range(p_from integer, p_to integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid FROM failed_txids WHERE height BETWEEN p_from AND p_to ORDER BY txid) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.failed_in_range(integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.failed_in_range(integer, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'failed_transactions' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.failed_transactions(p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, height, reason, attempts, first_failed_at, last_failed_at
FROM failed_txids
ORDER BY last_failed_at, txid
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.failed_transactions(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.failed_transactions(integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'finalize_snapshots' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.finalize_snapshots(p_lease text, p_fence bigint, p_before text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
WITH row_ AS (UPDATE daily_snapshots
SET revenue_sat = paid.amount_sat, revenue_usd_micros = paid.usd_micros,
    payment_count = paid.payments, priced_count = paid.priced
FROM (
  SELECT s.snapshot_date AS day,
         CAST(COALESCE(SUM(r.amount_sat), 0) AS BIGINT) AS amount_sat,
         CAST(COALESCE(SUM(r.usd_micros), 0) AS BIGINT) AS usd_micros,
         COALESCE(SUM(r.payment_count), 0) AS payments,
         COALESCE(SUM(r.priced_count), 0) AS priced
  FROM daily_snapshots s
  LEFT JOIN revenue_daily r ON r.date = s.snapshot_date
  WHERE s.snapshot_date < p_before
  GROUP BY s.snapshot_date
) paid
WHERE snapshot_date = paid.day
  AND (revenue_sat IS DISTINCT FROM paid.amount_sat
    OR revenue_usd_micros IS DISTINCT FROM paid.usd_micros
    OR daily_snapshots.payment_count IS DISTINCT FROM paid.payments
    OR daily_snapshots.priced_count IS DISTINCT FROM paid.priced)
RETURNING snapshot_date AS date) SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.finalize_snapshots(text, bigint, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.finalize_snapshots(text, bigint, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'first_payment_day' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.first_payment_day() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT MIN(date) AS date FROM revenue_daily) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.first_payment_day() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.first_payment_day() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'forget_valuations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.forget_valuations(p_lease text, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
UPDATE flux_price_history SET applied_e8 = NULL WHERE applied_e8 IS NOT NULL;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.forget_valuations(text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.forget_valuations(text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_app_analytics' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_app_analytics(p_pattern text, p_skip bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH page AS MATERIALIZED (
  SELECT app_name
  FROM revenue_apps
  WHERE p_pattern = '' OR LOWER(app_name) LIKE p_pattern ESCAPE '\'
  ORDER BY amount_sat DESC, app_name DESC
  LIMIT p_limit
  OFFSET p_skip
)
SELECT (SELECT COUNT(*) FROM revenue_apps WHERE p_pattern = '' OR LOWER(app_name) LIKE p_pattern ESCAPE '\') AS total,
       CAST((SELECT SUM(amount_sat) FROM revenue_daily) AS TEXT) AS revenue_sat,
       a.app_name, a.app_type, a.payment_count, CAST(a.amount_sat AS TEXT) AS amount_sat,
       CAST(a.usd_micros AS TEXT) AS usd_micros, a.priced_count, a.first_payment, a.last_payment
FROM (SELECT 1 AS one) always
LEFT JOIN page p ON TRUE
LEFT JOIN revenue_apps a ON a.app_name = p.app_name
ORDER BY a.amount_sat DESC NULLS LAST, a.app_name DESC) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_app_analytics(text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_app_analytics(text, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_category_history' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_category_history(p_category text, p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT snapshot_date AS date,
       CASE p_category WHEN 'gaming' THEN gaming_count WHEN 'crypto' THEN crypto_count WHEN 'wordpress' THEN wordpress_count END AS total
FROM daily_snapshots
WHERE snapshot_date BETWEEN p_start AND p_end
ORDER BY snapshot_date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_category_history(text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_category_history(text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_daily_revenue' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_daily_revenue(p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, payment_count, CAST(amount_sat AS TEXT) AS amount_sat
FROM (
  SELECT date, SUM(payment_count) AS payment_count, SUM(amount_sat) AS amount_sat
  FROM revenue_daily
  GROUP BY date
  ORDER BY date DESC
  LIMIT p_limit
) newest
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_daily_revenue(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_daily_revenue(integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_daily_revenue_in_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_daily_revenue_in_range(p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, SUM(payment_count) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat
FROM revenue_daily
WHERE date BETWEEN p_start AND p_end
GROUP BY date
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_daily_revenue_in_range(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_daily_revenue_in_range(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_daily_revenue_usd' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_daily_revenue_usd(p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, payment_count, priced_count, CAST(usd_micros AS TEXT) AS usd_micros
FROM (
  SELECT date, SUM(payment_count) AS payment_count, SUM(priced_count) AS priced_count, SUM(usd_micros) AS usd_micros
  FROM revenue_daily
  GROUP BY date
  ORDER BY date DESC
  LIMIT p_limit
) newest
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_daily_revenue_usd(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_daily_revenue_usd(integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_daily_revenue_usd_in_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_daily_revenue_usd_in_range(p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, SUM(payment_count) AS payment_count, SUM(priced_count) AS priced_count, CAST(SUM(usd_micros) AS TEXT) AS usd_micros
FROM revenue_daily
WHERE date BETWEEN p_start AND p_end
GROUP BY date
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_daily_revenue_usd_in_range(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_daily_revenue_usd_in_range(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_distinct_repo_count' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_distinct_repo_count() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT COUNT(*) AS images FROM repo_images) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_distinct_repo_count() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_distinct_repo_count() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_distinct_repos' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_distinct_repos() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT image_name FROM repo_images ORDER BY image_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_distinct_repos() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_distinct_repos() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_repo_history_merged' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_repo_history_merged(p_repository text, p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT r.snapshot_date AS date, SUM(r.instance_count) AS instance_count
FROM repo_images i
JOIN repo_snapshots r ON r.image_id = i.id
WHERE i.repository = p_repository AND r.snapshot_date BETWEEN p_start AND p_end
GROUP BY r.snapshot_date
ORDER BY r.snapshot_date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_repo_history_merged(text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_repo_history_merged(text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_repos_by_category' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_repos_by_category(p_category text, p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT c.date, c.slug, SUM(c.instance_count) AS instance_count
FROM (
  SELECT r.snapshot_date AS date, i.product_slug AS slug, r.category_count AS instance_count
  FROM repo_images i
  JOIN repo_snapshots r ON r.image_id = i.id
  WHERE i.category = p_category AND i.product_slug IS NOT NULL AND r.snapshot_date BETWEEN p_start AND p_end
  UNION ALL
  SELECT p.snapshot_date, p.slug, p.instance_count
  FROM product_snapshots p
  WHERE p_category = 'gaming' AND p.snapshot_date BETWEEN p_start AND p_end
) c
GROUP BY c.date, c.slug
HAVING SUM(c.instance_count) > 0
ORDER BY c.date, c.slug) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_repos_by_category(text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_repos_by_category(text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_table_counts' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_table_counts() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT 'app_messages' AS name, COUNT(*) AS rows FROM app_messages
UNION ALL SELECT 'app_observations', COUNT(*) FROM app_observations
UNION ALL SELECT 'audit_log', COUNT(*) FROM audit_log
UNION ALL SELECT 'chain_transactions', COUNT(*) FROM chain_transactions
UNION ALL SELECT 'current_metrics', COUNT(*) FROM current_metrics
UNION ALL SELECT 'daily_snapshots', COUNT(*) FROM daily_snapshots
UNION ALL SELECT 'failed_txids', COUNT(*) FROM failed_txids
UNION ALL SELECT 'flux_price_history', COUNT(*) FROM flux_price_history
UNION ALL SELECT 'jobs', COUNT(*) FROM jobs
UNION ALL SELECT 'network_apps', COUNT(*) FROM network_apps
UNION ALL SELECT 'network_nodes', COUNT(*) FROM network_nodes
UNION ALL SELECT 'node_observations', COUNT(*) FROM node_observations
UNION ALL SELECT 'observed_days', COUNT(*) FROM observed_days
UNION ALL SELECT 'product_snapshots', COUNT(*) FROM product_snapshots
UNION ALL SELECT 'reorgs', COUNT(*) FROM reorgs
UNION ALL SELECT 'repo_images', COUNT(*) FROM repo_images
UNION ALL SELECT 'repo_snapshots', COUNT(*) FROM repo_snapshots
UNION ALL SELECT 'revenue_apps', COUNT(*) FROM revenue_apps
UNION ALL SELECT 'revenue_daily', COUNT(*) FROM revenue_daily
UNION ALL SELECT 'revenue_transactions', COALESCE(SUM(payment_count), 0) FROM revenue_daily
UNION ALL SELECT 'sync_status', COUNT(*) FROM sync_status
ORDER BY name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_table_counts() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_table_counts() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_top_repos_by_category' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_top_repos_by_category(p_category text, p_date text, p_previous text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT c.slug, c.image_name,
       SUM(CASE WHEN c.date = p_date THEN c.instance_count ELSE 0 END) AS instance_count,
       SUM(CASE WHEN c.date = p_previous THEN c.instance_count ELSE 0 END) AS previous_count
FROM (
  SELECT r.snapshot_date AS date, i.product_slug AS slug, i.image_name, r.category_count AS instance_count
  FROM repo_snapshots r
  JOIN repo_images i ON i.id = r.image_id
  WHERE r.snapshot_date IN (p_date, p_previous) AND i.category = p_category AND i.product_slug IS NOT NULL
  UNION ALL
  SELECT p.snapshot_date, p.slug, CAST(NULL AS TEXT), p.instance_count
  FROM product_snapshots p
  WHERE p_category = 'gaming' AND p.snapshot_date IN (p_date, p_previous)
) c
WHERE c.instance_count > 0
GROUP BY c.slug, c.image_name
ORDER BY c.slug, c.image_name NULLS LAST) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_top_repos_by_category(text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_top_repos_by_category(text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'get_transactions_paginated' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.get_transactions_paginated(p_before_key text, p_skip integer, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH keys AS MATERIALIZED (
  SELECT sort_key
  FROM revenue_transactions
  WHERE sort_key < CAST(p_before_key AS BIGINT)
  ORDER BY sort_key DESC
  LIMIT p_limit
  OFFSET p_skip
)
SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.sort_key DESC) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.get_transactions_paginated(text, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.get_transactions_paginated(text, integer, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'images_of_repository' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.images_of_repository(p_repository text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT image_name FROM repo_images WHERE repository = p_repository ORDER BY image_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.images_of_repository(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.images_of_repository(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'job_by_id' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.job_by_id(p_id text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, name, state, requested_by, arguments, started_at, updated_at, finished_at, done, total, error, result
FROM jobs
WHERE id = p_id) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.job_by_id(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.job_by_id(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'job_finish' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.job_finish(p_id text, p_state text, p_error text, p_result text, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
UPDATE jobs SET state = p_state, error = p_error, result = p_result, finished_at = p_now, updated_at = p_now
WHERE id = p_id AND state = 'running';
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.job_finish(text, text, text, text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.job_finish(text, text, text, text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'job_progress' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.job_progress(p_id text, p_done bigint, p_total bigint, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
UPDATE jobs SET done = p_done, total = p_total, updated_at = p_now WHERE id = p_id AND state = 'running';
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.job_progress(text, bigint, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.job_progress(text, bigint, bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'job_start' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.job_start(p_id text, p_name text, p_requested_by text, p_arguments text, p_holder text, p_none_since bigint, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO store_epochs (epoch, is_active, at, reason) VALUES (0, 1, 0, '')
ON CONFLICT (epoch) DO UPDATE SET epoch = excluded.epoch;
WITH row_ AS (INSERT INTO jobs (id, name, state, requested_by, arguments, holder, started_at, updated_at)
SELECT p_id, p_name, 'running', p_requested_by, p_arguments, p_holder, p_now, p_now
FROM store_epochs e
WHERE e.is_active = 1 AND e.epoch = (SELECT MAX(n.epoch) FROM store_epochs n)
  AND NOT EXISTS (
    SELECT 1 FROM jobs j WHERE j.name = p_name AND j.started_at >= p_none_since AND j.state <> 'interrupted'
  )
ON CONFLICT DO NOTHING
RETURNING id) SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.job_start(text, text, text, text, text, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.job_start(text, text, text, text, text, bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'jobs_interrupted' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.jobs_interrupted(p_silent_since bigint, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
WITH row_ AS (UPDATE jobs SET state = 'interrupted', finished_at = p_now, error = 'the process that ran it ended'
WHERE state = 'running' AND updated_at <= p_silent_since
RETURNING id, name) SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.jobs_interrupted(bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.jobs_interrupted(bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'jobs_latest' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.jobs_latest() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH RECURSIVE names(name) AS (
  SELECT MIN(name) FROM jobs
  UNION ALL
  SELECT (SELECT MIN(j.name) FROM jobs j WHERE j.name > names.name) FROM names WHERE names.name IS NOT NULL
)
SELECT j.id, j.name, j.state, j.requested_by, j.arguments, j.started_at, j.updated_at, j.finished_at, j.done, j.total, j.error,
       j.result,
       (SELECT s.finished_at FROM jobs s WHERE s.name = names.name AND s.state = 'succeeded'
        ORDER BY s.started_at DESC, s.id DESC LIMIT 1) AS last_success
FROM names
CROSS JOIN jobs j
WHERE j.id = (SELECT n.id FROM jobs n WHERE n.name = names.name ORDER BY n.started_at DESC, n.id DESC LIMIT 1)
ORDER BY j.name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.jobs_latest() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.jobs_latest() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'jobs_list' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.jobs_list(p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, name, state, requested_by, arguments, started_at, updated_at, finished_at, done, total, error, result
FROM jobs
ORDER BY started_at DESC, id DESC
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.jobs_list(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.jobs_list(integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'jobs_prune' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.jobs_prune(p_before bigint, p_routine_before bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
DELETE FROM jobs
WHERE id IN (
  SELECT j.id
  FROM jobs j
  WHERE j.state <> 'running' AND j.started_at < p_routine_before
    AND (j.started_at < p_before OR (j.state = 'succeeded' AND j.requested_by = 'schedule'))
    AND (
      j.state <> 'succeeded'
      OR EXISTS (SELECT 1 FROM jobs n WHERE n.name = j.name AND n.started_at > j.started_at AND n.state = 'succeeded')
    )
  ORDER BY j.started_at, j.id
  LIMIT p_limit
);
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.jobs_prune(bigint, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.jobs_prune(bigint, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'key_bounds' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.key_bounds(p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT CAST(MIN(low) AS TEXT) AS low_key, CAST(MAX(high) AS TEXT) AS high_key
FROM (
  SELECT (SELECT MIN(t.sort_key) FROM revenue_transactions t WHERE t.date = d.date) AS low,
         (SELECT MAX(t.sort_key) FROM revenue_transactions t WHERE t.date = d.date) AS high
  FROM (SELECT DISTINCT date FROM revenue_daily WHERE date BETWEEN p_start AND p_end) d
) bounds) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.key_bounds(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.key_bounds(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'newest_epoch' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.newest_epoch() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT epoch, is_active, at, reason FROM store_epochs ORDER BY epoch DESC LIMIT 1) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.newest_epoch() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.newest_epoch() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'node_keys' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.node_keys() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT collateral FROM network_nodes ORDER BY collateral) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.node_keys() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.node_keys() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'nodes_at' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.nodes_at(p_at bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT collateral, tier, payment_address, from_at, to_at, is_end_uncertain
FROM node_observations
WHERE from_at <= p_at AND (to_at IS NULL OR to_at >= p_at)
ORDER BY collateral, from_at) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.nodes_at(bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.nodes_at(bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'nodes_page' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.nodes_page(p_tier text, p_pattern text, p_skip bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH found AS MATERIALIZED (
  SELECT collateral, CASE tier WHEN 'stratus' THEN 0 WHEN 'nimbus' THEN 1 ELSE 2 END AS place
  FROM network_nodes
  WHERE (p_tier = '' OR tier = p_tier)
    AND (p_pattern = '' OR LOWER(collateral || '
' || payment_address || '
' || COALESCE(ip, '') || '
' || COALESCE(country, '') || '
' || COALESCE(provider, '')) LIKE p_pattern ESCAPE '\')
),
page AS MATERIALIZED (
  SELECT collateral, place FROM found ORDER BY place, collateral LIMIT p_limit OFFSET p_skip
)
SELECT (SELECT COUNT(*) FROM found) AS total,
       n.collateral, n.tier, n.payment_address, n.ip, n.active_since, n.country, n.country_code, n.provider, n.machine
FROM (SELECT 1 AS one) always
LEFT JOIN page p ON TRUE
LEFT JOIN network_nodes n ON n.collateral = p.collateral
ORDER BY p.place NULLS LAST, p.collateral) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.nodes_page(text, text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.nodes_page(text, text, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'observed_app' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.observed_app(p_app_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name FROM observed_apps WHERE name = p_app_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.observed_app(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.observed_app(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'observed_day_last' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.observed_day_last(p_kind text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, last_cycle_at FROM observed_days WHERE kind = p_kind ORDER BY date DESC LIMIT 1) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.observed_day_last(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.observed_day_last(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'observed_days_between' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.observed_days_between(p_kind text, p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date, last_cycle_at FROM observed_days WHERE kind = p_kind AND date BETWEEN p_start AND p_end ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.observed_days_between(text, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.observed_days_between(text, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'open_app_observations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.open_app_observations() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT a.name AS app_name, p.ip, p.replica, o.from_at
FROM app_observations o
JOIN observed_apps a ON a.id = o.app_id
JOIN observed_places p ON p.id = o.place_id
WHERE o.to_at IS NULL
ORDER BY o.app_id, o.place_id, o.from_at) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.open_app_observations() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.open_app_observations() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'open_node_observations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.open_node_observations() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT collateral, tier, payment_address, from_at
FROM node_observations
WHERE to_at IS NULL
ORDER BY collateral, from_at) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.open_node_observations() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.open_node_observations() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_by_txid' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_by_txid(p_txids jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_generic_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM jsonb_each(p_txids::jsonb) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key
ORDER BY t.txid) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_by_txid(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_by_txid(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_in_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_in_range(p_from_key text, p_to_key text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE sort_key BETWEEN CAST(p_from_key AS BIGINT) AND CAST(p_to_key AS BIGINT)
ORDER BY revenue_transactions.sort_key) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_in_range(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_in_range(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_of_day' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_of_day(p_date text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM revenue_transactions t
WHERE t.date = p_date
ORDER BY t.sort_key DESC) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_of_day(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_of_day(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_of_days' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_of_days(p_dates jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE date IN (SELECT key FROM jsonb_each(p_dates::jsonb))
ORDER BY revenue_transactions.sort_key) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_of_days(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_of_days(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_of_messages' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_of_messages(p_hashes jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_hash, t.block_time, t.date, t.address,
       t.from_address, CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.price_source,
       t.message_hash, t.app_name, t.app_type, t.source, t.settled
FROM jsonb_each(p_hashes::jsonb) named
JOIN app_messages m ON m.hash = named.key
JOIN revenue_transactions t ON t.app_name = m.app_name AND t.message_hash = m.hash
WHERE t.app_type IS NULL
ORDER BY t.sort_key) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_of_messages(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_of_messages(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_per_range' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_per_range() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT block_range, source, payment_count
FROM revenue_block_ranges
ORDER BY block_range DESC, source DESC) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_per_range() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_per_range() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_to_settle' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_to_settle(p_max_key text, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE settled = 0 AND sort_key <= CAST(p_max_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_to_settle(text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_to_settle(text, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'payments_unknown' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.payments_unknown(p_after_key text, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT txid, CAST(sort_key AS TEXT) AS sort_key, block_height, block_hash, block_time, date, address, from_address,
       CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, price_source, message_hash,
       app_name, app_type, source, settled
FROM revenue_transactions
WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL AND sort_key > CAST(p_after_key AS BIGINT)
ORDER BY revenue_transactions.sort_key
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.payments_unknown(text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.payments_unknown(text, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'places_of_app' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.places_of_app(p_app_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT p.ip, o.from_at, n.collateral, n.tier, n.country, n.country_code, n.provider
FROM observed_apps a
JOIN app_observations o ON o.app_id = a.id AND o.to_at IS NULL
JOIN observed_places p ON p.id = o.place_id
LEFT JOIN network_nodes n ON n.collateral = (SELECT MIN(listed.collateral) FROM network_nodes listed WHERE listed.ip = p.ip)
WHERE a.name = p_app_name
ORDER BY p.ip, p.replica, o.from_at) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.places_of_app(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.places_of_app(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'recount_categories' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.recount_categories(p_lease text, p_fence bigint, p_start text, p_end text) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
UPDATE daily_snapshots
SET gaming_count = counted.gaming, crypto_count = counted.crypto, wordpress_count = counted.wordpress
FROM (
  SELECT r.snapshot_date AS day,
         SUM(CASE WHEN i.category = 'gaming' THEN r.category_count ELSE 0 END)
           + COALESCE((SELECT SUM(p.instance_count) FROM product_snapshots p WHERE p.snapshot_date = r.snapshot_date), 0) AS gaming,
         SUM(CASE WHEN i.category = 'crypto' THEN r.category_count ELSE 0 END) AS crypto,
         SUM(CASE WHEN i.category = 'wordpress' THEN r.category_count ELSE 0 END) AS wordpress
  FROM repo_snapshots r
  JOIN repo_images i ON i.id = r.image_id
  WHERE r.snapshot_date BETWEEN p_start AND p_end
  GROUP BY r.snapshot_date
) counted
WHERE snapshot_date = counted.day;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.recount_categories(text, bigint, text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.recount_categories(text, bigint, text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'release_lease' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.release_lease(p_name text, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
UPDATE leases SET expires_at = 0 WHERE name = p_name AND fence = p_fence;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.release_lease(text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.release_lease(text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'remove_apps' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.remove_apps(p_lease text, p_fence bigint, p_names jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM network_apps WHERE name IN (SELECT key FROM jsonb_each(p_names::jsonb));
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.remove_apps(text, bigint, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.remove_apps(text, bigint, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'remove_nodes' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.remove_nodes(p_lease text, p_fence bigint, p_collaterals jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM network_nodes WHERE collateral IN (SELECT key FROM jsonb_each(p_collaterals::jsonb));
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.remove_nodes(text, bigint, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.remove_nodes(text, bigint, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'renew_lease' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.renew_lease(p_name text, p_fence bigint, p_expires_at bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
WITH row_ AS (UPDATE leases SET expires_at = p_expires_at WHERE name = p_name AND fence = p_fence
RETURNING fence) SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.renew_lease(text, bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.renew_lease(text, bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'reorgs_latest' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.reorgs_latest(p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, MIN(detected_at) AS detected_at, MIN(old_height) AS height, COUNT(*) AS transactions,
       CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS amount_sat
FROM reorgs
GROUP BY id
ORDER BY detected_at DESC, id
LIMIT p_limit) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.reorgs_latest(integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.reorgs_latest(integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'repo_days' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.repo_days(p_dates jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT d.key AS date
FROM jsonb_each(p_dates::jsonb) d
WHERE EXISTS (SELECT 1 FROM repo_snapshots r WHERE r.snapshot_date = d.key)
ORDER BY d.key) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.repo_days(jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.repo_days(jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'repo_images' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.repo_images() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT id, image_name, category FROM repo_images ORDER BY id) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.repo_images() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.repo_images() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'repos_of_day' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.repos_of_day(p_date text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT i.image_name, i.repository, i.category, i.product_slug AS slug, r.instance_count
FROM repo_snapshots r
JOIN repo_images i ON i.id = r.image_id
WHERE r.snapshot_date = p_date
ORDER BY r.instance_count DESC, i.image_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.repos_of_day(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.repos_of_day(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'reset_cursors' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.reset_cursors(p_lease text, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM sync_cursors WHERE TRUE;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.reset_cursors(text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.reset_cursors(text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_clear' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_clear(p_lease text, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM restore_slices WHERE TRUE;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_clear(text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_clear(text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_history' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_history(p_lease text, p_fence bigint, p_closes integer, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM daily_snapshots WHERE TRUE;
DELETE FROM repo_snapshots WHERE TRUE;
DELETE FROM product_snapshots WHERE TRUE;
DELETE FROM flux_price_history WHERE p_closes = 1;
INSERT INTO daily_snapshots (snapshot_date, origin, taken_at, revenue_sat, price_e8,
  node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux, cpu_total_millicores,
  cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb, app_count, watchtower_count,
  git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count)
SELECT r.value ->> 'date', r.value ->> 'origin', CAST(r.value ->> 'taken_at' AS BIGINT),
       CAST(r.value ->> 'revenue_sat' AS BIGINT), CAST(r.value ->> 'price_e8' AS BIGINT),
       CAST(r.value ->> 'node_cumulus' AS INTEGER), CAST(r.value ->> 'node_nimbus' AS INTEGER),
       CAST(r.value ->> 'node_stratus' AS INTEGER), CAST(r.value ->> 'node_total' AS INTEGER),
       CAST(r.value ->> 'wallet_count' AS INTEGER), CAST(r.value ->> 'collateral_cumulus_flux' AS BIGINT),
       CAST(r.value ->> 'collateral_nimbus_flux' AS BIGINT), CAST(r.value ->> 'collateral_stratus_flux' AS BIGINT),
       CAST(r.value ->> 'cpu_total_millicores' AS BIGINT), CAST(r.value ->> 'cpu_used_millicores' AS BIGINT),
       CAST(r.value ->> 'ram_total_mb' AS BIGINT), CAST(r.value ->> 'ram_used_mb' AS BIGINT),
       CAST(r.value ->> 'storage_total_mb' AS BIGINT), CAST(r.value ->> 'storage_used_mb' AS BIGINT),
       CAST(r.value ->> 'app_count' AS INTEGER), CAST(r.value ->> 'watchtower_count' AS INTEGER),
       CAST(r.value ->> 'git_count' AS INTEGER), CAST(r.value ->> 'docker_count' AS INTEGER),
       CAST(r.value ->> 'resolved_count' AS INTEGER), CAST(r.value ->> 'gaming_count' AS INTEGER),
       CAST(r.value ->> 'crypto_count' AS INTEGER), CAST(r.value ->> 'wordpress_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'daily_snapshots';
INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label)
SELECT (SELECT COALESCE(MAX(id), 0) FROM repo_images)
         + ROW_NUMBER() OVER (ORDER BY s.slice, CAST(unseen.key AS INTEGER)),
       unseen.value ->> 'image_name', unseen.value ->> 'repository', unseen.value ->> 'category',
       unseen.value ->> 'slug', unseen.value ->> 'label'
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) unseen
WHERE s.table_name = 'repo_images'
  AND NOT EXISTS (SELECT 1 FROM repo_images known WHERE known.image_name = unseen.value ->> 'image_name');
INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count)
SELECT r.value ->> 'date', i.id, CAST(r.value ->> 'instance_count' AS INTEGER),
       CAST(r.value ->> 'category_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
CROSS JOIN repo_images i
WHERE s.table_name = 'repo_snapshots' AND i.image_name = r.value ->> 'image_name'
ORDER BY s.slice, CAST(r.key AS INTEGER)
ON CONFLICT (snapshot_date, image_id) DO NOTHING;
INSERT INTO product_snapshots (snapshot_date, slug, instance_count)
SELECT r.value ->> 'date', r.value ->> 'slug', CAST(r.value ->> 'instance_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'product_snapshots'
ORDER BY s.slice, CAST(r.key AS INTEGER)
ON CONFLICT (snapshot_date, slug) DO NOTHING;
INSERT INTO flux_price_history (date, price_e8, source, fetched_at)
SELECT r.value ->> 'date', CAST(r.value ->> 'price_e8' AS BIGINT), 'imported', p_now
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'flux_price_history' AND p_closes = 1;
DELETE FROM restore_slices WHERE TRUE;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_history(text, bigint, integer, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_history(text, bigint, integer, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_slice' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_slice(p_table_name text, p_slice integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT CAST(rows AS TEXT) AS rows FROM restore_slices WHERE table_name = p_table_name AND slice = p_slice) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_slice(text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_slice(text, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_stage' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_stage(p_lease text, p_fence bigint, p_table_name text, p_slice integer, p_rows json) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO restore_slices (table_name, slice, rows)
VALUES (p_table_name, p_slice, p_rows)
ON CONFLICT (table_name, slice) DO UPDATE SET rows = excluded.rows;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_stage(text, bigint, text, integer, json) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_stage(text, bigint, text, integer, json) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_staged' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_staged(p_table_name text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT slice FROM restore_slices WHERE table_name = p_table_name ORDER BY slice) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_staged(text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_staged(text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_swap' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_swap(p_lease text, p_fence bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM app_messages WHERE TRUE;
DELETE FROM app_observations WHERE TRUE;
DELETE FROM chain_transactions WHERE TRUE;
DELETE FROM current_metrics WHERE TRUE;
DELETE FROM daily_snapshots WHERE TRUE;
DELETE FROM failed_txids WHERE TRUE;
DELETE FROM flux_price_history WHERE TRUE;
DELETE FROM network_apps WHERE TRUE;
DELETE FROM network_nodes WHERE TRUE;
DELETE FROM node_observations WHERE TRUE;
DELETE FROM observed_apps WHERE TRUE;
DELETE FROM observed_days WHERE TRUE;
DELETE FROM observed_places WHERE TRUE;
DELETE FROM product_snapshots WHERE TRUE;
DELETE FROM reorgs WHERE TRUE;
DELETE FROM repo_images WHERE TRUE;
DELETE FROM repo_snapshots WHERE TRUE;
DELETE FROM revenue_transactions WHERE TRUE;
DELETE FROM sync_cursors WHERE TRUE;
DELETE FROM sync_status WHERE name NOT IN ('backup', 'bootstrap', 'drill');
DELETE FROM revenue_daily WHERE TRUE;
DELETE FROM revenue_apps WHERE TRUE;
DELETE FROM revenue_block_ranges WHERE TRUE;
INSERT INTO app_messages (
  hash, type, txid, height, value_sat, timestamp_ms, app_name, owner, spec_version, components, instances, expire,
  end_time, geolocation, is_encrypted
)
SELECT r.value ->> 'hash', r.value ->> 'type', r.value ->> 'txid', CAST(r.value ->> 'height' AS INTEGER),
       CAST(r.value ->> 'value_sat' AS BIGINT), CAST(r.value ->> 'timestamp_ms' AS BIGINT), r.value ->> 'app_name',
       r.value ->> 'owner', CAST(r.value ->> 'spec_version' AS INTEGER), r.value ->> 'components',
       CAST(r.value ->> 'instances' AS INTEGER), CAST(r.value ->> 'expire' AS INTEGER), CAST(r.value ->> 'end_time' AS BIGINT),
       r.value ->> 'geolocation', CAST(r.value ->> 'is_encrypted' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'app_messages';
INSERT INTO app_observations (app_id, place_id, from_at, to_at, is_end_uncertain)
SELECT CAST(r.value ->> 'app_id' AS INTEGER), CAST(r.value ->> 'place_id' AS INTEGER),
       CAST(r.value ->> 'from_at' AS BIGINT), CAST(r.value ->> 'to_at' AS BIGINT),
       CAST(r.value ->> 'is_end_uncertain' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'app_observations';
INSERT INTO audit_log (id, at, actor, client, action, detail, outcome)
SELECT r.value ->> 'id', CAST(r.value ->> 'at' AS BIGINT), r.value ->> 'actor', r.value ->> 'client',
       r.value ->> 'action', r.value ->> 'detail', r.value ->> 'outcome'
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'audit_log'
ON CONFLICT (id) DO NOTHING;
INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload)
SELECT r.value ->> 'txid', CAST(r.value ->> 'height' AS INTEGER), r.value ->> 'block_hash',
       CAST(r.value ->> 'block_time' AS BIGINT), r.value ->> 'payload'
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'chain_transactions';
INSERT INTO current_metrics (name, value, source, as_of)
SELECT r.value ->> 'name', r.value ->> 'value', r.value ->> 'source', CAST(r.value ->> 'as_of' AS BIGINT)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'current_metrics';
INSERT INTO daily_snapshots (
  snapshot_date, origin, taken_at, revenue_sat, revenue_usd_micros, payment_count, priced_count, price_e8,
  node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux,
  collateral_stratus_flux, cpu_total_millicores, cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb,
  storage_used_mb, app_count, watchtower_count, git_count, docker_count, resolved_count, gaming_count, crypto_count,
  wordpress_count
)
SELECT r.value ->> 'snapshot_date', r.value ->> 'origin', CAST(r.value ->> 'taken_at' AS BIGINT),
       CAST(r.value ->> 'revenue_sat' AS BIGINT), CAST(r.value ->> 'revenue_usd_micros' AS BIGINT),
       CAST(r.value ->> 'payment_count' AS INTEGER), CAST(r.value ->> 'priced_count' AS INTEGER),
       CAST(r.value ->> 'price_e8' AS BIGINT), CAST(r.value ->> 'node_cumulus' AS INTEGER),
       CAST(r.value ->> 'node_nimbus' AS INTEGER), CAST(r.value ->> 'node_stratus' AS INTEGER),
       CAST(r.value ->> 'node_total' AS INTEGER), CAST(r.value ->> 'wallet_count' AS INTEGER),
       CAST(r.value ->> 'collateral_cumulus_flux' AS BIGINT), CAST(r.value ->> 'collateral_nimbus_flux' AS BIGINT),
       CAST(r.value ->> 'collateral_stratus_flux' AS BIGINT), CAST(r.value ->> 'cpu_total_millicores' AS BIGINT),
       CAST(r.value ->> 'cpu_used_millicores' AS BIGINT), CAST(r.value ->> 'ram_total_mb' AS BIGINT),
       CAST(r.value ->> 'ram_used_mb' AS BIGINT), CAST(r.value ->> 'storage_total_mb' AS BIGINT),
       CAST(r.value ->> 'storage_used_mb' AS BIGINT), CAST(r.value ->> 'app_count' AS INTEGER),
       CAST(r.value ->> 'watchtower_count' AS INTEGER), CAST(r.value ->> 'git_count' AS INTEGER),
       CAST(r.value ->> 'docker_count' AS INTEGER), CAST(r.value ->> 'resolved_count' AS INTEGER),
       CAST(r.value ->> 'gaming_count' AS INTEGER), CAST(r.value ->> 'crypto_count' AS INTEGER),
       CAST(r.value ->> 'wordpress_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'daily_snapshots';
INSERT INTO failed_txids (txid, height, reason, attempts, first_failed_at, last_failed_at)
SELECT r.value ->> 'txid', CAST(r.value ->> 'height' AS INTEGER), r.value ->> 'reason',
       CAST(r.value ->> 'attempts' AS INTEGER), CAST(r.value ->> 'first_failed_at' AS BIGINT),
       CAST(r.value ->> 'last_failed_at' AS BIGINT)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'failed_txids';
INSERT INTO flux_price_history (date, price_e8, source, fetched_at, applied_e8)
SELECT r.value ->> 'date', CAST(r.value ->> 'price_e8' AS BIGINT), r.value ->> 'source',
       CAST(r.value ->> 'fetched_at' AS BIGINT), CAST(r.value ->> 'applied_e8' AS BIGINT)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'flux_price_history';
INSERT INTO network_apps (
  name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components, geolocation, is_encrypted
)
SELECT r.value ->> 'name', r.value ->> 'owner', CAST(r.value ->> 'spec_version' AS INTEGER), r.value ->> 'hash',
       CAST(r.value ->> 'height' AS INTEGER), CAST(r.value ->> 'end_height' AS INTEGER),
       CAST(r.value ->> 'end_time' AS BIGINT), CAST(r.value ->> 'instances' AS INTEGER),
       CAST(r.value ->> 'expire' AS INTEGER), r.value ->> 'components', r.value ->> 'geolocation',
       CAST(r.value ->> 'is_encrypted' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'network_apps';
INSERT INTO network_nodes (
  collateral, tier, payment_address, ip, active_since, country, country_code, provider, machine
)
SELECT r.value ->> 'collateral', r.value ->> 'tier', r.value ->> 'payment_address', r.value ->> 'ip',
       CAST(r.value ->> 'active_since' AS BIGINT), r.value ->> 'country', r.value ->> 'country_code',
       r.value ->> 'provider', r.value ->> 'machine'
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'network_nodes';
INSERT INTO node_observations (collateral, from_at, to_at, tier, payment_address, is_end_uncertain)
SELECT r.value ->> 'collateral', CAST(r.value ->> 'from_at' AS BIGINT), CAST(r.value ->> 'to_at' AS BIGINT),
       r.value ->> 'tier', r.value ->> 'payment_address', CAST(r.value ->> 'is_end_uncertain' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'node_observations';
INSERT INTO observed_apps (id, name)
SELECT CAST(r.value ->> 'id' AS INTEGER), r.value ->> 'name'
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'observed_apps';
INSERT INTO observed_days (kind, date, last_cycle_at, cycle_count)
SELECT r.value ->> 'kind', r.value ->> 'date', CAST(r.value ->> 'last_cycle_at' AS BIGINT),
       CAST(r.value ->> 'cycle_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'observed_days';
INSERT INTO observed_places (id, ip, replica)
SELECT CAST(r.value ->> 'id' AS INTEGER), r.value ->> 'ip', COALESCE(r.value ->> 'replica', '')
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'observed_places';
INSERT INTO product_snapshots (snapshot_date, slug, instance_count)
SELECT r.value ->> 'snapshot_date', r.value ->> 'slug', CAST(r.value ->> 'instance_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'product_snapshots';
INSERT INTO reorgs (id, txid, detected_at, old_height, new_height, amount_sat)
SELECT r.value ->> 'id', r.value ->> 'txid', CAST(r.value ->> 'detected_at' AS BIGINT),
       CAST(r.value ->> 'old_height' AS INTEGER), CAST(r.value ->> 'new_height' AS INTEGER),
       CAST(r.value ->> 'amount_sat' AS BIGINT)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'reorgs';
INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label)
SELECT CAST(r.value ->> 'id' AS INTEGER), r.value ->> 'image_name', r.value ->> 'repository', r.value ->> 'category',
       r.value ->> 'product_slug', r.value ->> 'product_label'
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'repo_images';
INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count)
SELECT r.value ->> 'snapshot_date', CAST(r.value ->> 'image_id' AS INTEGER),
       CAST(r.value ->> 'instance_count' AS INTEGER), CAST(r.value ->> 'category_count' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'repo_snapshots';
INSERT INTO revenue_transactions (
  sort_key, txid, block_height, block_hash, block_time, date, address, from_address, amount_sat, usd_micros,
  price_source, message_hash, app_name, app_type, source, settled
)
SELECT CAST(r.value ->> 'sort_key' AS BIGINT), r.value ->> 'txid', CAST(r.value ->> 'block_height' AS INTEGER),
       r.value ->> 'block_hash', CAST(r.value ->> 'block_time' AS BIGINT), r.value ->> 'date', r.value ->> 'address',
       r.value ->> 'from_address', CAST(r.value ->> 'amount_sat' AS BIGINT), CAST(r.value ->> 'usd_micros' AS BIGINT),
       r.value ->> 'price_source', r.value ->> 'message_hash', r.value ->> 'app_name', r.value ->> 'app_type',
       r.value ->> 'source', CAST(r.value ->> 'settled' AS INTEGER)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'revenue_transactions'
ORDER BY CAST(r.value ->> 'sort_key' AS BIGINT);
INSERT INTO sync_cursors (address, height, updated_at)
SELECT r.value ->> 'address', CAST(r.value ->> 'height' AS INTEGER), CAST(r.value ->> 'updated_at' AS BIGINT)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'sync_cursors';
INSERT INTO sync_status (name, value, updated_at)
SELECT r.value ->> 'name', r.value ->> 'value', CAST(r.value ->> 'updated_at' AS BIGINT)
FROM restore_slices s
CROSS JOIN jsonb_each(s.rows::jsonb) r
WHERE s.table_name = 'sync_status'
  AND r.value ->> 'name' NOT IN ('backup', 'bootstrap', 'drill');
INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count)
SELECT date, source, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros)
FROM revenue_transactions
GROUP BY date, source;
INSERT INTO revenue_apps (app_name, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment, app_type)
SELECT app_name, COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1),
       (SELECT app_type FROM revenue_transactions t WHERE t.app_name = p.app_name ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_transactions p
WHERE app_name IS NOT NULL
GROUP BY app_name;
INSERT INTO revenue_block_ranges (block_range, source, payment_count)
SELECT block_height / 1000, source, COUNT(*)
FROM revenue_transactions
GROUP BY block_height / 1000, source;
DELETE FROM restore_slices WHERE TRUE;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_swap(text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_swap(text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'restore_unstage' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.restore_unstage(p_lease text, p_fence bigint, p_table_name text, p_slice integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM restore_slices WHERE table_name = p_table_name AND slice >= p_slice;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.restore_unstage(text, bigint, text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.restore_unstage(text, bigint, text, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'revenue_between' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.revenue_between(p_from bigint, p_to bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT COUNT(*) AS payment_count, CAST(COALESCE(SUM(amount_sat), 0) AS TEXT) AS amount_sat
FROM revenue_transactions
WHERE block_time >= p_from AND block_time < p_to) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.revenue_between(bigint, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.revenue_between(bigint, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'revenue_by_source' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.revenue_by_source(p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT source, SUM(payment_count) AS payment_count, CAST(SUM(amount_sat) AS TEXT) AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT) AS usd_micros, SUM(priced_count) AS priced_count
FROM revenue_daily
WHERE date BETWEEN p_start AND p_end
GROUP BY source
ORDER BY source) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.revenue_by_source(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.revenue_by_source(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'revenue_index_state' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.revenue_index_state() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT (SELECT CAST(COALESCE(SUM(payment_count), 0) AS BIGINT) FROM revenue_daily) AS total,
       (SELECT COUNT(*) FROM revenue_transactions WHERE settled = 0) AS unsettled,
       (SELECT COUNT(*) FROM revenue_transactions
        WHERE (price_source IS NULL OR price_source = 'live') AND usd_micros IS NULL) AS unpriced,
       (SELECT COUNT(*) FROM revenue_transactions
        WHERE message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL) AS unknown,
       (SELECT COUNT(*) FROM failed_txids) AS failed) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.revenue_index_state() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.revenue_index_state() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'rollup_apps' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.rollup_apps() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT app_name, payment_count, CAST(amount_sat AS TEXT) AS amount_sat, CAST(usd_micros AS TEXT) AS usd_micros, priced_count
FROM revenue_apps
ORDER BY app_name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.rollup_apps() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.rollup_apps() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'rollup_days' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.rollup_days() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT date,
       CAST(SUM(payment_count) AS BIGINT) AS payment_count,
       CAST(SUM(amount_sat) AS TEXT)      AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT)      AS usd_micros,
       CAST(SUM(priced_count) AS BIGINT)  AS priced_count
FROM revenue_daily
GROUP BY date
ORDER BY date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.rollup_days() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.rollup_days() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'rollup_sources' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.rollup_sources() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT source,
       CAST(SUM(payment_count) AS BIGINT) AS payment_count,
       CAST(SUM(amount_sat) AS TEXT)      AS amount_sat,
       CAST(SUM(usd_micros) AS TEXT)      AS usd_micros,
       CAST(SUM(priced_count) AS BIGINT)  AS priced_count
FROM revenue_daily
GROUP BY source
ORDER BY source) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.rollup_sources() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.rollup_sources() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'schema_versions' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.schema_versions() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT version FROM schema_migrations ORDER BY version) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.schema_versions() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.schema_versions() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'search_payments' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.search_payments(p_match text, p_needle text, p_part text, p_is_exact integer, p_is_hex integer, p_is_amount integer, p_is_date integer, p_addresses jsonb, p_sources jsonb, p_cap integer, p_skip bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
SET plan_cache_mode = force_generic_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH names AS MATERIALIZED (
  SELECT kind, name, payment_count
  FROM revenue_search_names
  WHERE LOWER(name) LIKE '%' || REPLACE(REPLACE(REPLACE(p_needle, '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\'
),
counted AS MATERIALIZED (
  SELECT CASE WHEN p_is_hex + p_is_amount + p_is_date = 0
               AND NOT EXISTS (SELECT 1 FROM jsonb_each(p_addresses::jsonb))
               AND (SELECT COUNT(*) FROM jsonb_each(p_sources::jsonb)) = 3
               AND (SELECT COUNT(DISTINCT kind) FROM names) < 2
              THEN LEAST((SELECT COALESCE(SUM(payment_count), 0) FROM names), p_cap) END AS total
),
wanted AS MATERIALIZED (
  SELECT CASE WHEN total IS NULL THEN p_cap ELSE LEAST(p_skip + p_limit, p_cap) END AS keys FROM counted
),
way AS MATERIALIZED (
  SELECT gathered * payments > 500000 * CAST(keys AS BIGINT) AS is_walk,
         2000 + 5 * keys * 1000000 / GREATEST(payments, 1) AS reach
  FROM (SELECT keys,
               (SELECT COALESCE(SUM(payment_count), 0) FROM names) AS payments,
               (SELECT COALESCE(SUM(LEAST(payment_count, keys)), 0) FROM names) AS gathered
        FROM wanted) w
),
met AS MATERIALIZED (
  SELECT t.sort_key
  FROM (SELECT sort_key, app_name, from_address, source
        FROM revenue_transactions
        WHERE (SELECT is_walk FROM way)
        ORDER BY sort_key DESC
        LIMIT (SELECT reach FROM way)) t
  WHERE STRPOS(CAST(p_sources AS TEXT), t.source) <> 0
    AND (t.app_name IN (SELECT name FROM names WHERE kind = 'app')
      OR t.from_address IN (SELECT name FROM names WHERE kind = 'payer'))
  ORDER BY t.sort_key DESC
  LIMIT (SELECT keys FROM wanted)
),
is_gathered AS MATERIALIZED (
  SELECT (SELECT COUNT(*) FROM met) < (SELECT keys FROM wanted) AS yes
),
of_apps AS (
  SELECT t.sort_key
  FROM names n
  CROSS JOIN LATERAL (
    SELECT sort_key FROM revenue_transactions
    WHERE app_name = n.name AND app_name IS NOT NULL AND STRPOS(CAST(p_sources AS TEXT), source) <> 0
    ORDER BY sort_key DESC
    LIMIT (SELECT keys FROM wanted)
  ) t
  WHERE (SELECT yes FROM is_gathered) AND n.kind = 'app'
),
of_payers AS (
  SELECT t.sort_key
  FROM names n
  CROSS JOIN LATERAL (
    SELECT sort_key FROM revenue_transactions
    WHERE from_address = n.name AND STRPOS(CAST(p_sources AS TEXT), source) <> 0
    ORDER BY sort_key DESC
    LIMIT (SELECT keys FROM wanted)
  ) t
  WHERE (SELECT yes FROM is_gathered) AND n.kind = 'payer'
),
of_texts AS (
  SELECT t.sort_key
  FROM revenue_transactions t
  WHERE p_is_hex + p_is_amount > 0
    AND (txid || '
' || CAST(amount_sat / 100000000 AS TEXT) || 'x' || SUBSTR(CAST(100000000 + amount_sat % 100000000 AS TEXT), 2))
      LIKE '%' || REPLACE(p_part, '.', 'x') || '%'
    AND ((p_is_hex = 1 AND STRPOS(t.txid, p_needle) <> 0)
      OR (p_is_amount = 1
        AND STRPOS(CAST(t.amount_sat / 100000000 AS TEXT) || '.' || SUBSTR(CAST(100000000 + t.amount_sat % 100000000 AS TEXT), 2), p_needle) <> 0))
    AND STRPOS(CAST(p_sources AS TEXT), t.source) <> 0
  ORDER BY t.sort_key DESC
  LIMIT p_cap
),
days AS MATERIALIZED (
  SELECT date, SUM(payment_count) AS payments
  FROM revenue_daily
  WHERE p_is_date = 1 AND STRPOS(date, p_needle) <> 0 AND source IN (SELECT key FROM jsonb_each(p_sources::jsonb))
  GROUP BY date
),
newest_days AS MATERIALIZED (
  SELECT date
  FROM (SELECT date, SUM(payments) OVER (ORDER BY date DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS newer FROM days) d
  WHERE COALESCE(newer, 0) < p_cap
),
of_days AS (
  SELECT t.sort_key
  FROM newest_days d
  CROSS JOIN LATERAL (
    SELECT sort_key FROM revenue_transactions
    WHERE date = d.date AND STRPOS(CAST(p_sources AS TEXT), source) <> 0
    ORDER BY sort_key DESC
    LIMIT p_cap
  ) t
),
of_addresses AS (
  SELECT sort_key
  FROM revenue_transactions
  WHERE EXISTS (SELECT 1 FROM jsonb_each(p_addresses::jsonb))
    AND STRPOS(CAST(p_addresses AS TEXT), '"' || address || '"') <> 0
    AND STRPOS(CAST(p_sources AS TEXT), source) <> 0
  ORDER BY sort_key DESC
  LIMIT p_cap
),
keys AS MATERIALIZED (
  SELECT sort_key FROM met UNION SELECT sort_key FROM of_apps UNION SELECT sort_key FROM of_payers
  UNION SELECT sort_key FROM of_texts UNION SELECT sort_key FROM of_days UNION SELECT sort_key FROM of_addresses
  ORDER BY sort_key DESC
  LIMIT (SELECT keys FROM wanted)
),
page AS MATERIALIZED (
  SELECT sort_key FROM keys ORDER BY sort_key DESC LIMIT p_limit OFFSET p_skip
)
SELECT COALESCE((SELECT total FROM counted), (SELECT COUNT(*) FROM keys)) AS total,
       t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM (SELECT 1 AS one) always
LEFT JOIN page k ON TRUE
LEFT JOIN revenue_transactions t ON t.sort_key = k.sort_key
ORDER BY k.sort_key DESC NULLS LAST) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.search_payments(text, text, text, integer, integer, integer, integer, jsonb, jsonb, integer, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.search_payments(text, text, text, integer, integer, integer, integer, jsonb, jsonb, integer, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'snapshot_bounds' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.snapshot_bounds() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT (SELECT COUNT(*) FROM daily_snapshots) AS snapshots,
       (SELECT MIN(snapshot_date) FROM daily_snapshots) AS first_date,
       (SELECT MAX(snapshot_date) FROM daily_snapshots) AS last_date,
       (SELECT taken_at FROM daily_snapshots ORDER BY snapshot_date DESC LIMIT 1) AS last_taken_at,
       (SELECT MAX(snapshot_date) FROM repo_snapshots) AS last_repo_date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.snapshot_bounds() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.snapshot_bounds() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'snapshots_between' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.snapshots_between(p_start text, p_end text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT snapshot_date AS date, origin, taken_at, CAST(revenue_sat AS TEXT) AS revenue_sat,
       CAST(revenue_usd_micros AS TEXT) AS revenue_usd_micros, payment_count, priced_count, CAST(price_e8 AS TEXT) AS price_e8,
       node_cumulus, node_nimbus, node_stratus, node_total, wallet_count,
       collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux,
       cpu_total_millicores, cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb,
       app_count, watchtower_count, git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count
FROM daily_snapshots
WHERE snapshot_date BETWEEN p_start AND p_end
ORDER BY snapshot_date) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.snapshots_between(text, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.snapshots_between(text, text) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_app_messages' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_app_messages(p_lease text, p_fence bigint, p_messages jsonb, p_status jsonb, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO app_messages (hash, type, txid, height, value_sat, timestamp_ms, app_name, owner, spec_version, components,
  instances, expire, end_time, geolocation, is_encrypted)
SELECT key,
       value ->> 'type',
       value ->> 'txid',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'value_sat' AS BIGINT),
       CAST(value ->> 'timestamp_ms' AS BIGINT),
       value ->> 'app_name',
       value ->> 'owner',
       CAST(value ->> 'spec_version' AS INTEGER),
       value ->> 'components',
       CAST(value ->> 'instances' AS INTEGER),
       CAST(value ->> 'expire' AS INTEGER),
       CAST(value ->> 'end_time' AS BIGINT),
       value ->> 'geolocation',
       CAST(value ->> 'is_encrypted' AS INTEGER)
FROM jsonb_each(p_messages::jsonb)
WHERE TRUE
ON CONFLICT (hash) DO UPDATE SET
  owner = excluded.owner, spec_version = excluded.spec_version, components = excluded.components,
  instances = excluded.instances, expire = excluded.expire, end_time = excluded.end_time,
  geolocation = excluded.geolocation, is_encrypted = excluded.is_encrypted
WHERE app_messages.components = 'null' AND excluded.components <> 'null';
INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', p_now
FROM jsonb_each(p_status::jsonb)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_app_messages(text, bigint, jsonb, jsonb, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_app_messages(text, bigint, jsonb, jsonb, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_app_observations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_app_observations(p_lease text, p_fence bigint, p_opened jsonb, p_closed jsonb, p_at bigint, p_date text, p_closed_at bigint, p_is_end_uncertain integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO observed_apps (id, name)
SELECT (SELECT COALESCE(MAX(id), 0) FROM observed_apps) + ROW_NUMBER() OVER (ORDER BY unseen.name), unseen.name
FROM (SELECT DISTINCT value ->> 'app_name' AS name FROM jsonb_each(p_opened::jsonb)) unseen
WHERE NOT EXISTS (SELECT 1 FROM observed_apps known WHERE known.name = unseen.name);
INSERT INTO observed_places (id, ip, replica)
SELECT (SELECT COALESCE(MAX(id), 0) FROM observed_places) + ROW_NUMBER() OVER (ORDER BY unseen.ip, unseen.replica),
       unseen.ip, unseen.replica
FROM (SELECT DISTINCT value ->> 'ip' AS ip, COALESCE(value ->> 'replica', '') AS replica FROM jsonb_each(p_opened::jsonb)) unseen
WHERE NOT EXISTS (SELECT 1 FROM observed_places known WHERE known.ip = unseen.ip AND known.replica = unseen.replica);
UPDATE app_observations
SET to_at = p_closed_at, is_end_uncertain = p_is_end_uncertain
WHERE to_at IS NULL
  AND (app_id, place_id) IN (
    SELECT a.id, p.id
    FROM jsonb_each(p_closed::jsonb) gone
    JOIN observed_apps a ON a.name = gone.value ->> 'app_name'
    JOIN observed_places p ON p.ip = gone.value ->> 'ip' AND p.replica = COALESCE(gone.value ->> 'replica', '')
  );
INSERT INTO app_observations (app_id, place_id, from_at)
SELECT a.id, p.id, p_at
FROM jsonb_each(p_opened::jsonb) seen
JOIN observed_apps a ON a.name = seen.value ->> 'app_name'
JOIN observed_places p ON p.ip = seen.value ->> 'ip' AND p.replica = COALESCE(seen.value ->> 'replica', '')
WHERE TRUE
ON CONFLICT (app_id, place_id, from_at) DO UPDATE SET to_at = NULL, is_end_uncertain = 0;
INSERT INTO observed_days (kind, date, last_cycle_at, cycle_count)
VALUES ('apps', p_date, p_at, 1)
ON CONFLICT (kind, date) DO UPDATE SET last_cycle_at = excluded.last_cycle_at, cycle_count = observed_days.cycle_count + 1;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_app_observations(text, bigint, jsonb, jsonb, bigint, text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_app_observations(text, bigint, jsonb, jsonb, bigint, text, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_apps' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_apps(p_lease text, p_fence bigint, p_apps jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO network_apps (name, owner, spec_version, hash, height, end_height, end_time, instances, expire, components,
  geolocation, is_encrypted)
SELECT value ->> 'name',
       value ->> 'owner',
       CAST(value ->> 'spec_version' AS INTEGER),
       value ->> 'hash',
       CAST(value ->> 'height' AS INTEGER),
       CAST(value ->> 'end_height' AS INTEGER),
       CAST(value ->> 'end_time' AS BIGINT),
       CAST(value ->> 'instances' AS INTEGER),
       CAST(value ->> 'expire' AS INTEGER),
       value ->> 'components',
       value ->> 'geolocation',
       CAST(value ->> 'is_encrypted' AS INTEGER)
FROM jsonb_each(p_apps::jsonb)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET
  owner = excluded.owner, spec_version = excluded.spec_version, hash = excluded.hash, height = excluded.height,
  end_height = excluded.end_height, end_time = excluded.end_time, instances = excluded.instances, expire = excluded.expire,
  components = excluded.components, geolocation = excluded.geolocation, is_encrypted = excluded.is_encrypted;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_apps(text, bigint, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_apps(text, bigint, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_closes' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_closes(p_lease text, p_fence bigint, p_closes jsonb, p_status jsonb, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO flux_price_history (date, price_e8, source, fetched_at)
SELECT key, CAST(value ->> 'price_e8' AS BIGINT), value ->> 'source', p_now
FROM jsonb_each(p_closes::jsonb)
WHERE TRUE
ON CONFLICT (date) DO UPDATE SET price_e8 = excluded.price_e8, source = excluded.source, fetched_at = excluded.fetched_at
WHERE CASE excluded.source WHEN 'imported' THEN 1 WHEN 'binance' THEN 2 WHEN 'coingecko' THEN 3 ELSE 4 END
   <= CASE flux_price_history.source WHEN 'imported' THEN 1 WHEN 'binance' THEN 2 WHEN 'coingecko' THEN 3 ELSE 4 END;
INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', p_now
FROM jsonb_each(p_status::jsonb)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_closes(text, bigint, jsonb, jsonb, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_closes(text, bigint, jsonb, jsonb, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_metric' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_metric(p_lease text, p_fence bigint, p_name text, p_value text, p_source text, p_as_of bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO current_metrics (name, value, source, as_of)
VALUES (p_name, p_value, p_source, p_as_of)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, source = excluded.source, as_of = excluded.as_of;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_metric(text, bigint, text, text, text, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_metric(text, bigint, text, text, text, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_node_observations' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_node_observations(p_lease text, p_fence bigint, p_opened jsonb, p_closed jsonb, p_at bigint, p_date text, p_closed_at bigint, p_is_end_uncertain integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
UPDATE node_observations
SET to_at = p_closed_at, is_end_uncertain = p_is_end_uncertain
WHERE to_at IS NULL AND collateral IN (SELECT key FROM jsonb_each(p_closed::jsonb));
INSERT INTO node_observations (collateral, from_at, tier, payment_address)
SELECT value ->> 'collateral', p_at, value ->> 'tier', value ->> 'payment_address'
FROM jsonb_each(p_opened::jsonb)
WHERE TRUE
ON CONFLICT (collateral, from_at) DO UPDATE SET
  to_at = NULL, is_end_uncertain = 0, tier = excluded.tier, payment_address = excluded.payment_address;
INSERT INTO observed_days (kind, date, last_cycle_at, cycle_count)
VALUES ('nodes', p_date, p_at, 1)
ON CONFLICT (kind, date) DO UPDATE SET last_cycle_at = excluded.last_cycle_at, cycle_count = observed_days.cycle_count + 1;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_node_observations(text, bigint, jsonb, jsonb, bigint, text, bigint, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_node_observations(text, bigint, jsonb, jsonb, bigint, text, bigint, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_nodes' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_nodes(p_lease text, p_fence bigint, p_nodes jsonb, p_has_machines integer) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO network_nodes (collateral, tier, payment_address, ip, active_since, country, country_code, provider, machine)
SELECT value ->> 'collateral',
       value ->> 'tier',
       value ->> 'payment_address',
       value ->> 'ip',
       CAST(value ->> 'active_since' AS BIGINT),
       value ->> 'country',
       value ->> 'country_code',
       value ->> 'provider',
       value ->> 'machine'
FROM jsonb_each(p_nodes::jsonb)
WHERE TRUE
ON CONFLICT (collateral) DO UPDATE SET
  tier = excluded.tier, payment_address = excluded.payment_address, ip = excluded.ip, active_since = excluded.active_since,
  country      = CASE WHEN p_has_machines = 1 THEN excluded.country ELSE network_nodes.country END,
  country_code = CASE WHEN p_has_machines = 1 THEN excluded.country_code ELSE network_nodes.country_code END,
  provider     = CASE WHEN p_has_machines = 1 THEN excluded.provider ELSE network_nodes.provider END,
  machine      = CASE WHEN p_has_machines = 1 THEN excluded.machine ELSE network_nodes.machine END
WHERE network_nodes.tier <> excluded.tier
   OR network_nodes.payment_address <> excluded.payment_address
   OR network_nodes.ip IS DISTINCT FROM excluded.ip
   OR network_nodes.active_since IS DISTINCT FROM excluded.active_since
   OR (p_has_machines = 1 AND (network_nodes.machine IS DISTINCT FROM excluded.machine
                           OR network_nodes.country IS DISTINCT FROM excluded.country
                           OR network_nodes.country_code IS DISTINCT FROM excluded.country_code
                           OR network_nodes.provider IS DISTINCT FROM excluded.provider));
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_nodes(text, bigint, jsonb, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_nodes(text, bigint, jsonb, integer) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_payments' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_payments(p_lease text, p_fence bigint, p_facts jsonb, p_payments jsonb, p_removed_facts jsonb, p_removed_payments jsonb, p_affected jsonb, p_cursors jsonb, p_parked jsonb, p_unparked jsonb, p_reorgs jsonb, p_priced jsonb, p_status jsonb, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM revenue_changes WHERE TRUE;
INSERT INTO revenue_changes (date, source, block_range, app_name, payment_count, amount_sat, usd_micros, priced_count)
SELECT t.date, t.source, t.block_height / 1000, t.app_name, -1, -t.amount_sat, -COALESCE(t.usd_micros, 0),
       CASE WHEN t.usd_micros IS NULL THEN 0 ELSE -1 END
FROM jsonb_each(p_affected::jsonb) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key;
DELETE FROM revenue_transactions WHERE txid IN (SELECT key FROM jsonb_each(p_removed_payments::jsonb));
DELETE FROM chain_transactions WHERE txid IN (SELECT key FROM jsonb_each(p_removed_facts::jsonb));
WITH given AS MATERIALIZED (SELECT value FROM jsonb_each(p_facts::jsonb))
INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload)
SELECT value ->> 'txid',
       CAST(value ->> 'height' AS INTEGER),
       value ->> 'block_hash',
       CAST(value ->> 'block_time' AS BIGINT),
       value ->> 'payload'
FROM given
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  height = excluded.height, block_hash = excluded.block_hash, block_time = excluded.block_time, payload = excluded.payload;
WITH given AS MATERIALIZED (SELECT value FROM jsonb_each(p_payments::jsonb))
INSERT INTO revenue_transactions (txid, sort_key, block_height, block_hash, block_time, date, address, from_address, amount_sat,
  usd_micros, price_source, message_hash, app_name, app_type, source, settled)
SELECT value ->> 'txid',
       CAST(value ->> 'sort_key' AS BIGINT),
       CAST(value ->> 'block_height' AS INTEGER),
       value ->> 'block_hash',
       CAST(value ->> 'block_time' AS BIGINT),
       value ->> 'date',
       value ->> 'address',
       value ->> 'from_address',
       CAST(value ->> 'amount_sat' AS BIGINT),
       CAST(value ->> 'usd_micros' AS BIGINT),
       value ->> 'price_source',
       value ->> 'message_hash',
       value ->> 'app_name',
       value ->> 'app_type',
       value ->> 'source',
       CAST(value ->> 'settled' AS INTEGER)
FROM given
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  sort_key = excluded.sort_key, block_height = excluded.block_height, block_hash = excluded.block_hash,
  block_time = excluded.block_time, date = excluded.date, address = excluded.address, from_address = excluded.from_address,
  amount_sat = excluded.amount_sat, usd_micros = excluded.usd_micros, price_source = excluded.price_source,
  message_hash = excluded.message_hash, app_name = excluded.app_name, app_type = excluded.app_type,
  source = excluded.source, settled = excluded.settled;
INSERT INTO revenue_changes (date, source, block_range, app_name, payment_count, amount_sat, usd_micros, priced_count)
SELECT t.date, t.source, t.block_height / 1000, t.app_name, 1, t.amount_sat, COALESCE(t.usd_micros, 0),
       CASE WHEN t.usd_micros IS NULL THEN 0 ELSE 1 END
FROM jsonb_each(p_affected::jsonb) a
CROSS JOIN revenue_transactions t
WHERE t.txid = a.key;
INSERT INTO revenue_daily (date, source, payment_count, amount_sat, usd_micros, priced_count)
SELECT date, source, SUM(payment_count), SUM(amount_sat), SUM(usd_micros), SUM(priced_count)
FROM revenue_changes
WHERE TRUE
GROUP BY date, source
ON CONFLICT (date, source) DO UPDATE SET
  payment_count = revenue_daily.payment_count + excluded.payment_count,
  amount_sat    = revenue_daily.amount_sat + excluded.amount_sat,
  usd_micros    = revenue_daily.usd_micros + excluded.usd_micros,
  priced_count  = revenue_daily.priced_count + excluded.priced_count;
DELETE FROM revenue_daily
WHERE payment_count = 0 AND date IN (SELECT date FROM revenue_changes WHERE payment_count < 0);
INSERT INTO revenue_apps (app_name, payment_count, amount_sat, usd_micros, priced_count, first_payment, last_payment, app_type)
SELECT app_name, SUM(payment_count), SUM(amount_sat), SUM(usd_micros), SUM(priced_count),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = c.app_name ORDER BY t.sort_key LIMIT 1),
       (SELECT block_time FROM revenue_transactions t WHERE t.app_name = c.app_name ORDER BY t.sort_key DESC LIMIT 1),
       (SELECT app_type FROM revenue_transactions t WHERE t.app_name = c.app_name ORDER BY t.sort_key DESC LIMIT 1)
FROM revenue_changes c
WHERE app_name IS NOT NULL
GROUP BY app_name
ON CONFLICT (app_name) DO UPDATE SET
  payment_count = revenue_apps.payment_count + excluded.payment_count,
  amount_sat    = revenue_apps.amount_sat + excluded.amount_sat,
  usd_micros    = revenue_apps.usd_micros + excluded.usd_micros,
  priced_count  = revenue_apps.priced_count + excluded.priced_count,
  first_payment = excluded.first_payment,
  last_payment  = excluded.last_payment,
  app_type      = excluded.app_type;
DELETE FROM revenue_apps
WHERE payment_count = 0 AND app_name IN (SELECT app_name FROM revenue_changes WHERE payment_count < 0);
INSERT INTO revenue_block_ranges (block_range, source, payment_count)
SELECT block_range, source, SUM(payment_count)
FROM revenue_changes
WHERE TRUE
GROUP BY block_range, source
ON CONFLICT (block_range, source) DO UPDATE SET payment_count = revenue_block_ranges.payment_count + excluded.payment_count;
DELETE FROM revenue_block_ranges
WHERE payment_count = 0 AND block_range IN (SELECT block_range FROM revenue_changes WHERE payment_count < 0);
DELETE FROM revenue_changes WHERE TRUE;
DELETE FROM failed_txids
WHERE COALESCE(txid, '') IN (SELECT value ->> 'txid' FROM jsonb_each(p_facts::jsonb))
   OR COALESCE(txid, '') IN (SELECT key FROM jsonb_each(p_removed_facts::jsonb))
   OR COALESCE(txid, '') IN (SELECT key FROM jsonb_each(p_unparked::jsonb));
INSERT INTO failed_txids (txid, height, reason, attempts, first_failed_at, last_failed_at)
SELECT value ->> 'txid', CAST(value ->> 'height' AS INTEGER), value ->> 'reason', 1, p_now, p_now
FROM jsonb_each(p_parked::jsonb)
WHERE TRUE
ON CONFLICT (txid) DO UPDATE SET
  height = excluded.height, reason = excluded.reason, attempts = failed_txids.attempts + 1, last_failed_at = excluded.last_failed_at;
INSERT INTO reorgs (id, txid, detected_at, old_height, new_height, amount_sat)
SELECT value ->> 'id',
       value ->> 'txid',
       p_now,
       CAST(value ->> 'old_height' AS INTEGER),
       CAST(value ->> 'new_height' AS INTEGER),
       CAST(value ->> 'amount_sat' AS BIGINT)
FROM jsonb_each(p_reorgs::jsonb)
WHERE TRUE
ON CONFLICT (id, txid) DO NOTHING;
UPDATE flux_price_history
SET applied_e8 = (SELECT CAST(value ->> 'price_e8' AS BIGINT) FROM jsonb_each(p_priced::jsonb) WHERE key = flux_price_history.date)
WHERE date IN (SELECT key FROM jsonb_each(p_priced::jsonb));
INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', p_now
FROM jsonb_each(p_status::jsonb)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;
INSERT INTO sync_cursors (address, height, updated_at)
SELECT key, CAST(value ->> 'height' AS INTEGER), p_now
FROM jsonb_each(p_cursors::jsonb)
WHERE TRUE
ON CONFLICT (address) DO UPDATE SET height = excluded.height, updated_at = excluded.updated_at;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_payments(text, bigint, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_payments(text, bigint, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_repo_categories' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_repo_categories(p_lease text, p_fence bigint, p_images jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
UPDATE repo_images
SET category = made.category, product_slug = made.slug, product_label = made.label
FROM (
  SELECT CAST(key AS INTEGER) AS image_id,
         value ->> 'category' AS category,
         value ->> 'slug' AS slug,
         value ->> 'label' AS label
  FROM jsonb_each(p_images::jsonb)
) made
WHERE id = made.image_id;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_repo_categories(text, bigint, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_repo_categories(text, bigint, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_repo_rows' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_repo_rows(p_lease text, p_fence bigint, p_images jsonb, p_rows jsonb, p_products jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO repo_images (id, image_name, repository, category, product_slug, product_label)
SELECT (SELECT COALESCE(MAX(id), 0) FROM repo_images) + ROW_NUMBER() OVER (ORDER BY unseen.key),
       unseen.key,
       unseen.value ->> 'repository',
       unseen.value ->> 'category',
       unseen.value ->> 'slug',
       unseen.value ->> 'label'
FROM jsonb_each(p_images::jsonb) unseen
WHERE NOT EXISTS (SELECT 1 FROM repo_images known WHERE known.image_name = unseen.key);
INSERT INTO repo_snapshots (snapshot_date, image_id, instance_count, category_count)
SELECT seen.value ->> 'date',
       i.id,
       CAST(seen.value ->> 'instance_count' AS INTEGER),
       CAST(seen.value ->> 'category_count' AS INTEGER)
FROM jsonb_each(p_rows::jsonb) seen
CROSS JOIN repo_images i
WHERE i.image_name = seen.value ->> 'image_name'
ON CONFLICT (snapshot_date, image_id) DO NOTHING;
INSERT INTO product_snapshots (snapshot_date, slug, instance_count)
SELECT value ->> 'date', value ->> 'slug', CAST(value ->> 'instance_count' AS INTEGER)
FROM jsonb_each(p_products::jsonb)
WHERE TRUE
ON CONFLICT (snapshot_date, slug) DO NOTHING;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_repo_rows(text, bigint, jsonb, jsonb, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_repo_rows(text, bigint, jsonb, jsonb, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_snapshots' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_snapshots(p_lease text, p_fence bigint, p_rows jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO daily_snapshots (snapshot_date, origin, taken_at, revenue_sat, price_e8,
  node_cumulus, node_nimbus, node_stratus, node_total, wallet_count, collateral_cumulus_flux, collateral_nimbus_flux, collateral_stratus_flux, cpu_total_millicores,
  cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb, app_count, watchtower_count,
  git_count, docker_count, resolved_count, gaming_count, crypto_count, wordpress_count)
SELECT value ->> 'date',
       value ->> 'origin',
       CAST(value ->> 'taken_at' AS BIGINT),
       CAST(value ->> 'revenue_sat' AS BIGINT),
       CAST(value ->> 'price_e8' AS BIGINT),
       CAST(value ->> 'node_cumulus' AS INTEGER),
       CAST(value ->> 'node_nimbus' AS INTEGER),
       CAST(value ->> 'node_stratus' AS INTEGER),
       CAST(value ->> 'node_total' AS INTEGER),
       CAST(value ->> 'wallet_count' AS INTEGER),
       CAST(value ->> 'collateral_cumulus_flux' AS BIGINT),
       CAST(value ->> 'collateral_nimbus_flux' AS BIGINT),
       CAST(value ->> 'collateral_stratus_flux' AS BIGINT),
       CAST(value ->> 'cpu_total_millicores' AS BIGINT),
       CAST(value ->> 'cpu_used_millicores' AS BIGINT),
       CAST(value ->> 'ram_total_mb' AS BIGINT),
       CAST(value ->> 'ram_used_mb' AS BIGINT),
       CAST(value ->> 'storage_total_mb' AS BIGINT),
       CAST(value ->> 'storage_used_mb' AS BIGINT),
       CAST(value ->> 'app_count' AS INTEGER),
       CAST(value ->> 'watchtower_count' AS INTEGER),
       CAST(value ->> 'git_count' AS INTEGER),
       CAST(value ->> 'docker_count' AS INTEGER),
       CAST(value ->> 'resolved_count' AS INTEGER),
       CAST(value ->> 'gaming_count' AS INTEGER),
       CAST(value ->> 'crypto_count' AS INTEGER),
       CAST(value ->> 'wordpress_count' AS INTEGER)
FROM jsonb_each(p_rows::jsonb)
WHERE TRUE
ON CONFLICT (snapshot_date) DO UPDATE SET
  origin = CASE daily_snapshots.origin WHEN 'backfilled' THEN excluded.origin ELSE daily_snapshots.origin END,
  price_e8                = COALESCE(daily_snapshots.price_e8, excluded.price_e8),
  node_cumulus            = COALESCE(daily_snapshots.node_cumulus, excluded.node_cumulus),
  node_nimbus             = COALESCE(daily_snapshots.node_nimbus, excluded.node_nimbus),
  node_stratus            = COALESCE(daily_snapshots.node_stratus, excluded.node_stratus),
  node_total              = COALESCE(daily_snapshots.node_total, excluded.node_total),
  wallet_count            = COALESCE(daily_snapshots.wallet_count, excluded.wallet_count),
  collateral_cumulus_flux = COALESCE(daily_snapshots.collateral_cumulus_flux, excluded.collateral_cumulus_flux),
  collateral_nimbus_flux  = COALESCE(daily_snapshots.collateral_nimbus_flux, excluded.collateral_nimbus_flux),
  collateral_stratus_flux = COALESCE(daily_snapshots.collateral_stratus_flux, excluded.collateral_stratus_flux),
  cpu_total_millicores    = COALESCE(daily_snapshots.cpu_total_millicores, excluded.cpu_total_millicores),
  cpu_used_millicores     = COALESCE(daily_snapshots.cpu_used_millicores, excluded.cpu_used_millicores),
  ram_total_mb            = COALESCE(daily_snapshots.ram_total_mb, excluded.ram_total_mb),
  ram_used_mb             = COALESCE(daily_snapshots.ram_used_mb, excluded.ram_used_mb),
  storage_total_mb        = COALESCE(daily_snapshots.storage_total_mb, excluded.storage_total_mb),
  storage_used_mb         = COALESCE(daily_snapshots.storage_used_mb, excluded.storage_used_mb),
  app_count               = COALESCE(daily_snapshots.app_count, excluded.app_count),
  watchtower_count        = COALESCE(daily_snapshots.watchtower_count, excluded.watchtower_count),
  git_count               = COALESCE(daily_snapshots.git_count, excluded.git_count),
  docker_count            = COALESCE(daily_snapshots.docker_count, excluded.docker_count),
  resolved_count          = COALESCE(daily_snapshots.resolved_count, excluded.resolved_count),
  gaming_count            = COALESCE(daily_snapshots.gaming_count, excluded.gaming_count),
  crypto_count            = COALESCE(daily_snapshots.crypto_count, excluded.crypto_count),
  wordpress_count         = COALESCE(daily_snapshots.wordpress_count, excluded.wordpress_count);
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_snapshots(text, bigint, jsonb) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_snapshots(text, bigint, jsonb) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_status' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_status(p_lease text, p_fence bigint, p_status jsonb, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', p_now
FROM jsonb_each(p_status::jsonb)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_status(text, bigint, jsonb, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_status(text, bigint, jsonb, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'store_tracked' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.store_tracked(p_lease text, p_fence bigint, p_status jsonb, p_kept jsonb, p_now bigint) RETURNS json
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '120s'
AS $body$
DECLARE answer_ json := '[]';
BEGIN
INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT p_lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = p_lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = p_fence THEN leases.fence END;
DELETE FROM sync_cursors WHERE address NOT IN (SELECT key FROM jsonb_each(p_kept::jsonb));
INSERT INTO sync_status (name, value, updated_at)
SELECT key, value ->> 'value', p_now
FROM jsonb_each(p_status::jsonb)
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.store_tracked(text, bigint, jsonb, jsonb, bigint) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.store_tracked(text, bigint, jsonb, jsonb, bigint) TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'sync_cursors' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.sync_cursors() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT address, height, updated_at FROM sync_cursors ORDER BY address) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.sync_cursors() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.sync_cursors() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'sync_status' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.sync_status() RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (SELECT name, value, updated_at FROM sync_status ORDER BY name) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.sync_status() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.sync_status() TO service_role;

DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'transactions_of_sources' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.transactions_of_sources(p_before_key text, p_skip integer, p_limit integer, p_team integer, p_fiat integer, p_other integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public
SET statement_timeout = '20s'
SET plan_cache_mode = force_custom_plan
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
AS $body$
DECLARE answer_ json := '[]';
BEGIN
SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM (WITH keys AS MATERIALIZED (
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions WHERE p_fiat = 1 AND source = 'fiat' AND sort_key < CAST(p_before_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT p_skip + p_limit
  ) of_fiat
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions WHERE p_other = 1 AND source = 'other' AND sort_key < CAST(p_before_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT p_skip + p_limit
  ) of_other
  UNION ALL
  SELECT sort_key FROM (
    SELECT sort_key FROM revenue_transactions WHERE p_team = 1 AND source = 'team' AND sort_key < CAST(p_before_key AS BIGINT)
    ORDER BY sort_key DESC LIMIT p_skip + p_limit
  ) of_team
  ORDER BY sort_key DESC
  LIMIT p_limit
  OFFSET p_skip
)
SELECT t.txid, CAST(t.sort_key AS TEXT) AS sort_key, t.block_height, t.block_time, t.date, t.address, t.from_address,
       CAST(t.amount_sat AS TEXT) AS amount_sat, CAST(t.usd_micros AS TEXT) AS usd_micros, t.app_name, t.app_type, t.source, t.settled
FROM keys k
CROSS JOIN revenue_transactions t
WHERE t.sort_key = k.sort_key
ORDER BY k.sort_key DESC) row_;
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION public.transactions_of_sources(text, integer, integer, integer, integer, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.transactions_of_sources(text, integer, integer, integer, integer, integer) TO service_role;

DELETE FROM public.schema_migrations WHERE version LIKE 'functions %';
INSERT INTO public.schema_migrations (version, applied_at)
VALUES ('001_schema', EXTRACT(EPOCH FROM now())::bigint),
  ('002_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('003_census', EXTRACT(EPOCH FROM now())::bigint),
  ('004_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('005_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('006_failover', EXTRACT(EPOCH FROM now())::bigint),
  ('007_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('008_backup', EXTRACT(EPOCH FROM now())::bigint),
  ('008_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('009_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('010_app_kinds_postgres', EXTRACT(EPOCH FROM now())::bigint),
  ('functions 7a792067f2495725', EXTRACT(EPOCH FROM now())::bigint)
ON CONFLICT (version) DO NOTHING;
NOTIFY pgrst, 'reload schema';
