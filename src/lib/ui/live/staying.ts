/** A form that keeps the page when nobody answers: by default the page would give way to an error. */
import type { SubmitFunction } from '@sveltejs/kit';
import type { Toasts } from './toasts.svelte.ts';

export function staying(toasts: Toasts): SubmitFunction {
  return () =>
    async ({ result, update }) => {
      if (result.type === 'error')
        toasts.show('No answer: it is not known whether this was done. Look, then try again.', 'bad');
      else await update();
    };
}
