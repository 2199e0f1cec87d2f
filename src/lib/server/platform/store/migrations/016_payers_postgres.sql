-- Postgres only: room for what the new roll-ups are made of, and the roll-ups of the payments that there are, of which none is
-- written meanwhile (about 10 s for a million). Harmless to apply again.
ALTER TABLE public.revenue_changes ADD COLUMN IF NOT EXISTS app_type TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE public.revenue_changes ADD COLUMN IF NOT EXISTS from_address TEXT COLLATE "C" NOT NULL DEFAULT '';

DO $$
BEGIN
  LOCK TABLE public.revenue_transactions IN SHARE MODE;
  TRUNCATE public.revenue_kinds, public.revenue_payer_apps, public.revenue_payers;
  INSERT INTO revenue_kinds (block_range, date, source, app_type, payment_count, amount_sat, usd_micros, priced_count)
  SELECT block_height / 1000, date, source, COALESCE(app_type, ''), COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)),
         COUNT(usd_micros)
  FROM revenue_transactions
  GROUP BY block_height / 1000, date, source, COALESCE(app_type, '');

  INSERT INTO revenue_payer_apps (from_address, app_name, payment_count, amount_sat)
  SELECT from_address, COALESCE(app_name, ''), COUNT(*), SUM(amount_sat)
  FROM revenue_transactions
  GROUP BY from_address, COALESCE(app_name, '');

  INSERT INTO revenue_payers (from_address, source, payment_count, amount_sat, usd_micros, priced_count, app_count, first_payment,
    last_payment)
  SELECT from_address,
         (SELECT source FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key DESC LIMIT 1),
         COUNT(*), SUM(amount_sat), SUM(COALESCE(usd_micros, 0)), COUNT(usd_micros),
         (SELECT COUNT(*) FROM revenue_payer_apps a WHERE a.from_address = p.from_address AND a.app_name <> ''),
         (SELECT block_time FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key LIMIT 1),
         (SELECT block_time FROM revenue_transactions t WHERE t.from_address = p.from_address ORDER BY t.sort_key DESC LIMIT 1)
  FROM revenue_transactions p
  GROUP BY from_address;
END $$;
