import { browser } from '$app/environment';
import { createLastKnown } from '$lib/ui/state/parts';
import type { PageLoad } from './$types';

const keep = createLastKnown();

export const load = (({ data }) => (browser ? keep('', data) : data)) satisfies PageLoad;
