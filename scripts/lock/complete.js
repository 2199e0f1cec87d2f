/**
 * Whether a lock file (version 3) names everything that `npm ci` asks for.
 *
 * npm that makes a lock file beside an installed `node_modules` leaves out optional packages of other platforms; on those
 * platforms, and with npm 11 everywhere, `npm ci` then refuses the file.
 */

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {string} [resolved] where it was downloaded
 * @property {boolean} [link]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies] of the clone itself
 * @property {Record<string, string>} [optionalDependencies]
 */
/** @typedef {{ packages: Record<string, Entry> }} LockFile */

/**
 * What is asked for and has no entry, as `path of the asking package > name`.
 *
 * @param {LockFile} lock
 * @returns {string[]}
 */
export function missingFrom({ packages }) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    askedBy(entry)
      .filter((name) => find(packages, path, name) === null)
      .map((name) => `${path} > ${name}`)
  );
}

/**
 * The lock file without packages that miss an optional one, so that npm looks them up whole.
 *
 * @template {LockFile} T
 * @param {T} lock
 * @returns {T}
 */
export function withoutIncomplete(lock) {
  const incomplete = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) => {
    const found = Object.keys(optionalDependencies).map((name) => find(lock.packages, path, name));
    return path !== '' && found.includes(null) ? [path, ...found] : [];
  });
  const kept = Object.entries(lock.packages).filter(([path]) => !incomplete.includes(path));
  return { ...lock, packages: Object.fromEntries(kept) };
}

/** @param {Entry} entry */
function askedBy({ dependencies = {}, devDependencies = {}, optionalDependencies = {} }) {
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
}

/**
 * The path of the package that `import name` finds from `path`: its own folder first, then those around it.
 *
 * @param {LockFile['packages']} packages
 * @param {string} path
 * @param {string} name
 * @returns {string | null}
 */
function find(packages, path, name) {
  const own = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  if (own in packages) return own;
  if (path === '') return null;
  const around = path.lastIndexOf('/node_modules/');
  return find(packages, around < 0 ? '' : path.slice(0, around), name);
}
