/**
 * A module: one subject of the product, a folder below modules/ and a line in modules.ts.
 *
 * Its tables (`tables.ts`), statements (`statements/`) and their types (`statements.ts`) are found by their place. What it
 * does is declared here: jobs and routes are made of what wiring.ts has, of which each module names what it needs.
 */
import type { Route } from './http/serve.ts';
import type { JobDefinition } from './jobs/job.ts';
import type { Searcher } from './search.ts';

export interface Module<JobDeps = unknown, RouteDeps = unknown> {
  /** As its folder is called. */
  name: string;
  jobs: (deps: JobDeps) => JobDefinition[];
  routes: (deps: RouteDeps) => Route[];
  /** What the search box finds among the things of this module. */
  searchers: (deps: RouteDeps) => Searcher[];
}

/** A module of these parts; those left out are empty. */
export function defineModule<JobDeps = unknown, RouteDeps = unknown>(
  parts: Pick<Module, 'name'> & Partial<Omit<Module<JobDeps, RouteDeps>, 'name'>>
): Module<JobDeps, RouteDeps> {
  return { jobs: () => [], routes: () => [], searchers: () => [], ...parts };
}
