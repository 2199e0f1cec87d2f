/** The webhook that tells a tenant's Slack of its thresholds: one per tenant, under an id that every process knows. */
import { createHash } from 'node:crypto';

const ID_LENGTH = 18;

export function slackWebhookOf(tenant: string): string {
  return `wh_${createHash('sha256').update(`slack of ${tenant}`).digest('hex').slice(0, ID_LENGTH)}`;
}
