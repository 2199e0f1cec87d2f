-- The newest epoch that this database knows of. Answers no row when it knows of none.
SELECT epoch, is_active, at, reason FROM store_epochs ORDER BY epoch DESC LIMIT 1
