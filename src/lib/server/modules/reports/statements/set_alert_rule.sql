-- Sets what an operator wants of a rule. has_threshold, has_silence: whether that part is set; the other stays.
-- @param rule           text
-- @param threshold      text
-- @param has_threshold  integer
-- @param silenced_until bigint
-- @param has_silence    integer
-- @param now            bigint
-- @writes
INSERT INTO alert_rules (rule, threshold, silenced_until, updated_at)
VALUES (:rule, :threshold, :silenced_until, :now)
ON CONFLICT (rule) DO UPDATE SET
  threshold      = CASE WHEN :has_threshold = 1 THEN excluded.threshold ELSE alert_rules.threshold END,
  silenced_until = CASE WHEN :has_silence = 1 THEN excluded.silenced_until ELSE alert_rules.silenced_until END,
  updated_at     = excluded.updated_at
