/**
 * The storage port: run a named statement, get its rows. Every engine implements this and nothing more;
 * store.contract.test.ts holds them to the same answers.
 *
 * One statement file is one transaction. A store answers or throws StoreError (StaleFenceError for a write whose lease
 * was taken over); it never stands in a default for an answer it does not have.
 */
import type { BackupStatements } from '../../modules/backup/statements.ts';
import type { CensusStatements } from '../../modules/census/statements.ts';
import type { FailoverStatements } from './statements-failover.ts';
import type { IngestStatements } from '../../modules/ledger/statements-ingest.ts';
import type { NetworkStatements } from '../../modules/history/statements-network.ts';
import type { OperationStatements } from './statements-operations.ts';
import type { ReadStatements } from '../../modules/ledger/statements-read.ts';
import type { SnapshotStatements } from '../../modules/history/statements-snapshots.ts';

/** Every statement in statements/*.sql: what it is given, what it answers. */
export interface Statements
  extends
    BackupStatements,
    CensusStatements,
    FailoverStatements,
    IngestStatements,
    NetworkStatements,
    OperationStatements,
    ReadStatements,
    SnapshotStatements {}
export type StatementName = keyof Statements;

export interface Store {
  query<N extends StatementName>(name: N, args: Statements[N]['args']): Promise<Statements[N]['row'][]>;
  close(): Promise<void>;
}
