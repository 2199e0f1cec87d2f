/** What the operator's page does with webhooks. A new secret goes to the page that shows it, once, and nowhere else. */
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { eventTypes } from '$lib/contract/events/types';
import { adminWebhooks as wire } from '$lib/contract/webhooks/webhooks';
import { refuse, refuseWith } from './refusals';

/** What a webhook can be told. */
export const deliverable = [...eventTypes.values()]
  .filter(({ topic }) => topic !== 'deliveries')
  .map(({ name }) => name);

type Event = Pick<RequestEvent, 'request' | 'locals'>;

export async function addWebhook({ request, locals: { askAdmin } }: Event) {
  const form = await request.formData();
  const text = textsOf(form);
  const types = form.getAll('types').map(String);
  if (types.length === 0) return refuseWith(400, 'Nothing was added: choose at least one type.');
  const subjects = [...new Set(text('subjects').split(','))].map((each) => each.trim()).filter((each) => each !== '');
  const body = { url: text('url'), types, subjects, format: text('format'), ordering: text('ordering') };
  try {
    const { id, secret } = await askAdmin(wire.createWebhook, { body: body as never });
    return { secret: { id, secret } };
  } catch (error) {
    return refuse(error);
  }
}

export async function changeWebhook({ request, locals: { askAdmin } }: Event) {
  const text = textsOf(await request.formData());
  const [id, verb] = [text('id'), text('verb')];
  const params = { id };
  if (verb === 'remove' && text('confirm') !== 'remove') {
    return refuseWith(400, 'Nothing was removed: type remove to confirm.');
  }
  try {
    if (verb === 'rotate') {
      const { secret } = await askAdmin(wire.rotateWebhook, { params });
      return { secret: { id, secret } };
    }
    if (verb === 'test') await askAdmin(wire.testWebhook, { params });
    else if (verb === 'pause') await askAdmin(wire.pauseWebhook, { params });
    else if (verb === 'resume') await askAdmin(wire.resumeWebhook, { params });
    else if (verb === 'redeliver') await askAdmin(wire.redeliver, { params, body: { deliveryId: text('delivery') } });
    else if (verb === 'remove') await askAdmin(wire.deleteWebhook, { params });
    else return refuseWith(400, 'That cannot be done with a webhook.');
  } catch (error) {
    return refuse(error);
  }
  const chosen = verb === 'remove' ? '' : `&webhook=${encodeURIComponent(id)}`;
  redirect(303, `/admin?view=webhooks${chosen}`);
}

function textsOf(form: FormData): (name: string) => string {
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
}
