-- What has been applied of the migrations and, on Postgres, which functions.
SELECT version FROM schema_migrations ORDER BY version
