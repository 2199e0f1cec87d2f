-- A row once changes are marked; none until the projector has begun.
SELECT name
FROM subscription_start
