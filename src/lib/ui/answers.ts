/** Names for answers of the API that pages hand to their parts. Types only: the schemas stay on the server. */
import type { appAnalytics } from '../contract/apps.ts';
import type { Answer } from '../contract/endpoint.ts';
import type { paginated } from '../contract/transactions.ts';

export type PaymentsPage = Answer<typeof paginated>;
export type AppsPage = Answer<typeof appAnalytics>;
