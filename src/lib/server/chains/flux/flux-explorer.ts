/** The explorer of Flux. */
import { fluxProfile } from '../../../domain/chain-profile.ts';
import { createExplorer, type Explorer } from '../explorer.ts';
import type { FluxChain } from './flux-chain.ts';

export function openFluxExplorer(chain: FluxChain, now: () => number): Explorer {
  return createExplorer({
    profile: fluxProfile,
    ticker: () => Promise.resolve(fluxProfile.ticker),
    ways: [{ label: 'Blockbook', chain, missing: '' }],
    now
  });
}
