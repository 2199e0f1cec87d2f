/** The story's keys: one revoked, one used. */
import type { Ask } from './story.ts';

export async function tellKeys(ask: Ask): Promise<void> {
  const key = { name: 'Ä program', hash: 'ab'.repeat(32), scopes: '["read"]', plan: 'free' };
  await ask('add_api_key', { ...key, id: 'k1', prefix: 'ftk_Aaaaaaaa', created_at: 5, expires_at: null });
  await ask('add_api_key', { ...key, id: 'K2', prefix: 'ftk_aaaaaaaa', created_at: 5, expires_at: 9 });
  await ask('api_keys_by_prefix', { prefix: 'ftk_aaaaaaaa' });
  await ask('api_keys_by_prefix', { prefix: 'nothing' });
  for (const at of [60, 120, 60]) await ask('touch_api_keys', { used: { k1: { at }, nobody: { at } } });
  for (const now of [7, 8]) await ask('revoke_api_key', { id: 'K2', now });
  await ask('revoke_api_key', { id: 'nobody', now: 8 });
  await ask('api_keys_list', {});
}
