import { browser } from '$app/environment';
import { createLastKnown } from '$lib/ui/state/parts';
import type { PageLoad } from './$types';

const keep = createLastKnown();

export const load = (({ data, url }) => (browser ? keep(url.pathname + url.search, data) : data)) satisfies PageLoad;
