/** What the network's figures mean, against what the simulated network is made of, at two seeds. */
import { afterEach, describe, expect, it } from 'vitest';
import type { InsightTruth } from '../../../simulator/insights/insight-truth.ts';
import { weightsOf } from '../../lib/server/modules/insights/read/holdings.ts';
import { startAnalyst, type Analyst } from './harness.ts';

const SCALED_MS = 120_000;

let analyst: Analyst;
afterEach(() => analyst.close());

describe.each([1, 2])('the network of seed %i', (seed) => {
  it(
    'is what it is made of',
    async () => {
      analyst = await startAnalyst({ scale: 0.15, payments: 1_500, seed });
      const truth = analyst.simulator.insightTruth();
      await expectApps(analyst, truth);
      await expectHolders(analyst, truth);
      await expectWhatIf(analyst, truth);
      await expectRevenue(analyst);
      await expectEarnings(analyst, truth);
    },
    SCALED_MS
  );
});

async function expectApps({ insights, simulator }: Analyst, truth: InsightTruth): Promise<void> {
  const fill = await insights.fill();
  const { running, ordered, missing } = truth.fill;
  expect(fill).toMatchObject({ running, ordered, fillPercent: hundredths((running / ordered) * 100), stale: false });
  expect(Object.fromEntries(fill.missing?.map((app) => [app.name, app.missing]) ?? [])).toEqual(missing);
  expect(running).toBeGreaterThan(0);
  expect(Object.keys(missing).length).toBeGreaterThan(0);

  const { encrypted, ...counts } = truth.activity;
  const activity = await insights.activity();
  expect(activity).toMatchObject({ ...counts, encryptedPercent: hundredths((encrypted / counts.apps) * 100) });
  expect(counts.newCount + counts.updatedCount).toBe(simulator.censusTruth().deployed.length);

  const expired = await insights.expiredRunning();
  expect(expired.instances).toBe(truth.expired.containers);
  expect(Object.fromEntries(expired.longest?.map(({ name, days }) => [name, days]) ?? [])).toEqual(
    Object.fromEntries(Object.entries(truth.expired.apps).map(([name, blocks]) => [name, hundredths(blocks / 2_880)]))
  );

  const demand = await insights.demand();
  const { '': unknown, ...continents } = truth.continents;
  const sum = (part: 'cores' | 'locked') =>
    Object.values(truth.continents).reduce((all, continent) => all + continent[part], 0);
  const shares = ({ cores, locked }: { cores: number; locked: number }) => ({
    coresShare: hundredths((cores / sum('cores')) * 100),
    lockedShare: hundredths((locked / sum('locked')) * 100),
    usedPercent: cores === 0 ? null : hundredths((locked / cores) * 100)
  });
  expect(Object.fromEntries(demand.continents?.map(({ code, ...rest }) => [code, rest]) ?? [])).toEqual(
    Object.fromEntries(Object.entries(continents).map(([code, cores]) => [code, shares(cores)]))
  );
  expect(demand.unknown).toEqual(unknown === undefined ? null : shares(unknown));

  const busiest = await insights.busiest();
  expect(busiest.containers).toBe(truth.busiest.containers);
  expect(truth.busiest.ips).toContain(busiest.ip);

  const { days } = await insights.projection();
  expect([0, 1, 30, 179].map((day) => days?.[day]?.instances)).toEqual([0, 1, 30, 179].map(truth.leftAfter));
}

async function expectHolders({ insights }: Analyst, truth: InsightTruth): Promise<void> {
  const of = async (query: Parameters<typeof insights.concentration>[0]) => {
    const { groups, unknown, hhi, nakamoto } = await insights.concentration(query);
    const amounts = Object.fromEntries(groups?.map(({ key, value }) => [key, value]) ?? []);
    return { amounts, unknown: unknown?.value, hhi, nakamoto };
  };
  const expected = ({ hhi, ...rest }: InsightTruth['instances']) => ({ ...rest, hhi: hundredths(hhi) });
  for (const by of ['country', 'continent', 'operator'] as const)
    expect(await of({ by })).toEqual(expected(truth.holders[by]));
  expect(await of({ by: 'operator', weight: 'collateral' })).toEqual(expected(truth.collateral));
  expect(await of({ by: 'operator', weight: 'instances' })).toEqual(expected(truth.instances));
  for (const by of ['provider', 'country', 'continent', 'operator', 'owner', 'payer'] as const)
    for (const weight of weightsOf[by]) {
      const { groups, unknown, top10 } = await insights.concentration({ by, weight });
      const shares = [...(groups ?? []), unknown].reduce((sum, group) => sum + (group?.share ?? 0), 0);
      expect(Math.abs(shares - 100)).toBeLessThan(1.5);
      expect(top10).toBeGreaterThan(0);
    }
}

