/**
 * The storage port: run a named statement, get its rows. Every engine implements this and nothing more;
 * store.contract.test.ts holds them to the same answers.
 *
 * One statement file is one transaction. A store answers or throws StoreError (StaleFenceError for a write whose lease
 * was taken over); it never stands in a default for an answer it does not have.
 */
import type { PlatformStatements } from './statements.ts';

/**
 * Every statement: what it is given, what it answers. Modules add theirs by augmentation, in their `statements.ts`.
 */
export interface Statements extends PlatformStatements {}
export type StatementName = keyof Statements;

export interface Store {
  query<N extends StatementName>(name: N, args: Statements[N]['args']): Promise<Statements[N]['row'][]>;
  close(): Promise<void>;
}
