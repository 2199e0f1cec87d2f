/** What changes, told as it is stored: the live feed. */
import { defineModule } from '../../platform/module.ts';
import { liveRoutes } from './routes.ts';

export { createEventStreams } from './event-streams.ts';
export { createSight } from './sight.ts';
export { createSockets } from './sockets.ts';
export { createTickets } from './tickets.ts';

export const live = defineModule({ name: 'live', routes: liveRoutes });
