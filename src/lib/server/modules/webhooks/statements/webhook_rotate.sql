-- Gives a webhook another secret; until a time the one of before signs too. Answers no row when there is none.
-- @param id     text
-- @param secret text
-- @param until  bigint
-- @writes
UPDATE webhooks SET previous_secret = secret, previous_until = :until, secret = :secret WHERE id = :id RETURNING id
