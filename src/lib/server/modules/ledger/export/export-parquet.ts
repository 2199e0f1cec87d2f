/**
 * Payments as Parquet, row group by row group: what is held is one group and, per group, where its columns lie.
 *
 * Amounts are given to the writer as satoshi in bigints: it scales numbers, by way of floats, and takes bigints as scaled.
 * The writer works on the event loop, so a group is no larger than what may hold it up.
 */
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Transaction } from '../../../../contract/ledger/transactions.ts';
import { parseDecimal } from '../../../../domain/money/decimal.ts';
import type { ExportFile } from './export-file.ts';

type Presence = 'REQUIRED' | 'OPTIONAL';
type Value = string | number | bigint | boolean | null;

interface Column {
  element: SchemaElement;
  valueOf: (transaction: Transaction) => Value;
  /** No two rows share a value: looking for a dictionary would be in vain. */
  isUnique?: true;
}

/** About 20 ms of work. */
const GROUP_ROWS = 2_000;
const DECIMALS = 8;
/** Of which the bytes of a DECIMAL are made. */
const DECIMAL_DIGITS = 38;
const DECIMAL_BYTES = 16;
const MICROS = 1_000_000n;
const DAY_MS = 86_400_000;

const columns: Column[] = [
  { element: text('txid', 'REQUIRED'), valueOf: ({ txid }) => txid, isUnique: true },
  { element: text('address', 'REQUIRED'), valueOf: ({ address }) => address },
  { element: text('fromAddress', 'REQUIRED'), valueOf: ({ fromAddress }) => fromAddress },
  { element: decimal('amount', 'REQUIRED'), valueOf: ({ amount }) => parseDecimal(amount, DECIMALS) },
  {
    element: decimal('amountUsd', 'OPTIONAL'),
    valueOf: ({ amountUsd }) => (amountUsd === null ? null : parseDecimal(amountUsd, DECIMALS))
  },
  { element: column('blockHeight', 'INT64'), valueOf: ({ blockHeight }) => BigInt(blockHeight) },
  {
    element: {
      ...column('timestamp', 'INT64'),
      converted_type: 'TIMESTAMP_MICROS',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' }
    },
    valueOf: ({ timestamp }) => BigInt(timestamp) * MICROS
  },
  {
    element: { ...column('date', 'INT32'), converted_type: 'DATE', logical_type: { type: 'DATE' } },
    valueOf: ({ date }) => Date.parse(date) / DAY_MS
  },
  { element: text('appName', 'OPTIONAL'), valueOf: ({ appName }) => appName },
  { element: text('appType', 'OPTIONAL'), valueOf: ({ appType }) => appType },
  { element: text('source', 'REQUIRED'), valueOf: ({ source }) => source },
  { element: column('settled', 'BOOLEAN'), valueOf: ({ settled }) => settled }
];

const schema: SchemaElement[] = [
  { name: 'payments', num_children: columns.length },
  ...columns.map(({ element }) => element)
];

/** `proof` writes the line of rows and hash that a caller may put behind the file. */
export function openParquet(proof: ExportFile<Transaction>['proof']): ExportFile<Transaction> {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({ writer: bytes, schema, createdBy: 'fluxtracker' });
  let held: Transaction[] = [];

  function take(): Uint8Array {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  }

  function writeGroup(): void {
    const columnData = columns.map(({ element: { name }, valueOf, isUnique }) => ({
      name,
      data: held.map(valueOf),
      ...(isUnique && { encoding: 'PLAIN' as const })
    }));
    held = [];
    void file.write({ columnData, rowGroupSize: GROUP_ROWS });
  }

  return {
    head: take,
    *rows(slice) {
      for (let at = 0; at < slice.length;) {
        const taken = slice.slice(at, at + GROUP_ROWS - held.length);
        held.push(...taken);
        at += taken.length;
        if (held.length < GROUP_ROWS) return;
        writeGroup();
        yield take();
      }
    },
    end() {
      if (held.length > 0) writeGroup();
      void file.finish();
      return take();
    },
    proof
  };
}

function column(name: string, type: 'INT32' | 'INT64' | 'BOOLEAN'): SchemaElement {
  return { name, type, repetition_type: 'REQUIRED' };
}

function text(name: string, presence: Presence): SchemaElement {
  const kind = { converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;
  return { name, type: 'BYTE_ARRAY', repetition_type: presence, ...kind };
}

function decimal(name: string, presence: Presence): SchemaElement {
  const size = { precision: DECIMAL_DIGITS, scale: DECIMALS };
  return {
    name,
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: DECIMAL_BYTES,
    repetition_type: presence,
    converted_type: 'DECIMAL',
    logical_type: { type: 'DECIMAL', ...size },
    ...size
  };
}
