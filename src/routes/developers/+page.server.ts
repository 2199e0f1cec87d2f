/**
 * For whoever writes a program: the API tried with one's own key, what the key has used, and webhooks. A key is used for the one
 * question that it is sent with; nothing of it is kept or shown again.
 */
import { types } from '$lib/contract/events/log';
import { ownKey } from '$lib/contract/keys/keys';
import { settle } from '$lib/ui/live/settle';
import { readTried, type Tried } from './tried';
import type { Actions, PageServerLoad } from './$types';

const KEY = /^[\x21-\x7e]{1,200}$/;
const WEBHOOKS = '/api/webhooks';

export const load = (async ({ locals: { ask } }) => {
  const kinds = await settle(
    ask(types, {}).then((answer) =>
      answer.types.filter(({ isPrivate }) => !isPrivate).map(({ name, summary }) => ({ name, summary }))
    ),
    Math.floor(Date.now() / 1000)
  );
  return { kinds };
}) satisfies PageServerLoad;

export const actions = {
  try: ({ request, locals }) =>
    withKey(request, locals, (form) => {
      const path = textOf(form, 'path');
      if (!/^\/api\/[\x21-\x7e]*$/.test(path) || /^\/api\/admin(?:\/|$)/i.test(path))
        return 'A path begins with /api/.';
      return { path };
    }),
  usage: ({ request, locals }) => withKey(request, locals, () => ({ path: ownKey.path })),
  webhooks: ({ request, locals }) => withKey(request, locals, () => ({ path: WEBHOOKS })),
  addWebhook: ({ request, locals }) =>
    withKey(request, locals, (form) => ({
      path: WEBHOOKS,
      body: JSON.stringify({ url: textOf(form, 'url'), types: form.getAll('type'), format: textOf(form, 'format') })
    }))
} satisfies Actions;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** `make`: what is asked, or why nothing is. */
async function withKey(
  request: Request,
  { fetchAsKey }: App.Locals,
  make: (form: FormData) => { path: string; body?: string } | string
): Promise<{ tried: Tried } | { fault: string }> {
  const form = await request.formData();
  const key = textOf(form, 'key');
  if (!KEY.test(key)) return { fault: 'Give a key: the operator makes one.' };
  const asked = make(form);
  if (typeof asked === 'string') return { fault: asked };
  const { path, body } = asked;
  const init = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  try {
    return { tried: await readTried(`${init.method ?? 'GET'} ${path}`, await fetchAsKey(path, key, init)) };
  } catch {
    return { fault: 'The API does not answer.' };
  }
}
