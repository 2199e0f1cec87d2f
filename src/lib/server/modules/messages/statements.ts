/** Statements of the registration and update messages of apps. */
import type { AppMessageRow, Fenced } from '../../platform/store/rows.ts';
import type { StatusInput } from '../../platform/store/statements.ts';

export interface MessageStatements {
  store_app_messages: {
    args: Fenced & { messages: Record<string, AppMessageRow>; status: StatusInput; now: number };
    row: never;
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends MessageStatements {}
}
