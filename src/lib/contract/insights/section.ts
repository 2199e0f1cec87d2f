/** What every answer about what figures mean carries: of what moment it is, and how much of the network it covers. */
import * as z from 'zod';
import { Coverage, Day, freshness, Percent } from '../kit/figures.ts';
import { wholeNumber } from '../kit/parameters.ts';

export const section = { coverage: Coverage.nullable().describe('null: it covers everything'), ...freshness };

/** Answers of the API are dropped when the data changes; visitors ask again after half a minute. */
export const cache = { maxAgeSeconds: 30, serverSeconds: 60 };

/** Days of stored history in an answer. */
export const historyDays = { history_days: wholeNumber({ min: 1, max: 3_650 }).default(365) };

/** A day that was not observed is missing. */
export const dayOf = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ date: Day, ...shape });

export const Share = Percent.nullable();
