/** Paying customers by month: who paid, who for the first time. Unknown payers, the team and the card gateway are no customers. */
export interface PayersOfMonth {
  /** First day of the month. */
  month: string;
  paying: number;
  new: number;
  returning: number;
}

/** Months ascending with the customers that paid in each; a customer is new in the first month that has it. */
export function payersByMonth(months: readonly { month: string; payers: Iterable<string> }[]): PayersOfMonth[] {
  const seen = new Set<string>();
  return months.map(({ month, payers }) => {
    const paying = new Set(payers);
    let fresh = 0;
    for (const payer of paying) {
      if (seen.has(payer)) continue;
      seen.add(payer);
      fresh++;
    }
    return { month, paying: paying.size, new: fresh, returning: paying.size - fresh };
  });
}
