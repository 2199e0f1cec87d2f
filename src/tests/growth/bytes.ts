/** Bytes of a SQLite file per table, its indexes among them; the parts of the search index count as one table. */
import Database from 'better-sqlite3';

export function bytesPerTable(path: string): Map<string, number> {
  const db = new Database(path, { readonly: true });
  const rows = db
    .prepare<[], { name: string; bytes: number }>(
      `SELECT CASE WHEN s.tbl_name LIKE 'revenue_search%' THEN 'revenue_search' ELSE s.tbl_name END AS name,
              SUM(d.pgsize) AS bytes
       FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
       WHERE d.aggregate = TRUE
       GROUP BY 1 ORDER BY 2 DESC, 1`
    )
    .all();
  db.close();
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}
