import type { IncomingMessage } from 'node:http';
import type { Answer, Endpoint, Input } from '$lib/contract/kit/endpoint';
import type { ForeignForm } from '$lib/edge/form-origin';
import type { Header } from '$lib/contract/health/tracker';
import type { Part } from '$lib/ui/state/parts';
import type { Theme } from '$lib/ui/state/theme';

declare global {
  namespace App {
    interface Locals {
      /** Asks the API on behalf of the visitor; the answer may be up to 2 s old. ProblemError when it fails. */
      ask: <E extends Endpoint>(endpoint: E, input: Input<E>) => Promise<Answer<E>>;
      /** As `ask`, but nobody else is given the answer: for questions whose body says what is asked. */
      askUnshared: <E extends Endpoint>(endpoint: E, input: Input<E>) => Promise<Answer<E>>;
      /**
       * Asks in the name of the signed-in administrator, or with a token; cookies that the API sets reach the browser. The
       * answer is never shared. ProblemError when it fails.
       */
      askAdmin: <E extends Endpoint>(endpoint: E, input: Input<E>, token?: string) => Promise<Answer<E>>;
      /** Asks in the name of a program, with its key. `path` begins with /api/. Rejects when nobody answers. */
      fetchAsKey: (
        path: string,
        key: string,
        init?: { method?: string; body?: string; headers?: Record<string, string> }
      ) => Promise<Response>;
      theme: Theme;
      /** Whether Bitcoin is switched on: off, nothing leads to its pages. */
      hasBitcoin: boolean;
      /** Why nothing is done for what was sent: it does not come from a page of ours. null = it does, or only reads. */
      foreign: ForeignForm | null;
    }
    interface Platform {
      /** The request as the edge got it. */
      req: IncomingMessage;
    }
    interface PageData {
      /** Of the layout, on every page but those that fail. */
      header?: Part<Header>;
    }
    interface Error {
      message: string;
    }
  }
}
