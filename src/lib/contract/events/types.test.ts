import { expect, it } from 'vitest';
import * as z from 'zod';
import { topics } from '../kit/events.ts';
import { eventTypes, publicEventTypes } from './types.ts';

it('has every type that the contract names, and what its other topics are told by', () => {
  const states = ['started', 'renewed', 'superseded', 'expiring', 'completed', 'cancelled'];
  expect([...eventTypes.keys()]).toEqual(
    [
      ...['payment.seen', 'payment.settled', 'payment.changed', 'payment.reversed', 'reorg.detected'],
      ...['app.registered', 'app.updated', 'app.expired', 'app.cancelled'],
      ...states.map((state) => `subscription.${state}`),
      ...['nodes.changed', 'price.moved', 'source.failing', 'source.recovered', 'source.stalled', 'snapshot.taken'],
      ...['backup.failed', 'backup.succeeded', 'job.failed', 'quota.threshold', 'alert.opened', 'alert.closed'],
      ...['report.ready', 'delivery.delivered', 'delivery.dead', 'tip.moved']
    ].sort()
  );
});

it.each([...eventTypes])('%s has an example that is one, a subject and a JSON Schema', (name, type) => {
  expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
  expect(type.payload.parse(type.example)).toEqual(type.example);
  expect(type.subject(type.example)).not.toBe('');
  expect(topics).toContain(type.topic);
  expect(z.toJSONSchema(type.payload)).toMatchObject({ type: 'object', additionalProperties: false });
});

it('has something to tell on every topic', () => {
  expect(new Set([...eventTypes.values()].map(({ topic }) => topic))).toEqual(new Set(topics));
});

it('does not tell everybody of anybody’s usage', () => {
  expect(publicEventTypes).not.toContain('quota.threshold');
  expect(publicEventTypes).not.toContain('delivery.dead');
  expect(publicEventTypes).toContain('payment.seen');
});
