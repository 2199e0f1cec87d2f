/** Why an event is not counted, beside a wrong request. */

/** An idempotency key that was used for another event before. */
export class KeyReused extends Error {
  override name = 'KeyReused';
}

/** More events wait than can be stored soon. */
export class MeterBusy extends Error {
  override name = 'MeterBusy';
}

/** The tenant's quota is used up, and its plan enforces it. */
export class QuotaUsedUp extends Error {
  override name = 'QuotaUsedUp';
  /** When the next period begins, unix seconds. */
  readonly resetsAt: number;
  constructor(tenant: string, resetsAt: number) {
    super(`The quota of ${tenant} is used up.`);
    this.resetsAt = resetsAt;
  }
}
