/** Who paid: the one list, in the order in which it is shown. Tables of earlier migrations know these three. */

/** The Flux team, the gateway through which card and PayPal customers pay, and everybody else. */
export const payers = ['team', 'fiat', 'other'] as const;
export type Payer = (typeof payers)[number];

/** Something for each of them. */
export function perPayer<T>(make: (payer: Payer) => T): Record<Payer, T> {
  const [team, fiat, other] = payers;
  return { [team]: make(team), [fiat]: make(fiat), [other]: make(other) };
}
