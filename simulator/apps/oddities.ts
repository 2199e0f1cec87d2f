/**
 * What the real network writes loosely (facts 14): a web form's `false` for a text, amounts that were lost, owners of other
 * chains, old words for new messages. Every message and app has its own oddity for good; most have none.
 */
import { hashText, mix, Random } from '../random.ts';
import type { App } from './app.ts';

/** Messages of a kind that nobody knows yet: one that keeps what is common, and one that does not even do that. */
export type Disguise = 'later version' | 'other shape' | null;

const chanceOf = (message: number, what: string) => mix(message, hashText(what)) % 1_000;

/** Of an open version 8: the official form wrote `false` in the summer of 2025, and the network still takes it. */
export function openMark(message: number, height: number): string | false {
  const isOfTheForm = height >= 1_935_000 && height <= 1_960_000;
  return chanceOf(message, 'enterprise') < (isOfTheForm ? 700 : 60) ? false : '';
}

/** Nodes stored a value that was no number, and some of them nothing. */
export function toldValue(message: number, valueSat: number): { valueSat?: number | null } {
  const chance = chanceOf(message, 'value');
  if (chance < 12) return { valueSat: null };
  return chance < 20 ? {} : { valueSat };
}

/** The old words never went out of use. */
export function isOldWord(message: number, isOld: boolean): boolean {
  return isOld || chanceOf(message, 'type') < 80;
}

/** An address of another chain, or once a plain word; null for the usual owner. */
export function oddOwner(person: number): string | null {
  if (person === 11) return 'fluxteam';
  return person % 29 === 3 ? `0x${new Random('evm', person).hex(40)}` : null;
}

export function disguiseOf(message: number, share: number): Disguise {
  const chance = mix(message, 0xd15) / 4_294_967_296;
  if (chance >= share) return null;
  return chance < share / 2 ? 'later version' : 'other shape';
}

/** How apps of version 9 are sealed, and how their containers are named. */
export interface Kind9 {
  isEncrypted: boolean;
  /** Each instance has a name, and two of them may share a node. */
  hasReplicas: boolean;
  /** The identity stands for the name in the names of containers. */
  isByIdentity: boolean;
}

export function kind9Of(appId: number): Kind9 {
  const kind = appId % 4;
  return { isEncrypted: kind >= 2, hasReplicas: kind % 2 === 1, isByIdentity: kind === 2 };
}

export function identityOf(app: App): string {
  return new Random('identity', app.id).hex(12);
}
