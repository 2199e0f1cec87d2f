/** What changes, told as it is stored: the live feed. */
import { defineModule } from '../../platform/module.ts';
import { liveRoutes } from './routes.ts';

export { isPublic } from './topics.ts';
export { createEventStreams } from './event-streams.ts';

export const live = defineModule({ name: 'live', routes: liveRoutes });
