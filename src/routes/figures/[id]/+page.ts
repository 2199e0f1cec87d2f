import { browser } from '$app/environment';
import { createLastKnown } from '$lib/ui/state/parts';
import type { PageLoad } from './$types';

const keep = createLastKnown();

export const load = (({ data, params }) => (browser ? keep(params.id, data) : data)) satisfies PageLoad;
