/** Tells when the live price has moved by more than 10 percent within a day. */
import { priceMoved } from '../../../../contract/prices/events.ts';
import { nextMarks } from '../../../../domain/events/moved.ts';
import { formatPrice } from '../../../../domain/money/money.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { readMarks, tellMarks } from '../../../platform/store/documents/event-status.ts';

const LIMIT_PERCENT = 10;

/** `priceE8`: 1e-8 USD, far below 2^53. */
export async function tellPrice(
  deps: Pick<WorkDeps, 'store' | 'now'>,
  run: Pick<Run, 'lease'>,
  priceE8: bigint
): Promise<void> {
  const at = deps.now();
  const before = (await readMarks(deps.store))['marks-price'] ?? [];
  const { marks, moved } = nextMarks(before, { at, value: Number(priceE8) }, LIMIT_PERCENT);
  if (JSON.stringify(marks) === JSON.stringify(before)) return;
  const events =
    moved?.change == null
      ? []
      : [
          eventOf(
            priceMoved,
            {
              ticker: 'FLUX',
              from: formatPrice(BigInt(moved.from.value)),
              to: formatPrice(priceE8),
              change: moved.change,
              since: moved.from.at
            },
            { at, of: String(at) }
          )
        ];
  await tellMarks(deps, run, { marks: { 'marks-price': marks }, events });
}
