/** Replays: a projection made again beside what is stored, compared with it, and put in its place. */
import { defineModule } from '../../platform/module.ts';
import { replayJobs } from './jobs.ts';
import { replayRoutes } from './routes.ts';

export { startReplay } from './start.ts';
export { compareRollups, type RollupSlice } from './projectors/rollups.ts';

export const replays = defineModule({ name: 'replays', jobs: replayJobs, routes: replayRoutes });
