/** Statements of keys. */
export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  /** SHA-256 of the key, hex. */
  hash: string;
  /** JSON list. */
  scopes: string;
  plan: string;
  /** Unix seconds, as all that follow. */
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
}

export interface KeyStatements {
  api_keys_list: { args: Record<string, never>; row: KeyRow };
  api_keys_by_prefix: { args: { prefix: string }; row: KeyRow };
  add_api_key: { args: Omit<KeyRow, 'revoked_at' | 'last_used_at'>; row: KeyRow };
  revoke_api_key: { args: { id: string; now: number }; row: KeyRow };
  touch_api_keys: { args: { used: Record<string, { at: number }> }; row: never };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends KeyStatements {}
}
