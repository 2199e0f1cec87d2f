/** Who may be told what. */
import { isPrivateTopic } from '../../../contract/live/live.ts';
import type { FedEvent } from '../../platform/events/feed.ts';

/** What has no topic was written by a later version, which knows whether everybody may be told. */
export function isPublic({ topics }: FedEvent): boolean {
  return topics.length > 0 && !topics.some(isPrivateTopic);
}