async function expectWhatIf({ insights }: Analyst, truth: InsightTruth): Promise<void> {
  const { nodes, lost } = truth.lostWith('DE');
  const blast = await insights.blast({ country: 'DE' });
  const hits = [...(blast.losing?.all ?? []), ...(blast.losing?.most ?? []), ...(blast.losing?.some ?? [])];
  expect(blast.nodes).toBe(nodes);
  expect(Object.fromEntries(hits.map((hit) => [hit.name, [hit.lost, hit.copies]]))).toEqual(lost);
  const all = Object.values(lost).filter(([gone, copies]) => gone === copies).length;
  const most = Object.values(lost).filter(([gone, copies]) => gone < copies && gone * 2 > copies).length;
  expect(blast.apps).toEqual({ all, most, some: Object.keys(lost).length - all - most });

  const wish = { cpu: 2, ram: 4_000, hdd: 40, continentCode: 'EU', staticip: false };
  for (const each of [wish, { ...wish, staticip: true }, { ...wish, cpu: 9.5 }, { ...wish, ram: 45_000 }]) {
    const { continentCode, ...order } = each;
    const fit = await insights.fit({ ...order, geo: [`ac${continentCode}`] });
    expect(fit.now?.nodes).toBe(truth.roomFor(each));
    expect(fit.in30Days?.nodes).toBeGreaterThanOrEqual(fit.now?.nodes ?? Infinity);
  }
}

async function expectRevenue({ insights, simulator }: Analyst): Promise<void> {
  const { transactions } = simulator.truth();
  const sat = (rows: typeof transactions) => rows.reduce((sum, row) => sum + BigInt(row.amountSat), 0n);
  const flux = (units: bigint) => `${units / 100_000_000n}.${String(units % 100_000_000n).padStart(8, '0')}`;

  const { data } = await insights.sources({ limit: 30 });
  for (const day of data) {
    const rows = transactions.filter(({ date }) => date === day.date);
    const of = (source: string) => sat(rows.filter((row) => row.source === source));
    expect(day).toEqual({
      date: day.date,
      organic: flux(of('fiat') + of('other')),
      team: flux(of('team')),
      card: flux(of('fiat')),
      flux: flux(of('other'))
    });
  }

  const customers = transactions.filter(({ source, fromAddress }) => source === 'other' && fromAddress !== 'Unknown');
  const seen = new Set<string>();
  const months = [...Map.groupBy(customers, ({ date }) => date.slice(0, 7))].map(([month, rows]) => {
    const paying = new Set(rows.map(({ fromAddress }) => fromAddress));
    const fresh = [...paying].filter((payer) => !seen.has(payer)).length;
    for (const payer of paying) seen.add(payer);
    return { month, paying: paying.size, new: fresh, returning: paying.size - fresh };
  });
  expect((await insights.payers()).data).toEqual(months);

  const mix = await insights.mix({ limit: 60 });
  const paid = transactions.filter(({ date }) => date >= (mix.data[0]?.date ?? ''));
  const counted = mix.data.reduce(
    (sum, day) => sum + (day.register ?? 0) + (day.update ?? 0) + (day.unmatched ?? 0),
    0
  );
  expect(counted).toBe(paid.length);
  expect(mix.data.reduce((sum, day) => sum + (day.unmatched ?? 0), 0)).toBe(
    paid.filter(({ appName }) => appName === null).length
  );

  const why = await insights.why({ period: 'monthly' });
  const inMonth = (start: string) => transactions.filter(({ date }) => date.slice(0, 7) === start.slice(0, 7));
  const [after, before] = [inMonth(why.current.start), inMonth(why.previous.start)].map(sat);
  expect(why.current.revenue).toBe(flux(after ?? 0n));
  const units = (text: string) => BigInt(text.replace('.', ''));
  const parts = Object.values(why.parts ?? {}).reduce((sum, part) => sum + units(part), 0n);
  expect(parts).toBe((after ?? 0n) - (before ?? 0n));

  const rewards = await insights.rewards();
  const { nodes } = simulator.censusTruth();
  expect(rewards.tiers.cumulus.perDay).toBe(
    flux((90_000_000n * 2_880n * 2n + BigInt(nodes.cumulus)) / (2n * BigInt(nodes.cumulus)))
  );
  expect(rewards).toMatchObject({ verified: true, nextCut: 4_122_400 });

  const cohorts = await insights.cohorts();
  expect(cohorts.data?.length).toBeGreaterThan(3);
  const games = await insights.games();
  const { gaming } = simulator.censusTruth();
  expect(
    Object.fromEntries(
      games.products?.filter(({ containers }) => containers).map((game) => [game.slug, game.containers]) ?? []
    )
  ).toEqual(gaming.products);
}

async function expectEarnings({ earnings, simulator, now }: Analyst, truth: InsightTruth): Promise<void> {
  const { tip } = simulator.truth();
  const { data, total, firstDate } = await earnings(truth.winner);
  const paid = truth.earnedBy(truth.winner, { from: tip - 100 * 2_880, to: tip - 60 });
  const known = Object.entries(paid).filter(([date]) => date >= (firstDate ?? ''));
  const units = (text: string) => Number(text.replace('.', ''));
  expect(data?.filter(({ payments }) => payments > 0).map(({ date, amount }) => [date, units(amount)])).toEqual(known);
  expect(units(total ?? '')).toBe(known.reduce((sum, [, sat]) => sum + sat, 0));
  // 144 payments a day on average; ten pages of a thousand are about 69 days.
  expect(data?.length).toBeGreaterThan(60);
  expect(data?.at(-2)?.usd).not.toBeNull();

  // What has come since is added, and nothing twice.
  simulator.mine(500);
  simulator.setClock({ now: now() + 15_000 });
  const later = await earnings(truth.winner, 15_000);
  const more = truth.earnedBy(truth.winner, { from: tip - 100 * 2_880, to: tip + 440 });
  const sum = Object.entries(more).reduce((all, [date, sat]) => (date >= (firstDate ?? '') ? all + sat : all), 0);
  expect(units(later.total ?? '')).toBe(sum);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
