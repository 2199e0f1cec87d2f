-- Metered events are kept for a while; their roll-ups stay. Portable.
-- The indexes take about a second per million rows.
CREATE INDEX IF NOT EXISTS meter_events_by_at ON meter_events (at);
CREATE INDEX IF NOT EXISTS meter_minutes_by_minute ON meter_minutes (minute);

-- One row: events before that moment (unix seconds) may be gone.
CREATE TABLE IF NOT EXISTS meter_floor (
  name   TEXT   PRIMARY KEY CHECK (name = 'events'),
  before BIGINT NOT NULL
);
