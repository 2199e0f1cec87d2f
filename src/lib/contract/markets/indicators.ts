/** Published indicators of Bitcoin, worked out here from stored daily closes. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day } from '../kit/figures.ts';
import { commaList, wholeNumber } from '../kit/parameters.ts';
import { History, Price } from './closes.ts';
import { cache, panel } from './panel.ts';

export const indicatorNames = [
  'mayerMultiple',
  'piCycle',
  'goldenRatio',
  'rainbow',
  'stockToFlow',
  'twoHundredWeekMean',
  'cycles'
] as const;
export type IndicatorName = (typeof indicatorNames)[number];

const Figure = z.number().nullable().describe('null: the history before is too short, or has too many holes');
const told = {
  formula: z.string(),
  reading: z.string().describe('how it is usually read; it foretells nothing'),
  origin: z.string()
};
const day = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ date: Day, close: Price, ...shape });

function indicator<Shape extends z.ZodRawShape>(shape: Shape) {
  const row = day(shape);
  return z
    .strictObject({ ...told, latest: row.nullable().describe('of the newest close'), data: z.array(row) })
    .nullable()
    .describe('null: not asked for');
}

const Factors = z.array(z.number());
const Bands = z.array(Figure).describe('in the order of `factors`');
function banded<Shape extends z.ZodRawShape>(shape: Shape) {
  const row = day({ ...shape, bands: Bands });
  return z
    .strictObject({ ...told, factors: Factors, latest: row.nullable(), data: z.array(row) })
    .nullable()
    .describe('null: not asked for');
}

const CycleDay = z.strictObject({ date: Day, daysSince: Count, close: Price, index: z.number() });

export const indicators = endpoint({
  id: 'bitcoinIndicators',
  path: '/api/bitcoin/indicators',
  summary:
    'Indicators of Bitcoin in USD from stored daily closes, with their formulas. A close is the price at the end of its UTC day; days that nobody told are missing. They describe, none of them foretells',
  query: z.strictObject({
    indicators: commaList(indicatorNames).optional().describe('which of them; all where none is named'),
    start_date: Day.optional(),
    end_date: Day.optional(),
    limit: wholeNumber({ min: 1, max: 10_000 })
      .optional()
      .describe('the newest days; 365 where no range is asked for. Cycles are always whole')
  }),
  response: z.strictObject({
    ...panel,
    asset: z.literal('BTC'),
    currency: z.literal('USD'),
    history: History,
    mayerMultiple: indicator({ mean200: Figure, multiple: Figure }),
    piCycle: indicator({ mean111: Figure, twiceMean350: Figure, isCrossing: z.boolean().nullable() }),
    goldenRatio: banded({ mean350: Figure }),
    rainbow: banded({ fair: Figure }),
    stockToFlow: indicator({ supply: Figure, ratio: Figure, modelPrice: Figure }),
    twoHundredWeekMean: indicator({ mean200w: Figure }),
    cycles: z
      .strictObject({
        ...told,
        cycles: z.array(
          z.strictObject({
            halving: Day,
            base: z
              .strictObject({ date: Day, close: Price })
              .nullable()
              .describe('the close that counts as 1: of that day, or of one of the six before; null: not known'),
            latest: CycleDay.nullable(),
            data: z.array(CycleDay)
          })
        )
      })
      .nullable()
      .describe('null: not asked for')
  }),
  cache
});
