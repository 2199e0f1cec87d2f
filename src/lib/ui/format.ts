/**
 * Every number, amount and time as a visitor reads it: one form each, the same on server and client.
 *
 * Money comes as decimal text and is cut or rounded as text, never through a float. Unknown is "n/a". Thousands are
 * separated by commas; times are UTC. Compact forms ("1.2k") exist for chart axes only.
 */
import { divideHalfUp, parseDecimal, powerOfTen } from '../domain/decimal.ts';

export const UNKNOWN = 'n/a';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

export function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : grouped(String(count));
}

/** A count of what is listed: "25,117", "10,000+"; of a list that was never complete nothing is known. */
export function totalText(list: { total: number; totalIsLowerBound?: boolean; asOf: number | null }): string {
  return list.asOf === null ? UNKNOWN : `${countText(list.total)}${list.totalIsLowerBound ? '+' : ''}`;
}

/** "1,284.91": FLUX rounded half up to as many decimals; 8 = exact. */
export function fluxText(amount: string | null | undefined, decimals = 2): string {
  return amount === null || amount === undefined ? UNKNOWN : rounded(amount, 8, decimals);
}

/** "$256.98"; below a cent as exact as it is known, so that a small payment is not "$0.00". */
export function usdText(amount: string | null | undefined): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const cents = rounded(amount, 6, 2);
  const isTiny = /^-?0\.00$/.test(cents) && /[1-9]/.test(amount);
  const text = isTiny ? amount : cents;
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

/** "$0.0712": the price of one FLUX. */
export function priceText(price: number | null | undefined): string {
  return price === null || price === undefined ? UNKNOWN : `$${price.toFixed(4)}`;
}

export function shareText(percent: number | null | undefined): string {
  return percent === null || percent === undefined ? UNKNOWN : `${percent.toFixed(1)}%`;
}

/** "+3.20%", "-10.46%", "0.00%". */
export function changeText(percent: number | null): string {
  if (percent === null) return UNKNOWN;
  return `${percent > 0 ? '+' : ''}${grouped(percent.toFixed(2))}%`;
}

/** "+1.20 pp", "0.00 pp": how far a percentage moved, in percentage points. */
export function pointsText(points: number | null): string {
  return points === null ? UNKNOWN : `${points > 0 ? '+' : ''}${points.toFixed(2)} pp`;
}

/** "+1,204", "-3", "0", "+0.25": how far a count or an amount moved. */
export function differenceText(difference: number | string | null): string {
  if (difference === null) return UNKNOWN;
  const text = grouped(String(difference));
  return /[1-9]/.test(text) && !text.startsWith('-') ? `+${text}` : text;
}

/** "30,000", "2.5", "0.25": an amount with as many decimals as it has, at most two. */
export function amountText(amount: number | null | undefined): string {
  return amount === null || amount === undefined ? UNKNOWN : grouped(String(Number(amount.toFixed(2))));
}

/** "850 MB", "12.5 GB", "1.2 TB": memory and storage, given in GB; 1 TB = 1,000 GB. */
export function sizeText(gigabytes: number | null | undefined): string {
  if (gigabytes === null || gigabytes === undefined) return UNKNOWN;
  const [divisor, unit] = gigabytes >= 1_000 ? [1_000, 'TB'] : gigabytes < 1 ? [0.001, 'MB'] : [1, 'GB'];
  return `${amountText(gigabytes / divisor)} ${unit}`;
}

/** For axes: "0", "950", "1.2k", "3.5M". */
export function compactText(value: number): string {
  const [divisor, unit] = value >= 1e6 ? [1e6, 'M'] : value >= 1e3 ? [1e3, 'k'] : [1, ''];
  return `${Number((value / divisor).toPrecision(3))}${unit}`;
}

/** "2026-11-20 21:36:09", UTC. */
export function dateTimeText(unixSeconds: number | null | undefined): string {
  if (unixSeconds === null || unixSeconds === undefined) return UNKNOWN;
  return isoText(unixSeconds).replace('T', ' ').slice(0, 19);
}

/** "Nov 20", "Nov 2026": a UTC day or its month, for axes. */
export function axisDateText(date: string, isMonth: boolean): string {
  const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
  return isMonth ? `${month} ${date.slice(0, 4)}` : `${month} ${Number(date.slice(8))}`;
}

/** Machine-readable, for `<time datetime>`. */
export function isoText(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
}

/** "8 s ago", "3 min ago", "2 h ago", "5 d ago"; the future counts as now. */
export function agoText(ageSeconds: number): string {
  return `${durationText(ageSeconds)} ago`;
}

/** The largest unit that fits: "45 s", "12 min", "3 h", "2 d". */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < SECONDS.minute) return `${whole} s`;
  if (whole < SECONDS.hour) return `${Math.floor(whole / SECONDS.minute)} min`;
  if (whole < 2 * SECONDS.day) return `${Math.floor(whole / SECONDS.hour)} h`;
  return `${grouped(String(Math.floor(whole / SECONDS.day)))} d`;
}

/** "0:42", "12:05": what a countdown shows. */
export function countdownText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** "670a8dfb…4fb9626": both ends of an id that is too long to read. */
export function shortId(id: string, start = 8, end = 6): string {
  return id.length <= start + end + 1 ? id : `${id.slice(0, start)}…${id.slice(-end)}`;
}

/** The part of a figure that matters at a glance, and the decimals that may stand back. What has a unit stays whole. */
export function splitFigure(text: string, shownDecimals: number): { main: string; rest: string } {
  const point = /\.\d*$/.exec(text)?.index ?? text.length;
  const cut = point + (shownDecimals === 0 ? 0 : 1 + shownDecimals);
  return { main: text.slice(0, cut), rest: text.slice(cut) };
}

function rounded(amount: string, scale: number, decimals: number): string {
  const value = parseDecimal(amount, scale);
  const magnitude = divideHalfUp(value < 0n ? -value : value, powerOfTen(scale - decimals));
  const digits = magnitude.toString().padStart(decimals + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - decimals));
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return value < 0n && magnitude !== 0n ? `-${text}` : text;
}

function grouped(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}
