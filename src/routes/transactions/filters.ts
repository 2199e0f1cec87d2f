/** What the page of payments is filtered by: read from its address, asked of the API, shown as chips. */
import { Source } from '../../lib/contract/ledger/revenue.ts';
import { typeChoices } from '../../lib/contract/ledger/transactions.ts';
import { payerNames, typeChoiceNames } from '../../lib/ui/format/badges.ts';
import { shortId } from '../../lib/ui/format/format.ts';
import { viewOf, without, type Chip, type Place } from '../../lib/ui/state/table-state.ts';
import { listOf, textOf } from '../../lib/ui/state/url-state.ts';

export const sorts = ['time', 'amount'] as const;

export interface Filters {
  search: string | undefined;
  appName: string | undefined;
  payer: string | undefined;
  source: Source[];
  type: (typeof typeChoices)[number][];
  start_date: string | undefined;
  end_date: string | undefined;
  min_amount: string | undefined;
  max_amount: string | undefined;
}

export function filtersOf(query: URLSearchParams): Filters {
  const source = listOf(query, 'source', Source.options);
  const type = listOf(query, 'type', typeChoices);
  return {
    search: textOf(query, 'search'),
    appName: textOf(query, 'appName'),
    payer: textOf(query, 'payer'),
    // Naming all is naming none.
    source: source.length === Source.options.length ? [] : source,
    type: type.length === typeChoices.length ? [] : type,
    start_date: textOf(query, 'start_date'),
    end_date: textOf(query, 'end_date'),
    min_amount: textOf(query, 'min_amount'),
    max_amount: textOf(query, 'max_amount')
  };
}

/** As the API takes them. */
export function selectionOf({ source, type, ...texts }: Filters) {
  return {
    ...texts,
    source: source.length === 0 ? undefined : source,
    type: type.length === 0 ? undefined : type
  };
}

export function chipsOf(filters: Filters, at: Place): Chip[] {
  const { search, appName, payer, source, type, start_date, end_date, min_amount, max_amount } = filters;
  const one = (text: string, ...names: string[]): Chip => ({ text, href: without(at, ...names) });
  const listed = (name: 'source' | 'type', values: readonly string[], value: string) => {
    const left = values.filter((each) => each !== value);
    return viewOf(at, { [name]: left.length === 0 ? null : left.join(',') });
  };
  return [
    ...(search === undefined ? [] : [one(`“${search}”`, 'search')]),
    ...(appName === undefined ? [] : [one(`App ${appName}`, 'appName')]),
    ...(payer === undefined ? [] : [one(`Payer ${shortId(payer, 8, 6)}`, 'payer')]),
    ...source.map((each) => ({ text: payerNames[each], href: listed('source', source, each) })),
    ...type.map((each) => ({ text: typeChoiceNames[each], href: listed('type', type, each) })),
    ...(start_date === undefined ? [] : [one(`From ${start_date}`, 'start_date')]),
    ...(end_date === undefined ? [] : [one(`To ${end_date}`, 'end_date')]),
    ...(min_amount === undefined ? [] : [one(`At least ${min_amount} FLUX`, 'min_amount')]),
    ...(max_amount === undefined ? [] : [one(`At most ${max_amount} FLUX`, 'max_amount')])
  ];
}
