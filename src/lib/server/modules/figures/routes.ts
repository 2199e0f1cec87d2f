/** Which function answers which endpoint about figures. */
import * as wire from '../../../contract/figures/figures.ts';
import { NotFound } from '../../platform/errors.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import type { ReadContext } from '../ledger/module.ts';
import { figureList } from './list.ts';
import { readPassport } from './read/passport.ts';

export interface FigureRouteDeps {
  context: ReadContext;
  health: { sources: () => SourceState[] };
}

export function figureRoutes(deps: FigureRouteDeps): Route[] {
  return [
    serve(wire.figures, () => ({
      figures: figureList.map(({ id, label, unit, rule, endpoint }) => ({ id, label, unit, rule, endpoint }))
    })),
    serve(wire.figure, ({ params: { id } }) => {
      const entry = figureList.find((each) => each.id === id);
      if (entry === undefined) throw new NotFound(`There is no figure ${id}: /api/figures lists all.`);
      return readPassport(deps.context, deps.health.sources(), entry);
    })
  ];
}
