/** The forms that every page of the operator has: into a session and out of it. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { SESSION_COOKIE, signIn, signOut } from '$lib/contract/admin/admin';
import { refusalOf, refuse, refuseWith } from './refusals';

const TOKEN = /^[\x20-\x7e\xa0-\xff]{1,1000}$/;

/** `back`: the page itself. */
export function sessionForms(back: '/admin' | '/admin/keys' | '/usage') {
  return {
    async signIn({ request, locals, setHeaders }: RequestEvent) {
      const token = (await request.formData()).get('token');
      if (typeof token !== 'string' || !TOKEN.test(token.trim())) return refuseWith(400, 'Give the admin token.');
      try {
        await locals.askAdmin(signIn, {}, token.trim());
      } catch (error) {
        const { status, refused } = refusalOf(error);
        if (status === 401) return refuseWith(401, 'That is not the admin token.');
        if (refused.retryAfter !== null) setHeaders({ 'retry-after': String(refused.retryAfter) });
        return refuse(error);
      }
      redirect(303, back);
    },

    async signOut({ locals, cookies }: RequestEvent) {
      try {
        await locals.askAdmin(signOut, {});
      } catch (error) {
        const { status } = refusalOf(error);
        if (status !== 401) return refuse(error);
        cookies.delete(SESSION_COOKIE, { path: '/' });
      }
      redirect(303, back);
    }
  };
}

/** Nothing is done for a form that was sent from elsewhere, whatever it asks for. */
export function guarded<A extends Record<string, (event: never) => unknown>>(taken: A): A {
  const entries = Object.entries(taken).map(([name, action]) => {
    const act = (event: RequestEvent) =>
      event.locals.foreign === null
        ? (action as (event: RequestEvent) => unknown)(event)
        : refuseWith(403, event.locals.foreign.message);
    return [name, act];
  });
  return Object.fromEntries(entries) as A;
}

export async function readForm(request: Request): Promise<(name: string) => string> {
  const form = await request.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
}
