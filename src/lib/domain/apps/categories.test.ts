import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoriesVersion, classifyImage, isGitImage, productOf, repositoryOf } from './categories.ts';
import { knownCategories, productTables } from './products.ts';

/** The network's list of keywords (facts 9.4). */
const keywords = {
  gaming:
    'minecraft palworld enshrouded valheim satisfactory ark-survival arkserver rust-server terraria factorio 7daystodie ' +
    'vrising projectzomboid conan-exiles game-server arma-reforger soulmask abioticfactor windrose unturned garrysmod',
  crypto:
    'presearch/node streamr/node streamr/broker-node ravencoin kadena-chainweb bitcoin-core bitcoin-cash-node litecoin ' +
    'dogecoin zcash monero fironode firod girderworks/ neoxa-node iron-fish/ironfish rusty-kaspad alephium-standalone ' +
    'alephium/explorer bittensor subtensor client-go:stable polkadot-docker wanchain/client-go thornode thorchain ' +
    'blockbook runonflux/explorer zelcash/dibi-fetch brise-node fusenet/node raven-insight dash-insight ' +
    'runonflux/fusionbalances authsteem timpi-collector timpi-geocore beldex mysteriumnetwork/myst',
  wordpress: 'wordpress wp-nginx'
};
const listed = Object.entries(keywords).flatMap(([category, words]) =>
  words.split(' ').map((keyword) => ({ category, keyword }))
);

describe(classifyImage, () => {
  it.each(listed)('puts images with $keyword into $category', ({ category, keyword }) => {
    for (const image of [keyword, `registry.example:5000/${keyword}`, keyword.toUpperCase(), `${keyword}x`])
      expect(classifyImage(image).category).toBe(category);
  });

  it.each([
    ['thijsvanloef/palworld-server-docker:v1.4', 'gaming', 'Palworld'],
    ['jktuned/enshrouded-server', 'gaming', 'Enshrouded'],
    ['sknnr/enshrouded-dedicated-server:v2', 'gaming', 'Enshrouded'],
    ['itzg/minecraft-server:java21', 'gaming', 'Minecraft'],
    ['itzg/minecraft-bedrock-server', 'gaming', 'Minecraft'],
    ['mbround18/valheim:3', 'gaming', 'Valheim'],
    ['littlestache/valheim-flux', 'gaming', 'Valheim'],
    ['lloesche/valheim-server', 'gaming', 'Valheim'],
    ['littlestache/rust-server', 'gaming', 'Rust'],
    ['pfeiffermax/rust-game-server:1', 'gaming', 'Rust'],
    ['hermsi/ark-survival-evolved', 'gaming', 'ARK: Survival Evolved'],
    ['someone/ark-survival-ascended-server', 'gaming', 'ARK: Survival Ascended'],
    ['someone/quake-game-server:2', 'gaming', 'Quake Game'],
    ['streamr/node:v100', 'crypto', 'Streamr'],
    ['streamr/broker-node', 'crypto', 'Streamr'],
    ['touilleio/alephium-standalone:v3', 'crypto', 'Alephium'],
    ['alephium/explorer', 'crypto', 'Alephium'],
    ['runonflux/firod', 'crypto', 'Firo'],
    ['girderworks/edge:1', 'crypto', 'Beldex'],
    ['girderworks/feather:1', 'crypto', 'Beldex'],
    ['someone/beldex-master-node', 'crypto', 'Beldex'],
    ['girderworks/new-thing:1', 'crypto', 'New Thing'],
    ['timpiltd/timpi-collector:0.9', 'crypto', 'Timpi Collector'],
    ['timpiltd/timpi-geocore', 'crypto', 'Timpi Geocore'],
    ['kaspanet/rusty-kaspad:v1', 'crypto', 'Kaspa'],
    ['opentensor/subtensor', 'crypto', 'Bittensor'],
    ['ethereum/client-go:stable', 'crypto', 'Ethereum'],
    ['ethereum/client-go:latest', 'other', 'Client Go'],
    ['wanchain/client-go:stable', 'crypto', 'Wanchain'],
    ['runonflux/blockbook:litecoin', 'crypto', 'Blockbook'],
    ['runonflux/wp-nginx:latest', 'wordpress', 'WordPress'],
    ['wordpress:6-apache', 'wordpress', 'WordPress'],
    ['someone/wordpress-minecraft-shop', 'gaming', 'Minecraft']
  ])('calls %s %s, %s', (image, category, label) => {
    expect(classifyImage(image)).toMatchObject({ category, label });
  });

  it.each([
    ['ghcr.io/someone/dashboard:main', 'Dashboard'],
    ['registry.example:5000/team/trading_bot.v2', 'Trading Bot V2'],
    ['someone/chat-server-docker:1', 'Chat'],
    ['nginx@sha256:0123', 'Nginx'],
    ['some/-server', 'Server'],
    ['', 'Unnamed']
  ])('names any other image after its repository: %s is %s', (image, label) => {
    expect(classifyImage(image)).toMatchObject({ category: 'other', label });
  });

  it.each(['dramirezrt/ravencoin-server-website:latest', 'zelcash/flux-dns-fdm:minecraft'])(
    'takes excluded words first: %s is other',
    (image) => {
      expect(classifyImage(image).category).toBe('other');
    }
  );

  it('gives every text a category and a slug that fits a URL and tells the label', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), imageTexts), (image) => {
        const { slug, label } = classifyImage(image);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(productOf(slug)).toEqual({ slug, label });
      })
    );
  });

  it('does not care for the case of an image', () => {
    fc.assert(
      fc.property(imageTexts, (image) => {
        expect(classifyImage(image.toUpperCase())).toEqual(classifyImage(image));
      })
    );
  });
});

