/** Statements of the API: what pages and exports read. */

export interface ReadStatements {
  get_table_counts: { args: Record<string, never>; row: { name: string; rows: number } };
}
