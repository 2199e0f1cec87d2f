/**
 * The address of an app's page. A name is text that anybody may register: "/", "?" and "%" in it are part
 * of the name, and so are brackets, which the router would read as its own.
 */
export function appHref(name: string) {
  const written = encodeURIComponent(name).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
  return `/apps/${written}` as const;
}
