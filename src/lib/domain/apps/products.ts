/**
 * The table of known products: what the images and app names of the network stand for. A new game is a row here.
 *
 * A keyword is looked for in the whole image reference, tag included, in lower case; the first row that has one wins, in
 * the order of the categories and then of the rows, so a narrower keyword stands before a wider one. An app name prefix
 * is lower-case and followed by the time of the order, which is how the marketplace names apps, encrypted ones too. A slug
 * is a key of stored history and of the API: a label may change, a slug may not.
 */

export const knownCategories = ['gaming', 'crypto', 'wordpress'] as const;
export type KnownCategory = (typeof knownCategories)[number];
export type Category = KnownCategory | 'other';

/** One label over all its images and app names. */
export interface Product {
  slug: string;
  label: string;
}

interface KnownProduct extends Product {
  keywords: readonly string[];
  /** Games only: a container whose app is named so counts as the game, whatever its image. */
  appNamePrefixes?: readonly string[];
}

interface CategoryTable {
  products: readonly KnownProduct[];
  /** Of the category, but each image is a product of its own. */
  otherKeywords: readonly string[];
}

/** Images of no category, tested before every other keyword. */
export const excludedKeywords = ['-server-website', 'flux-dns-fdm'] as const;

const gaming: readonly KnownProduct[] = [
  {
    slug: 'minecraft',
    label: 'Minecraft',
    keywords: ['minecraft'],
    appNamePrefixes: ['minecraftbedrockserver', 'minecraftserver', 'minecraftj', 'minecraftb']
  },
  { slug: 'palworld', label: 'Palworld', keywords: ['palworld'], appNamePrefixes: ['palworld'] },
  { slug: 'enshrouded', label: 'Enshrouded', keywords: ['enshrouded'], appNamePrefixes: ['enshrouded'] },
  { slug: 'valheim', label: 'Valheim', keywords: ['valheim'], appNamePrefixes: ['valheim'] },
  { slug: 'satisfactory', label: 'Satisfactory', keywords: ['satisfactory'], appNamePrefixes: ['satisfactory'] },
  {
    slug: 'ark-survival-ascended',
    label: 'ARK: Survival Ascended',
    keywords: ['ark-survival-ascended'],
    appNamePrefixes: ['arksurvivalascended']
  },
  { slug: 'ark-survival-evolved', label: 'ARK: Survival Evolved', keywords: ['ark-survival', 'arkserver'] },
  {
    slug: 'rust',
    label: 'Rust',
    keywords: ['rust-server', 'rust-game-server'],
    appNamePrefixes: ['rustserveroxide', 'rustserver']
  },
  { slug: 'terraria', label: 'Terraria', keywords: ['terraria'], appNamePrefixes: ['terraria'] },
  { slug: 'factorio', label: 'Factorio', keywords: ['factorio'], appNamePrefixes: ['factorio'] },
  { slug: '7-days-to-die', label: '7 Days to Die', keywords: ['7daystodie'], appNamePrefixes: ['7daystodie'] },
  { slug: 'v-rising', label: 'V Rising', keywords: ['vrising'], appNamePrefixes: ['vrising'] },
  {
    slug: 'project-zomboid',
    label: 'Project Zomboid',
    keywords: ['projectzomboid'],
    appNamePrefixes: ['projectzomboid']
  },
  { slug: 'conan-exiles', label: 'Conan Exiles', keywords: ['conan-exiles'] },
  { slug: 'arma-reforger', label: 'Arma Reforger', keywords: ['arma-reforger'] },
  { slug: 'soulmask', label: 'Soulmask', keywords: ['soulmask'] },
  { slug: 'abiotic-factor', label: 'Abiotic Factor', keywords: ['abioticfactor'] },
  { slug: 'windrose', label: 'Windrose', keywords: ['windrose'], appNamePrefixes: ['windrose'] },
  { slug: 'unturned', label: 'Unturned', keywords: ['unturned'] },
  { slug: 'garrys-mod', label: "Garry's Mod", keywords: ['garrysmod'] },
  { slug: 'fivem', label: 'FiveM', keywords: [], appNamePrefixes: ['fivem'] },
  {
    slug: 'runescape-dragonwilds',
    label: 'RuneScape: Dragonwilds',
    keywords: [],
    appNamePrefixes: ['dragonwilds']
  }
];

