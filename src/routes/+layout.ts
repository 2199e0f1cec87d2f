/** In the browser, keeps the last answers for the time that new ones fail. */
import { browser } from '$app/environment';
import { createLastKnown } from '$lib/ui/state/parts';
import type { LayoutLoad } from './$types';

const keep = createLastKnown();

export const load = (({ data }) => (browser ? keep('', data) : data)) satisfies LayoutLoad;
