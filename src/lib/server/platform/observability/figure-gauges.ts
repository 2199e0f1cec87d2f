/** What the product is about, as gauges, set when Prometheus asks. What is not known has no sample. */
import { Gauge, type Registry } from 'prom-client';

export interface MetricFigures {
  payments: number | null;
  /** FLUX, by the days that end today. */
  revenue: Readonly<Record<'1d' | '7d' | '30d', number | null>>;
  /** Deliveries to webhooks, by state. */
  deliveries: Readonly<Record<'pending' | 'dead', number>>;
}

export interface FigureGauges {
  /** null: nothing is known now. */
  show(figures: MetricFigures | null): void;
}

export function createFigureGauges(registers: Registry[], prefix: string): FigureGauges {
  const payments = new Gauge({ name: `${prefix}payments`, help: 'Payments that are known', registers });
  const revenue = new Gauge({
    name: `${prefix}revenue_flux`,
    help: 'FLUX received in the days that end today',
    labelNames: ['days'],
    registers
  });
  const deliveries = new Gauge({
    name: `${prefix}deliveries`,
    help: 'Deliveries to webhooks that wait or were given up',
    labelNames: ['state'],
    registers
  });
  return {
    show(figures) {
      payments.remove();
      revenue.reset();
      deliveries.reset();
      if (figures === null) return;
      if (figures.payments !== null) payments.set(figures.payments);
      for (const [days, flux] of Object.entries(figures.revenue)) if (flux !== null) revenue.set({ days }, flux);
      for (const [state, count] of Object.entries(figures.deliveries)) deliveries.set({ state }, count);
    }
  };
}
