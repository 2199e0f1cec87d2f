import { expect, it } from 'vitest';
import { revenue, Source } from '../../contract/ledger/revenue.ts';
import { statementsFor } from '../../server/platform/store/sql.ts';
import { payers, perPayer } from './payers.ts';

it('says in one place who paid: the contract and the statements know the same', () => {
  expect(Source.options).toEqual(payers);
  expect(Object.keys(revenue.response.shape.sources.shape)).toEqual([...payers, 'asOf', 'stale']);
  const cut = statementsFor('postgres').find(({ name }) => name === 'transactions_of_sources');
  expect(cut?.params.map(({ name }) => name).filter((name) => !/^(before_key|skip|limit)$/.test(name))).toEqual(payers);
  const asked = [...(cut?.steps.join('').matchAll(/:(\w+) = 1 AND source = '(\w+)'/g) ?? [])];
  expect(asked.map(([, flag]) => flag).toSorted()).toEqual(payers.toSorted());
  for (const [, flag, source] of asked) expect(source).toBe(flag);
});

it.each(['sqlite', 'postgres'] as const)('counts them where a search on %s asks whether it is of all', (engine) => {
  const search = statementsFor(engine).find(({ name }) => name === 'search_payments');
  expect(search?.steps.join('')).toContain(`(SELECT COUNT(*) FROM json_each(:sources)) = ${payers.length}`);
});

it('makes something for each, in their order', () => {
  expect(Object.entries(perPayer((payer) => `${payer}!`))).toEqual(payers.map((payer) => [payer, `${payer}!`]));
});
