/** The colour theme: a visitor's choice kept in a cookie, so that the first HTML already has it. */
export const THEME_COOKIE = 'theme';
export const themes = ['auto', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

export function themeOf(text: unknown): Theme {
  return themes.find((theme) => theme === text) ?? 'auto';
}

/** Where to go back to after choosing: a path of this site, whatever was sent. */
export function pathOf(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(text) ? text : '/';
}