describe('the tables', () => {
  const all = knownCategories.flatMap((category) => productTables[category].products);

  it('have one row per slug and label', () => {
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length);
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
  });
  it('have no keyword that a wider one before it hides', () => {
    const hidden = knownCategories.flatMap((category) =>
      productTables[category].products.flatMap(({ slug, keywords: words }) =>
        words.filter((keyword) => classifyImage(keyword).slug !== slug)
      )
    );
    expect(hidden).toEqual([]);
  });
  it('are in lower case and name apps for games only', () => {
    const texts = all.flatMap(({ keywords: words, appNamePrefixes = [] }) => [...words, ...appNamePrefixes]);
    expect(texts.filter((text) => text !== text.toLowerCase() || text === '')).toEqual([]);
    const others = [...productTables.crypto.products, ...productTables.wordpress.products];
    expect(others.filter(({ appNamePrefixes }) => appNamePrefixes !== undefined)).toEqual([]);
  });
  it('have a version that fits a row of the store', () => {
    expect(categoriesVersion).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe(productOf, () => {
  it.each([
    ['7-days-to-die', '7 Days to Die'],
    ['runescape-dragonwilds', 'RuneScape: Dragonwilds'],
    ['thorchain', 'THORChain'],
    ['quake-game', 'Quake Game']
  ])('of %s is %s', (slug, label) => {
    expect(productOf(slug)).toEqual({ slug, label });
  });
});

describe(repositoryOf, () => {
  it.each([
    ['nginx', 'nginx'],
    ['nginx:1.27', 'nginx'],
    ['itzg/minecraft-server:java21', 'itzg/minecraft-server'],
    ['host:5000/x:tag', 'host:5000/x'],
    ['host:5000/x', 'host:5000/x'],
    ['ghcr.io/a/b/c@sha256:abcdef', 'ghcr.io/a/b/c'],
    ['host:5000/a/b:v1@sha256:abcdef', 'host:5000/a/b']
  ])('of %s is %s', (image, repository) => {
    expect(repositoryOf(image)).toBe(repository);
  });
  it('is its own repository', () => {
    fc.assert(
      fc.property(imageTexts, (image) => {
        expect(repositoryOf(repositoryOf(image))).toBe(repositoryOf(image));
      })
    );
  });
});

describe(isGitImage, () => {
  it('knows the image that builds from git in any case and with any tag', () => {
    expect(['runonflux/orbit', 'RunOnFlux/Orbit:v2.1', 'docker.io/runonflux/orbit:latest'].map(isGitImage)).toEqual([
      true,
      true,
      true
    ]);
    expect(['runonflux/orb', 'someone/orbit:latest'].map(isGitImage)).toEqual([false, false]);
  });
});

const word = fc.stringMatching(/^[a-z0-9]+([-_.][a-z0-9]+){0,3}$/);
const imageTexts = fc
  .record({
    registry: fc.constantFrom('', 'ghcr.io/', 'host:5000/'),
    path: fc.array(word, { minLength: 1, maxLength: 3 }),
    tag: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,9}$/))
  })
  .map(({ registry, path, tag }) => `${registry}${path.join('/')}${tag === null ? '' : `:${tag}`}`);