const crypto: readonly KnownProduct[] = [
  { slug: 'presearch', label: 'Presearch', keywords: ['presearch/node'] },
  { slug: 'streamr', label: 'Streamr', keywords: ['streamr/node', 'streamr/broker-node'] },
  // Names a coin in its tag.
  { slug: 'blockbook', label: 'Blockbook', keywords: ['blockbook'] },
  { slug: 'raven-insight', label: 'Raven Insight', keywords: ['raven-insight'] },
  { slug: 'dash-insight', label: 'Dash Insight', keywords: ['dash-insight'] },
  { slug: 'ravencoin', label: 'Ravencoin', keywords: ['ravencoin'] },
  { slug: 'kadena', label: 'Kadena', keywords: ['kadena-chainweb'] },
  { slug: 'bitcoin', label: 'Bitcoin', keywords: ['bitcoin-core'] },
  { slug: 'bitcoin-cash', label: 'Bitcoin Cash', keywords: ['bitcoin-cash-node'] },
  { slug: 'litecoin', label: 'Litecoin', keywords: ['litecoin'] },
  { slug: 'dogecoin', label: 'Dogecoin', keywords: ['dogecoin'] },
  { slug: 'zcash', label: 'Zcash', keywords: ['zcash'] },
  { slug: 'monero', label: 'Monero', keywords: ['monero'] },
  { slug: 'firo', label: 'Firo', keywords: ['fironode', 'firod'] },
  { slug: 'beldex', label: 'Beldex', keywords: ['girderworks/edge', 'girderworks/feather', 'beldex'] },
  { slug: 'neoxa', label: 'Neoxa', keywords: ['neoxa-node'] },
  { slug: 'iron-fish', label: 'Iron Fish', keywords: ['iron-fish/ironfish'] },
  { slug: 'kaspa', label: 'Kaspa', keywords: ['rusty-kaspad'] },
  { slug: 'alephium', label: 'Alephium', keywords: ['alephium-standalone', 'alephium/explorer'] },
  { slug: 'bittensor', label: 'Bittensor', keywords: ['bittensor', 'subtensor'] },
  { slug: 'wanchain', label: 'Wanchain', keywords: ['wanchain/client-go'] },
  { slug: 'ethereum', label: 'Ethereum', keywords: ['client-go:stable'] },
  { slug: 'polkadot', label: 'Polkadot', keywords: ['polkadot-docker'] },
  { slug: 'thorchain', label: 'THORChain', keywords: ['thornode', 'thorchain'] },
  { slug: 'flux-explorer', label: 'Flux Explorer', keywords: ['runonflux/explorer'] },
  { slug: 'dibi-fetch', label: 'Dibi Fetch', keywords: ['zelcash/dibi-fetch'] },
  { slug: 'fusion-balances', label: 'Fusion Balances', keywords: ['runonflux/fusionbalances'] },
  { slug: 'brise', label: 'Brise', keywords: ['brise-node'] },
  { slug: 'fuse', label: 'Fuse', keywords: ['fusenet/node'] },
  { slug: 'authsteem', label: 'AuthSteem', keywords: ['authsteem'] },
  { slug: 'timpi-collector', label: 'Timpi Collector', keywords: ['timpi-collector'] },
  { slug: 'timpi-geocore', label: 'Timpi Geocore', keywords: ['timpi-geocore'] },
  { slug: 'mysterium', label: 'Mysterium', keywords: ['mysteriumnetwork/myst'] }
];

const wordpress: readonly KnownProduct[] = [
  { slug: 'wordpress', label: 'WordPress', keywords: ['wordpress', 'wp-nginx'] }
];

export const productTables: Record<KnownCategory, CategoryTable> = {
  gaming: { products: gaming, otherKeywords: ['game-server'] },
  crypto: { products: crypto, otherKeywords: ['girderworks/'] },
  wordpress: { products: wordpress, otherKeywords: [] }
};
