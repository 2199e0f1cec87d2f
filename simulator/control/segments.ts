/**
 * What every payment bought, worked out from the simulated chain by rules of its own: written from the contract and the
 * facts, so that they can judge the product. A segment is followed part by part of its term, four to a block before the
 * fork and one to a block after it.
 */
import { tracked } from '../chain/addresses.ts';
import { forkHeight } from '../chain/time.ts';
import type { Transaction } from '../chain/transactions.ts';
import type { Network } from '../network.ts';
import { readScript, revenueOf } from './truth-rules.ts';

export interface TrueSegment {
  id: string;
  app: string | null;
  depositSat: bigint;
  carriedInSat: bigint;
  start: number;
  /** Height at which it ends by itself; null: it ends at a time, or nobody knows when. */
  end: number | null;
  endTime: number | null;
  /** Height at which something else ended it. */
  stop: number | null;
  why: 'superseded' | 'cancelled_by_owner' | 'underpaid' | 'duplicate_hash' | 'no_message' | null;
  /** What it had not earned when it was stopped. */
  leftSat: bigint;
}

interface Paid {
  transaction: Transaction;
  sat: bigint;
  isFree: boolean;
}

interface Step {
  message: number;
  height: number;
  time: number;
  key: string;
  paid: Paid | null;
}

const enoughSat = 1_000_000n;

/** Every segment and every payment that bought nothing, in no order. Lives without any known payment are left out. */
export function tellSegments(network: Network): TrueSegment[] {
  const { chain, registry } = network;
  const named = new Map<number, Paid[]>();
  const told: TrueSegment[] = [];
  for (const transaction of chain.touching(tracked, 0, chain.tip)) {
    const paid = paidBy(transaction);
    if (paid === null) continue;
    const hash = lastHash(transaction);
    const message = hash === null ? null : registry.find(hash);
    const isKnown = message !== null && registry.isKnown(message, chain.tip);
    const isReadable = isKnown && network.messages.disguiseOf(message) !== 'other shape';
    if (isReadable) named.set(message, [...(named.get(message) ?? []), paid]);
    else if (!paid.isFree) told.push(nothing(paid, hash, { app: null, why: 'no_message' }));
  }
  for (const app of registry.apps) {
    const steps: Step[] = [];
    for (const message of app.messages) {
      if (!registry.isKnown(message, chain.tip) || network.messages.disguiseOf(message) === 'other shape') continue;
      const { buyer, rest } = choose(named.get(message) ?? []);
      const hash = registry.hashOf(message);
      for (const { paid, why } of rest) if (!paid.isFree) told.push(nothing(paid, hash, { app: app.name, why }));
      const isGone = registry.transactionOf(message)?.state === 'dropped';
      if (buyer === null && (isGone || rest.length > 0)) continue;
      const at = buyer?.transaction ?? registry.transactionOf(message);
      const height = at?.height ?? registry.heightOf(message);
      steps.push({ message, height, time: chain.blockTime(height), key: at?.txid ?? '', paid: buyer });
    }
    steps.sort((a, b) => a.height - b.height || (a.key < b.key ? -1 : 1));
    told.push(...follow(network, app.name, steps));
  }
  return told;
}

function paidBy(transaction: Transaction): Paid | null {
  const from = transaction.vin[0]?.address ?? null;
  if (from === tracked) return null;
  const revenue = revenueOf({ from, outputs: transaction.vout }, [tracked]);
  if (revenue !== null) return { transaction, sat: revenue.amountSat, isFree: false };
  return transaction.vout.some(({ address }) => address === tracked) ? { transaction, sat: 0n, isFree: true } : null;
}

function lastHash({ vout }: Transaction): string | null {
  let hash: string | null = null;
  for (const { hex } of vout) {
    const read = readScript(hex);
    if (read.kind === 'hash') hash = read.hash;
  }
  return hash;
}

