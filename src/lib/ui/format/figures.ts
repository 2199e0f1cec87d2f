/** What a refresh asks for again: every load that shows figures depends on this name. */
export const FIGURES = 'app:figures';
