/** The types of events, as programs read them. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { types } from '../../../contract/events/log.ts';
import { eventTypes } from '../../../contract/events/types.ts';

afterEach(stopApis);

it('describes every type by the name that its events carry, with its schema and an example', async () => {
  const { get } = await startApi();
  const told = types.response.parse(await (await get('/api/events/types')).json());
  expect(told.types.map(({ type }) => type)).toEqual([...eventTypes.keys()]);
  for (const { type, name, schema, example } of told.types) {
    expect([type, name]).toEqual([type, type]);
    expect(schema).toMatchObject({ type: 'object' });
    expect(eventTypes.get(type)?.payload.safeParse(example).success).toBe(true);
  }
});
