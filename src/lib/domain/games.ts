/**
 * Games of the network's marketplace.
 *
 * An encrypted app hides its images; what it runs shows only in its name, which the marketplace makes of a prefix and
 * the time of the order in milliseconds. New games are rows here.
 */

/** A product: one label over all its images and prefixes. The slug is its key on the wire. */
export interface Game {
  slug: string;
  label: string;
}

interface NamedGame extends Game {
  /** Lower-case. */
  appNamePrefixes: readonly string[];
}

const games: readonly NamedGame[] = [
  { slug: 'palworld', label: 'Palworld', appNamePrefixes: ['palworld'] },
  {
    slug: 'minecraft',
    label: 'Minecraft',
    appNamePrefixes: ['minecraftbedrockserver', 'minecraftserver', 'minecraftj', 'minecraftb']
  },
  { slug: 'project-zomboid', label: 'Project Zomboid', appNamePrefixes: ['projectzomboid'] },
  { slug: 'windrose', label: 'Windrose', appNamePrefixes: ['windrose'] },
  { slug: 'enshrouded', label: 'Enshrouded', appNamePrefixes: ['enshrouded'] },
  { slug: 'rust', label: 'Rust', appNamePrefixes: ['rustserveroxide', 'rustserver'] },
  { slug: 'fivem', label: 'FiveM', appNamePrefixes: ['fivem'] },
  { slug: 'valheim', label: 'Valheim', appNamePrefixes: ['valheim'] },
  { slug: 'terraria', label: 'Terraria', appNamePrefixes: ['terraria'] },
  { slug: 'runescape-dragonwilds', label: 'RuneScape: Dragonwilds', appNamePrefixes: ['dragonwilds'] },
  { slug: 'v-rising', label: 'V Rising', appNamePrefixes: ['vrising'] },
  { slug: 'satisfactory', label: 'Satisfactory', appNamePrefixes: ['satisfactory'] },
  { slug: 'factorio', label: 'Factorio', appNamePrefixes: ['factorio'] },
  { slug: '7-days-to-die', label: '7 Days to Die', appNamePrefixes: ['7daystodie'] },
  { slug: 'ark-survival-ascended', label: 'ARK: Survival Ascended', appNamePrefixes: ['arksurvivalascended'] }
];

/** Longest first: a short prefix must not claim the name of a longer one. */
const prefixes = games
  .flatMap(({ slug, label, appNamePrefixes }) => appNamePrefixes.map((prefix) => ({ prefix, game: { slug, label } })))
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** The game an app's name tells: a known prefix (in any case), at least 13 digits, nothing else. Else null. */
export function gameOfAppName(appName: string): Game | null {
  const name = appName.toLowerCase();
  const known = prefixes.find(({ prefix }) => name.startsWith(prefix) && /^\d{13,}$/.test(name.slice(prefix.length)));
  return known?.game ?? null;
}
