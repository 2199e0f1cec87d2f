/**
 * Short notices of what just happened. A page's own, set once by the layout; components only say what happened.
 *
 * How long a notice stays is the view's: it waits while it is looked at. Errors stay until they are dismissed.
 */
import { createContext } from 'svelte';

export type ToastTone = 'good' | 'warn' | 'bad' | 'plain';

export interface Toast {
  id: number;
  text: string;
  tone: ToastTone;
}

export interface Toasts {
  /** Oldest first. */
  readonly shown: readonly Toast[];
  show: (text: string, tone?: ToastTone) => void;
  dismiss: (id: number) => void;
}

export const [useToasts, setToasts] = createContext<Toasts>();

/** More than that would cover the page: the oldest give way. */
const MAX_SHOWN = 4;

export function createToasts(): Toasts {
  let shown = $state.raw<Toast[]>([]);
  let lastId = 0;

  function show(text: string, tone: ToastTone = 'plain'): void {
    lastId += 1;
    shown = [...shown.filter((toast) => toast.text !== text), { id: lastId, text, tone }].slice(-MAX_SHOWN);
  }
  function dismiss(id: number): void {
    shown = shown.filter((toast) => toast.id !== id);
  }
  return {
    get shown() {
      return shown;
    },
    show,
    dismiss
  };
}
