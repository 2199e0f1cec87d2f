import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { postgresUrl } from './postgres-url.ts';

const address = 'postgres://postgres.ref:secret@aws-0-eu-central-1.pooler.supabase.com:6543/postgres';

describe(postgresUrl, () => {
  it.each([
    ['', ''],
    ['?pgbouncer=true', ''],
    ['?pgbouncer=true&supa=base-pooler.x', ''],
    ['?pgbouncer=true&connection_limit=1&pool_timeout=0&schema=public', ''],
    ['?sslmode=require&channel_binding=require', '?sslmode=require'],
    ['?sslmode=require&supa=base-pooler.x&application_name=flux', '?sslmode=require&application_name=flux'],
    ['?prepareThreshold=0&options=reference%3Dref', '?options=reference%3Dref']
  ])('makes of %j what a server takes', (given, taken) => {
    expect(postgresUrl(address + given)).toBe(address + taken);
  });

  it('names every parameter that is not known', () => {
    expect(() => postgresUrl(`${address}?pgbouncer=true&flavour=mild&sslrootcert=ca.pem`)).toThrow(
      'has parameters that are not known: "flavour", "sslrootcert"; allowed: sslmode'
    );
  });

  it.each(['p@ss', 'pa/ss', 'pa?ss', 'pa#ss', 'pa ss', '50%', '%zz', '%E9', 'a@b/c?d#e', 'back\\slash'])(
    'says that the password %j needs encoding, and does not print it',
    (password) => {
      const problems = problemsOf(`postgres://postgres:${password}@db.test:5432/postgres`);
      expect(problems).toContain('SUPABASE_DB_URL has a password with characters that must be percent-encoded');
      expect(problems).not.toContain(password);
    }
  );
  it.each(['pass', 'p%40ss', 'pa:ss', 'pa$s!', "it's", 'p[a]ss', 'пароль'])(
    'takes the password %j as it is',
    (password) => {
      const url = `postgres://postgres:${password}@db.test:5432/postgres`;
      expect(postgresUrl(url)).toBe(url);
    }
  );
  it('finds the placeholder of the dashboard', () => {
    expect(problemsOf('postgresql://postgres:[YOUR-PASSWORD]@db.ref.supabase.co:5432/postgres')).toContain(
      'still has the placeholder where the password belongs'
    );
  });
});

function problemsOf(SUPABASE_DB_URL: string): string {
  try {
    const SUPABASE_URL = 'https://primary.test';
    readConfig({
      SUPABASE_URL,
      SUPABASE_SERVICE_ROLE_KEY: 'k',
      ADMIN_TOKEN: 'a token that is long enough',
      SUPABASE_DB_URL
    });
  } catch (error) {
    return String(error);
  }
  return '';
}
