/**
 * What is not as usual in a document. A share is judged against its own chance: five standard deviations, and never less
 * than a tenth (of fields that all rows have) or a quarter. A kind counts from three rows and one in fifty on.
 *
 * A field that is new is no change: whoever does not read it misses nothing.
 */
import type { Baseline, UsualField } from './baseline.ts';
import { DISTINCT, type Kind, type Shape } from './shape.ts';

export interface Change {
  what: 'gone' | 'rarer' | 'more often' | 'kind' | 'one value' | 'version';
  /** Of the field; `version` of a version. */
  path: string;
  /** As usual and as it is now, without values. */
  before: string;
  now: string;
}

/** Fewer objects tell nothing. */
const LEAST = 6;
const SIGMAS = 5;
const ALL = 0.98;
const LEAST_FALL_OF_ALL = 0.1;
const LEAST_FALL = 0.25;
const LEAST_RISE = 0.4;
/** So many were expected of a field of which there is none. */
const LEAST_EXPECTED = 25;
const LEAST_OF_KIND = 3;
const LEAST_SHARE_OF_KIND = 0.02;
const LEAST_OF_ONE_VALUE = 50;

/** Between two whole documents. */
export function changesOf(baseline: Baseline, shape: Shape): Change[] {
  return [...versionChanges(baseline, shape), ...fieldChanges(baseline, shape, changeOfMany)];
}

const complaints = new Set(['error', 'errors', 'message', 'msg', 'code', 'status', 'detail', 'reason', 'Response']);

/** Whether an answer is empty, or words of the service in place of what was asked for. */
export function saysNothing(baseline: Baseline, { fields }: Shape): boolean {
  const top = Object.entries(fields).filter(([, { within, filled }]) => within === '' && filled > 0);
  const isKnown = top.some(([path]) => baseline.fields[path] !== undefined);
  return top.length === 0 || (!isKnown && top.some(([path]) => complaints.has(path)));
}

/** Of a row, or an answer of one object, that could not be read: there one deviation is enough. */
export function changesOfOne(baseline: Baseline, shape: Shape): Change[] {
  return [...versionChanges(baseline, shape), ...fieldChanges(baseline, shape, changeOfOne)];
}

type Judge = (
  usual: UsualField,
  now: { of: number; seen: Shape['fields'][string] | undefined }
) => Omit<Change, 'path'> | null;

function fieldChanges(baseline: Baseline, shape: Shape, judge: Judge): Change[] {
  return Object.entries(baseline.fields).flatMap(([path, usual]) => {
    const of = shape.counts[usual.within] ?? 0;
    const change = of === 0 ? null : judge(usual, { of, seen: shape.fields[path] });
    return change === null ? [] : [{ ...change, path }];
  });
}

function versionChanges({ versions }: Baseline, shape: Shape): Change[] {
  // Documents without versions have not lost them.
  if (versions.length === 0) return [];
  return shape.versions
    .filter((version) => !versions.includes(version))
    .map((version) => ({ what: 'version', path: 'version', before: versions.join(', '), now: String(version) }));
}

const changeOfMany: Judge = (usual, { of, seen }) => {
  if (of < LEAST || usual.of < LEAST) return null;
  const { share } = usual;
  const filled = seen?.filled ?? 0;
  const now = filled / of;
  const slack = SIGMAS * deviationOf(usual, of);
  const told = { before: percentText(share), now: percentText(now) };
  if (filled === 0 && (share * of >= LEAST_EXPECTED || share > Math.max(LEAST_FALL, slack)))
    return { what: 'gone', ...told };
  if (now < share - Math.max(share >= ALL ? LEAST_FALL_OF_ALL : LEAST_FALL, slack)) return { what: 'rarer', ...told };
  if (share < 0.5 && now > share + Math.max(LEAST_RISE, slack)) return { what: 'more often', ...told };
  const least = Math.max(LEAST_OF_KIND, LEAST_SHARE_OF_KIND * filled);
  const kind = share * usual.of < LEAST || filled < LEAST ? null : newKind(usual, seen, least);
  if (kind !== null) return kind;
  const isOneValue = usual.distinct >= DISTINCT && seen?.distinct === 1 && filled >= LEAST_OF_ONE_VALUE;
  return isOneValue ? { what: 'one value', before: `${DISTINCT} and more`, now: '1' } : null;
};

const changeOfOne: Judge = (usual, { seen }) => {
  const isGone = usual.share >= ALL && (seen?.filled ?? 0) === 0;
  return isGone ? { what: 'gone', before: percentText(usual.share), now: percentText(0) } : newKind(usual, seen, 1);
};

function newKind(
  usual: UsualField,
  seen: Shape['fields'][string] | undefined,
  least: number
): Omit<Change, 'path'> | null {
  const kinds = (Object.entries(seen?.kinds ?? {}) as [Kind, number][])
    .filter(([kind, count]) => !usual.kinds.includes(kind) && count >= least)
    .map(([kind]) => kind);
  if (kinds.length === 0 || usual.kinds.length === 0) return null;
  return { what: 'kind', before: usual.kinds.join(', '), now: kinds.join(', ') };
}

/** Of the difference of two shares; a share of 0 or 1 is never quite sure. */
function deviationOf({ share, of: before }: UsualField, of: number): number {
  const chance = (share * before + 1) / (before + 2);
  return Math.sqrt(chance * (1 - chance) * (1 / of + 1 / before));
}

/** A whole percent; what is not quite nothing or all is not called so. */
function percentText(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${Math.min(99, Math.max(1, Math.round(percent)))} %`;
}

/** What changed, in a line: the first changes and how many more there are. */
export function changeText(changes: readonly Change[]): string {
  const texts = changes.slice(0, MOST_TOLD).map(textOf);
  const more = changes.length - texts.length;
  return more > 0 ? `${texts.join('; ')}; and ${more} more` : texts.join('; ');
}

const MOST_TOLD = 3;

function textOf({ what, path, before, now }: Change): string {
  switch (what) {
    case 'gone':
    case 'rarer':
    case 'more often':
      return `${path} is in ${now} after ${before}`;
    case 'kind':
      return `${path} is ${now} after ${before}`;
    case 'one value':
      return `${path} has one value only`;
    case 'version':
      return `version ${now} is new`;
  }
}
