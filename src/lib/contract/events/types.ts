/** Every type of event, found in the `events.ts` of each folder of the contract, which exports a list of its own. */
import { privateTopics, type EventType } from '../kit/events.ts';

const files = import.meta.glob<readonly EventType[]>(['../*/events.ts', '!../kit/events.ts'], {
  import: 'default',
  eager: true
});

/** By name, in its order. */
export const eventTypes: ReadonlyMap<string, EventType> = new Map(
  Object.values(files)
    .flat()
    .map((type): [string, EventType] => [type.name, type])
    .sort(([a], [b]) => (a < b ? -1 : 1))
);

/** Those that anybody may read. */
export const publicEventTypes: readonly string[] = [...eventTypes.values()]
  .filter(({ topic }) => !privateTopics.has(topic))
  .map(({ name }) => name);