function choose(all: Paid[]): { buyer: Paid | null; rest: { paid: Paid; why: 'underpaid' | 'duplicate_hash' }[] } {
  let buyer: Paid | null = null;
  const rest: { paid: Paid; why: 'underpaid' | 'duplicate_hash' }[] = [];
  const key = ({ transaction }: Paid) => `${String(transaction.height).padStart(9, '0')} ${transaction.txid}`;
  for (const paid of [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    if (!paid.isFree && paid.sat < enoughSat) rest.push({ paid, why: 'underpaid' });
    else if (buyer === null) buyer = paid;
    else rest.push({ paid, why: 'duplicate_hash' });
  }
  return { buyer, rest };
}

function nothing({ transaction, sat }: Paid, hash: string | null, of: Pick<TrueSegment, 'app' | 'why'>): TrueSegment {
  const { txid, height } = transaction;
  const none = { carriedInSat: 0n, end: null, endTime: null, stop: null };
  return { id: `${txid}:${hash ?? ''}`, depositSat: sat, start: height, leftSat: sat, ...none, ...of };
}

function follow({ registry, messages }: Network, app: string, steps: Step[]): TrueSegment[] {
  const told: TrueSegment[] = [];
  let running: (TrueSegment & { startTime: number }) | null = null;
  let hasValue = false;
  for (const { message, height, time, paid } of steps) {
    let carried = 0n;
    const isOfLater = messages.disguiseOf(message) !== null;
    const version = registry.versionOf(message);
    const asked = registry.lifetimeOf(message);
    const isCancel = version < 9 && !isOfLater && !registry.isFirst(message) && (asked === 1 || asked === 100);
    if (running !== null && lives(running, height, time)) {
      const left = running.depositSat + running.carriedInSat - earned(running, height, time);
      Object.assign(running, { stop: height, leftSat: left, why: isCancel ? 'cancelled_by_owner' : 'superseded' });
      if (!isCancel) carried = left;
    }
    const { txid, hash } = messages.payment(message);
    const endTime = version === 9 && !isOfLater ? termEnd(registry, message) : null;
    running = {
      id: `${paid?.transaction.txid ?? txid}:${hash}`,
      app,
      depositSat: paid?.sat ?? 0n,
      carriedInSat: carried,
      start: height,
      startTime: time,
      end: version === 9 || isOfLater ? null : endOf(height, asked ?? 0),
      endTime,
      stop: null,
      why: null,
      leftSat: 0n
    };
    hasValue ||= paid !== null;
    if (hasValue && (paid !== null || carried > 0n)) told.push(running);
  }
  return told;
}

function termEnd(registry: Network['registry'], message: number): number {
  return Math.floor(registry.timestampMs(message) / 1000) + (registry.termOf(message)?.ttl ?? 0);
}

function endOf(height: number, expire: number): number {
  const isOld = height < forkHeight;
  const end = height + (expire || (isOld ? 22_000 : 88_000));
  return isOld && end > forkHeight ? forkHeight + 4 * (end - forkHeight) : end;
}

type Running = TrueSegment & { startTime: number };

function lives({ end, endTime }: Running, height: number, time: number): boolean {
  if (endTime !== null) return time <= endTime;
  return end === null || height <= end;
}

function earned(segment: Running, height: number, time: number): bigint {
  const whole = segment.depositSat + segment.carriedInSat;
  if (segment.endTime !== null) {
    const [passed, all] = [time - segment.startTime, segment.endTime - segment.startTime];
    return passed >= all ? whole : passed <= 0 ? 0n : (whole * BigInt(passed)) / BigInt(all);
  }
  if (segment.end === null) return 0n;
  const parts = (block: number) => (block <= forkHeight ? block * 4 : forkHeight * 3 + block);
  const all = parts(segment.end) - parts(segment.start);
  const passed = Math.min(all, parts(height) - parts(segment.start));
  return (whole * BigInt(passed)) / BigInt(all);
}

/** What a segment has earned at a height of the chain. */
export function earnedAt(network: Network, segment: TrueSegment, height: number): bigint {
  if (segment.why !== null && segment.stop === null) return 0n;
  const until = segment.stop === null ? height : Math.min(height, segment.stop);
  const startTime = network.chain.blockTime(segment.start);
  return earned({ ...segment, startTime }, until, network.chain.blockTime(until));
}
