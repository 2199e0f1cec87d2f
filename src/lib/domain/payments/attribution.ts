/**
 * Which app a payment bought, and of what kind it is.
 *
 * A payment names an app message by its hash. The message may reach the network minutes after the payment, so an unknown
 * hash is asked for again until one day after the block; everything else is decided for good at once.
 */
import { isGitImage } from '../apps/categories.ts';
import type { AppMessage } from '../chain.ts';
import { gameOfAppName } from '../apps/games.ts';
import type { Payment } from './payments.ts';
import { SECONDS_PER_DAY } from '../time/periods.ts';

export type AppType = 'git' | 'docker' | 'fluxdrive' | 'unregistered';

/** What attribution needs of an app message. */
export type MessageFacts = Pick<AppMessage, 'appName' | 'components' | 'isEncrypted'>;

export interface Attribution {
  appName: string | null;
  /** null: the payment names no app, its spec cannot be read and its name tells nothing, or it is still pending. */
  appType: AppType | null;
  /** The hash must be looked up again. */
  isPending: boolean;
}

/**
 * `message` is the one with the payment's hash, if it is known. `unknownAt` is the unix second at which a complete look
 * (a whole dump, or a request for this hash) did not know it; null if nobody looked.
 */
export function attribute(
  payment: Pick<Payment, 'messageHash' | 'isFluxDrive' | 'blockTime'>,
  message: MessageFacts | null | undefined,
  unknownAt: number | null
): Attribution {
  if (payment.messageHash === null) return settled(null, payment.isFluxDrive ? 'fluxdrive' : null);
  if (message) return settled(message.appName, typeOf(message));
  const isGivenUp = unknownAt !== null && unknownAt > payment.blockTime + SECONDS_PER_DAY;
  return isGivenUp ? settled(null, 'unregistered') : { appName: null, appType: null, isPending: true };
}

function typeOf(message: MessageFacts): AppType | null {
  const { components } = message;
  if (message.isEncrypted || components === null) return gameOfAppName(message.appName) === null ? null : 'docker';
  const isGit = components.some(({ repotag }) => isGitImage(repotag));
  return isGit ? 'git' : 'docker';
}

function settled(appName: string | null, appType: AppType | null): Attribution {
  return { appName, appType, isPending: false };
}
