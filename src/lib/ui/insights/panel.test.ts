import { expect, it } from 'vitest';
import { beginningOf, pageOfPanel, panelCsv, type PanelBody } from './panel.ts';

it('sends a short table whole, to be folded', () => {
  const { rows, total } = beginningOf(bodyOf(40), 'payer-revenue');
  expect([rows.length, total]).toEqual([40, 40]);
});

it('sends the beginning of a long table, and says how long it is', () => {
  const { id, rows, total } = beginningOf(bodyOf(5_000), 'payer-revenue');
  expect([id, rows.map(({ cells }) => cells[0]), total]).toEqual(['payer-revenue', ['row 1', 'row 2', 'row 3'], 5_000]);
});

it('shows every row of a long table once over its pages, and none past the end', () => {
  const pages = [1, 2, 3, 4].map((page) => pageOfPanel(bodyOf(120), 'x', { page, limit: 50 }).rows);
  expect(pages.map(({ length }) => length)).toEqual([50, 50, 20, 0]);
  expect(pages.flat()).toEqual(bodyOf(120).rows);
});

it('exports every row of a long table', () => {
  expect(panelCsv(bodyOf(5_000)).split('\r\n')).toHaveLength(1 + 5_000 + 1);
});

function bodyOf(rows: number): PanelBody {
  return {
    title: 'Payers by revenue',
    note: '',
    figures: [],
    columns: [{ text: 'Payer' }],
    rows: Array.from({ length: rows }, (_, place) => ({ cells: [`row ${place + 1}`] })),
    shown: 3,
    coverage: null,
    api: '/api/insights/concentration',
    asOf: null,
    stale: false
  };
}
