import { browser } from '$app/environment';
import { createLastKnown } from '$lib/ui/state/parts';
import type { PageLoad } from './$types';

let keep = createLastKnown();

export const load = (({ data, url }) => {
  if (!browser) return data;
  // What was known in a session ends with it.
  if (!data.isSignedIn) keep = createLastKnown();
  return keep(url.search, data);
}) satisfies PageLoad;
