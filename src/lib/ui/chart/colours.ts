/**
 * The chart's colours as the theme has them now. Tokens hold both themes, so a script cannot read them as they are: they
 * are read from what is drawn with them.
 */
export interface ChartColours {
  ground: string;
  text: string;
  muted: string;
  grid: string;
  font: string;
  /** By series key. */
  series: Map<string, string>;
}

/** `plot` is the drawn chart, on its ground; lines carry their series' key. */
export function readColours(plot: Element): ChartColours {
  const of = (selector: string, name: string) => {
    const element = plot.querySelector(selector);
    return element ? getComputedStyle(element).getPropertyValue(name) : 'transparent';
  };
  const lines = [...plot.querySelectorAll('[data-series]')];
  return {
    ground: getComputedStyle(plot).backgroundColor,
    text: getComputedStyle(plot).color,
    muted: of('.y text', 'fill'),
    grid: of('.grid', 'stroke'),
    font: getComputedStyle(plot).fontFamily,
    series: new Map(lines.map((line) => [line.getAttribute('data-series') ?? '', getComputedStyle(line).stroke]))
  };
}

/** Calls back whenever the theme may have changed. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const scheme = matchMedia('(prefers-color-scheme: light)');
  scheme.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', changed);
  };
}
