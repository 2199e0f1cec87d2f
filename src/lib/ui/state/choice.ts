/** One of several, as a link: what a row of tabs is made of. */
import type { PathnameWithSearchOrHash } from '$app/types';

export interface Choice {
  text: string;
  href: PathnameWithSearchOrHash;
  isCurrent: boolean;
  title?: string;
  /** Said in its place, where the text is an abbreviation. */
  spoken?: string;
}
