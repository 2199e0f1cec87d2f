/**
 * A connection string for Postgres as dashboards and other programs hand it out: with parameters for poolers and ORMs that
 * a server refuses, and with passwords that nobody has encoded. Nothing of a password is ever quoted.
 */
import { Refusal } from './variables.ts';

const ALLOWED = 'postgres://user:password@host:port/database';
const ENCODED = `${ALLOWED}, where the password has %40 for @, %2F for /, %3F for ?, %23 for #, %20 for a space, %25 for %`;

/** What the server or the connection understands. */
const KEPT = new Set([
  ...['sslmode', 'ssl', 'sslnegotiation', 'connect_timeout', 'target_session_attrs', 'application_name', 'options'],
  ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'search_path', 'timezone']
]);
/** For the pooler's own client, Prisma, JDBC, libpq and others: it changes nothing of one connection that migrates. */
const DROPPED = new Set([
  ...[
    'pgbouncer',
    'supa',
    'supabase',
    'workaround',
    'connection_limit',
    'pool_timeout',
    'pool_mode',
    'pool_size',
    'pooler'
  ],
  ...['pool_max', 'pool_min', 'max_connections', 'socket_timeout', 'statement_cache_size', 'statement_name_function'],
  ...['prepared_statements', 'prepared_statement_cache_size', 'preparedstatements', 'preparethreshold', 'schema'],
  ...[
    'max',
    'prepare',
    'idle_timeout',
    'max_lifetime',
    'max_pipeline',
    'backoff',
    'keep_alive',
    'debug',
    'fetch_types'
  ],
  ...['publications', 'channel_binding', 'gssencmode', 'keepalives', 'keepalives_idle', 'keepalives_interval'],
  ...['keepalives_count', 'tcp_user_timeout', 'client_encoding', 'uselibpqcompat', 'sslaccept', 'endpoint']
]);

/** The string without what is meant for others; one without parameters stays as it is. */
export function postgresUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new Refusal('is not a Postgres URL', ALLOWED);
  const [, credentials] = /^\w+:\/\/(.*)@/s.exec(text) ?? [];
  if (credentials !== undefined) checkCredentials(credentials);
  if (/\s/.test(text) || !URL.canParse(text)) throw new Refusal('is not a Postgres URL', ALLOWED);
  const [address = '', query] = text.split('?');
  if (query === undefined) return text;
  const parameters = [...new URLSearchParams(query)].filter(([name]) => !DROPPED.has(name.toLowerCase()));
  const unknown = parameters.filter(([name, value]) => !isKept(name, value)).map(([name]) => JSON.stringify(name));
  if (unknown.length > 0) {
    throw new Refusal(`has parameters that are not known: ${unknown.join(', ')}`, `${[...KEPT].join(', ')}, or none`);
  }
  return parameters.length === 0 ? address : `${address}?${new URLSearchParams(parameters).toString()}`;
}

function isKept(name: string, value: string): boolean {
  return KEPT.has(name.toLowerCase()) || (name === 'sslrootcert' && value === 'system');
}

/** `user:password` as it stands before the last "@". */
function checkCredentials(credentials: string): void {
  if (/\[[^\]]*password[^\]]*\]/i.test(credentials)) {
    throw new Refusal('still has the placeholder where the password belongs', ALLOWED);
  }
  const needsEncoding = /[\s@/?#\\]|%(?![0-9a-f]{2})/i.test(credentials) || !isDecodable(credentials);
  if (needsEncoding) throw new Refusal('has a password with characters that must be percent-encoded', ENCODED);
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}
