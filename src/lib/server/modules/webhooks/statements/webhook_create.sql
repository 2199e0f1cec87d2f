-- Adds a webhook: it is told what is told from now on.
-- @param id         text
-- @param url        text
-- @param types      text
-- @param subjects   text
-- @param format     text
-- @param ordering   text
-- @param secret     text
-- @param key_id     text
-- @param now        bigint
-- @writes
INSERT INTO webhooks (id, url, types, subjects, format, ordering, state, secret, created_at, key_id)
VALUES (:id, :url, :types, :subjects, :format, :ordering, 'active', :secret, :now, :key_id)
