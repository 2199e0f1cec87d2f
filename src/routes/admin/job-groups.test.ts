import { expect, it } from 'vitest';
import { jobStarts } from '../../lib/contract/admin/jobs.ts';
import { jobGroups } from './job-groups.ts';

it('offers every job that the API starts, each once', () => {
  const offered = jobGroups.flatMap(({ jobs }) => jobs.map(({ id }) => id));
  expect(offered.toSorted()).toEqual(jobStarts.map(({ id }) => id).toSorted());
});
