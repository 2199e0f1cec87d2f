/**
 * Every number, amount and time as a visitor reads it: one form each, the same on server and client.
 *
 * Money comes as decimal text with any number of decimals and is rounded as text, never through a float. Unknown is
 * "n/a", and so is what cannot be read: a format never throws, because one bad figure must not cost the page. Thousands
 * are separated by commas; times are UTC. Compact forms ("1.2k") exist for chart axes only.
 */
import { divideHalfUp, powerOfTen } from '../../domain/money/decimal.ts';

export const UNKNOWN = 'n/a';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

export function countText(count: number | null | undefined): string {
  return isNumber(count) ? grouped(String(count)) : UNKNOWN;
}

/** A count of what is listed: "25,117", "10,000+"; of a list that was never complete nothing is known. */
export function totalText(list: { total: number | null; totalIsLowerBound?: boolean; asOf: number | null }): string {
  return list.asOf === null || list.total === null
    ? UNKNOWN
    : `${countText(list.total)}${list.totalIsLowerBound ? '+' : ''}`;
}

/** "1,284.91": FLUX rounded half up to as many decimals; 8 = exact. */
export function fluxText(amount: string | null | undefined, decimals = 2): string {
  return amount === null || amount === undefined ? UNKNOWN : rounded(amount, decimals);
}

/** "$256.98"; below a cent as exact as it is known, so that a small payment is not "$0.00". */
export function usdText(amount: string | null | undefined): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const cents = rounded(amount, 2);
  const isTiny = /^-?0\.00$/.test(cents) && /[1-9]/.test(amount);
  return dollars(isTiny ? amount : cents);
}

/** "$0.0712": the price of one FLUX. */
export function priceText(price: number | null | undefined): string {
  return isNumber(price) ? dollars(price.toFixed(4)) : UNKNOWN;
}

/** "$0.0712", "$0.05812346", "$1.25": a price as decimal text, with four decimals or as many of eight as it has. */
export function exactPriceText(price: string): string {
  const text = rounded(price, 8);
  return dollars(text.replace(/(\.\d{4}\d*?)0+$/, '$1'));
}

/** "25%", "2.8%", "0.16%": a part of a whole, with two significant digits; only all of it is "100%". */
export function shareText(percent: number | null | undefined): string {
  if (!isNumber(percent)) return UNKNOWN;
  if (percent === 0 || percent >= 100) return `${Math.round(percent)}%`;
  if (percent >= 99.5) return '>99%';
  return `${plain(Number(percent.toPrecision(2)))}%`;
}

/** "24.3%": how much is in use, which moves by tenths. */
export function percentText(percent: number | null | undefined): string {
  return isNumber(percent) ? `${percent.toFixed(1)}%` : UNKNOWN;
}

/** "+3.20%", "-10.46%", "0.00%". */
export function changeText(percent: number | null): string {
  if (!isNumber(percent)) return UNKNOWN;
  return `${percent > 0 ? '+' : ''}${grouped(percent.toFixed(2))}%`;
}

/** "+1.20 pp", "0.00 pp": how far a percentage moved, in percentage points. */
export function pointsText(points: number | null): string {
  return isNumber(points) ? `${points > 0 ? '+' : ''}${points.toFixed(2)} pp` : UNKNOWN;
}

/** "+1,204", "-3", "0", "+0.25": how far a count or an amount moved. */
export function differenceText(difference: number | string | null): string {
  if (difference === null) return UNKNOWN;
  const text = grouped(String(difference));
  return /[1-9]/.test(text) && !text.startsWith('-') ? `+${text}` : text;
}

/** "30,000", "2.5", "0.25": an amount with as many decimals as it has, at most two. */
export function amountText(amount: number | null | undefined): string {
  return isNumber(amount) ? grouped(String(Number(amount.toFixed(2)))) : UNKNOWN;
}

/** "850 MB", "12.5 GB", "1.2 TB": memory and storage, given in GB; 1 TB = 1,000 GB. */
export function sizeText(gigabytes: number | null | undefined): string {
  if (!isNumber(gigabytes)) return UNKNOWN;
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
  const text = isNumber(unixSeconds) ? isoText(unixSeconds) : '';
  return text === '' ? UNKNOWN : text.replace('T', ' ').slice(0, 19);
}

/** "Nov 20", "Nov 2026": a UTC day or its month, for axes. */
export function axisDateText(date: string, isMonth: boolean): string {
  const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
  return isMonth ? `${month} ${date.slice(0, 4)}` : `${month} ${Number(date.slice(8))}`;
}

/** Machine-readable, for `<time datetime>`; empty for a moment that no calendar has. */
export function isoText(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
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

/** Half up; text that is no decimal number is unknown. */
function rounded(amount: string, decimals: number): string {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined) return UNKNOWN;
  const magnitude = divideHalfUp(BigInt(whole + fraction) * powerOfTen(decimals), powerOfTen(fraction.length));
  const digits = magnitude.toString().padStart(decimals + 1, '0');
  const integer = grouped(digits.slice(0, digits.length - decimals));
  const text = decimals === 0 ? integer : `${integer}.${digits.slice(-decimals)}`;
  return sign === '-' && magnitude !== 0n ? `-${text}` : text;
}

/** Without an exponent. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/0+$/, '') : text;
}

function dollars(text: string): string {
  if (text === UNKNOWN) return text;
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function grouped(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}
