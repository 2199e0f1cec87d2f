/** What coins cost now, and who is known to hold bitcoins. Whatever has no source says so. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Percent, UnixTime } from '../kit/figures.ts';
import { cache, panel } from './panel.ts';

const Figure = z.number().nullable();
const Name = z.string().max(200);

export const Coin = z.strictObject({
  id: Name,
  symbol: Name,
  name: Name,
  rank: Count.nullable().describe('by market cap'),
  priceUsd: Figure,
  marketCapUsd: Figure,
  volumeUsd: Figure.describe('of 24 hours'),
  change24h: Percent.nullable(),
  change7d: Percent.nullable(),
  change30d: Percent.nullable(),
  updatedAt: UnixTime.nullable()
});
export type Coin = z.infer<typeof Coin>;

/** A company or a commodity by what all of it is worth. */
const Worth = z.strictObject({ name: Name, symbol: Name.nullable(), marketCapUsd: z.number() });

const source = { source: z.string().nullable().describe('who tells it') };
const listed = { ...source, listedOn: Day.nullable().describe('of when the list is') };

export const market = endpoint({
  id: 'bitcoinMarket',
  path: '/api/bitcoin/market',
  summary:
    'The price of a bitcoin now, the largest coins, peers of Flux (DePIN), and companies and commodities where the operator names a source. Each panel stands alone',
  response: z.strictObject({
    price: z.strictObject({ ...panel, ...source, USD: Figure, EUR: Figure, JPY: Figure }),
    topCoins: z.strictObject({ ...panel, ...source, coins: z.array(Coin) }),
    depin: z.strictObject({
      ...panel,
      ...source,
      coins: z.array(Coin),
      missing: z.array(Name).describe('asked for, and not told by the source')
    }),
    companies: z.strictObject({ ...panel, ...listed, rows: z.array(Worth) }),
    commodities: z.strictObject({ ...panel, ...listed, rows: z.array(Worth) })
  }),
  cache
});

export const Holder = z.strictObject({
  name: Name,
  symbol: Name.nullable(),
  country: Name.nullable(),
  holdingsBtc: z.number().positive(),
  entryUsd: Figure.describe('what was paid for it; null: not known')
});
export type Holder = z.infer<typeof Holder>;

const holders = z.strictObject({
  ...panel,
  ...source,
  totalBtc: Figure.describe('of all that are listed'),
  rows: z.array(
    z.strictObject({
      ...Holder.shape,
      valueUsd: Figure.describe('at the live price; null: there is none'),
      share: Percent.nullable().describe('of the 21 million')
    })
  )
});

export const treasuries = endpoint({
  id: 'bitcoinTreasuries',
  path: '/api/bitcoin/treasuries',
  summary:
    'Companies and governments that are reported to hold bitcoins, and labelled addresses with what they hold now. Labels are those of others',
  response: z.strictObject({
    companies: holders,
    governments: holders,
    addresses: z.strictObject({
      ...panel,
      ...listed,
      balanceSource: z.string().nullable().describe('who tells the balances'),
      rows: z.array(
        z.strictObject({
          label: Name,
          kind: Name,
          address: z.string(),
          balanceBtc: z
            .string()
            .regex(/^\d+\.\d{8}$/)
            .nullable()
            .describe('BTC, 8 decimals; null: not known'),
          balanceAsOf: UnixTime.nullable()
        })
      )
    })
  }),
  cache
});
