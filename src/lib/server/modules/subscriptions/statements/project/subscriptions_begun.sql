-- Whether changes are marked: 0 until the projector has begun.
SELECT begun
FROM subscription_start
