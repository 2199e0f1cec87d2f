/** Every part of the kit in every state, for those who build pages: a built product has no such page. */
import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load = (() => {
  if (!import.meta.env.DEV) error(404);
}) satisfies PageLoad;
