/** What a format of an export has to do: one file, written from its start to its end, piece by piece. */
export type Piece = string | Uint8Array;

export interface ExportFile<Row> {
  /** What stands before the first row. */
  head(): Piece;
  /** Takes rows; gives what can be sent so far, which may be nothing. Lazy: a piece is made when it is asked for. */
  rows(slice: readonly Row[]): Iterable<Piece>;
  /** What is left, and what stands behind the last row. */
  end(): Piece;
  /** The line that `proof=line` asks for. It is no part of the file, and its hash is that of the bytes before it. */
  proof: (rows: number, sha256: string) => string;
}

export interface ExportFormat<Row> {
  type: string;
  open(): ExportFile<Row>;
}
